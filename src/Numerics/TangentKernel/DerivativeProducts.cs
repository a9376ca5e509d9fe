namespace Theory.Numerics.TangentKernel;

/// <summary>The products of derivatives of an activation at one input whose means over two inputs the tensors need.</summary>
internal static class DerivativeProducts
{
    /// <summary>
    /// The derivatives in &lt;s s s s&gt;, &lt;s' s' s s&gt;, &lt;s' s' s' s'&gt;, &lt;s'' s'' s' s'&gt;, &lt;s'' s' s' s&gt;, &lt;s''' s' s' s'&gt;, in the places of <see cref="SourceSums.All"/>.
    /// </summary>
    public static readonly int[][] Sources = [[0, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 1], [2, 2, 1, 1], [2, 1, 1, 0], [3, 1, 1, 1]];

    private static readonly Dictionary<string, int> Places = [];
    private static readonly List<(int Parent, int Order)> Steps = [];

    static DerivativeProducts()
    {
        Place([]);
        for (int order = 0; order <= DerivativeTable.Highest; order++)
        {
            Place([order]);
        }

        foreach (int[] orders in Sources)
        {
            for (int inputs = 0; inputs < 16; inputs++)
            {
                Place(At(orders, inputs, 0));
            }
        }
    }

    /// <summary>Their number; the first is 1, then come the derivatives themselves.</summary>
    public static int Count => Steps.Count;

    /// <summary>The place of a derivative itself.</summary>
    public static int Single(int order) => order + 1;

    /// <summary>The place of a product.</summary>
    public static int Of(params IEnumerable<int> orders) => Places[Key(orders)];

    /// <summary>The derivatives at one of two inputs: those factors whose bit in the inputs, the first factor the highest, is the input.</summary>
    public static IEnumerable<int> At(int[] orders, int inputs, int input) => orders.Where((_, k) => ((inputs >> (3 - k)) & 1) == input);

    /// <summary>All products, from rows of s and its derivatives.</summary>
    public static double[][] Rows(double[][] derivatives)
    {
        double[][] rows = new double[Count][];
        rows[0] = [.. Enumerable.Repeat(1.0, derivatives[0].Length)];
        for (int place = 1; place < rows.Length; place++)
        {
            (int parent, int order) = Steps[place];
            if (parent == 0)
            {
                rows[place] = derivatives[order];
                continue;
            }

            rows[place] = new double[rows[0].Length];
            System.Numerics.Tensors.TensorPrimitives.Multiply(rows[parent], derivatives[order], rows[place]);
        }

        return rows;
    }

    private static int Place(IEnumerable<int> orders)
    {
        int[] sorted = [.. orders.Order()];
        if (!Places.TryGetValue(Key(sorted), out int place))
        {
            (int Parent, int Order) step = sorted.Length == 0 ? (0, 0) : (Place(sorted[..^1]), sorted[^1]);
            place = Steps.Count;
            Places.Add(Key(sorted), place);
            Steps.Add(step);
        }

        return place;
    }

    private static string Key(IEnumerable<int> orders) => string.Concat(orders.Order());
}
