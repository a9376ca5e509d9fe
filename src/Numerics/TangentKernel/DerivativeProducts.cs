using Theory.Numerics.Compilation.Vectors;

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

    /// <summary>All but the first, each after the product that it continues, with nothing but other continuations in between.</summary>
    private static readonly int[] Walked;

    private static readonly int[] Degrees;

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

        Walked = [.. Places.Where(p => p.Value > 0).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)];
        Degrees = [.. Places.OrderBy(p => p.Value).Select(p => p.Key.Length)];
    }

    /// <summary>Their number; the first is 1, then come the derivatives themselves.</summary>
    public static int Count => Steps.Count;

    /// <summary>The place of a derivative itself.</summary>
    public static int Single(int order) => order + 1;

    /// <summary>Whether a product holds more than s itself.</summary>
    public static bool HasDerivative(int place) => place > 0 && (Steps[place].Order > 0 || HasDerivative(Steps[place].Parent));

    /// <summary>The place of a product.</summary>
    public static int Of(params IEnumerable<int> orders) => Places[Key(orders)];

    /// <summary>The derivatives at one of two inputs: those factors whose bit in the inputs, the first factor the highest, is the input.</summary>
    public static IEnumerable<int> At(int[] orders, int inputs, int input) => orders.Where((_, k) => ((inputs >> (3 - k)) & 1) == input);

    /// <summary>Walks through all products but the first, each when the rows of its factors are in the cache; a row is valid while it is looked at.</summary>
    /// <param name="derivatives">Rows of s and its derivatives.</param>
    /// <param name="look">Gets the place of a product and its row.</param>
    public static void Walk(double[][] derivatives, Action<int, double[]> look)
    {
        double[][] partial = [.. Enumerable.Range(0, Sources[0].Length + 1).Select(d => d < 2 ? [] : new double[derivatives[0].Length])];
        foreach (int place in Walked)
        {
            int order = Steps[place].Order;
            int degree = Degrees[place];
            if (degree == 1)
            {
                partial[1] = derivatives[order];
            }
            else
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(partial[degree - 1], derivatives[order], partial[degree]);
            }

            look(place, partial[degree]);
        }
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
