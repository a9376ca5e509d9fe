namespace Theory.Polynomials.Planning;

/// <summary>How a network is laid out in layers.</summary>
/// <param name="FirstArity">The largest power of linear forms in the first layer, at most p + 1.</param>
/// <param name="Arity">The largest power in the other layers, 2 to p + 1.</param>
/// <param name="SplitsOdd">An odd degree n is split as 1 + (n-1) where that takes no more layers: the larger factor is then nearly a square.</param>
/// <param name="Monomials">Layers provide the monomials that the next one needs, instead of its forms one by one.</param>
internal sealed record LayerSchedule(int FirstArity, int Arity, bool SplitsOdd, bool Monomials)
{
    /// <summary>For higher orders every square costs p + 1 units, and layers of products are not worth comparing where one layer will do.</summary>
    public const int LargestComparedOrder = 8;

    /// <summary>The largest degree after each layer, the last that of the polynomial.</summary>
    public IReadOnlyList<int> Degrees(int degree)
    {
        List<int> degrees = [degree];
        while (degrees[0] > FirstArity)
        {
            int smallest = (degrees[0] + Arity - 1) / Arity;
            bool split = SplitsOdd && degrees[0] % 2 == 1 && Count(degrees[0] - 1) == Count(smallest);
            degrees.Insert(0, split ? degrees[0] - 1 : smallest);
        }

        return degrees;
    }

    /// <summary>The number of layers for a degree.</summary>
    private int Count(int degree)
    {
        int layers = 1;
        for (; degree > FirstArity; degree = (degree + Arity - 1) / Arity)
        {
            layers++;
        }

        return layers;
    }

    /// <summary>All schedules that are worth comparing for an order p.</summary>
    public static IEnumerable<LayerSchedule> All(int p, int degree)
    {
        if (degree <= p + 1)
        {
            // One layer holds it; two may have fewer units, as products of polynomials of half the degree.
            LayerSchedule shallow = new(p + 1, 2, false, false);
            int half = (degree + 1) / 2;
            return half < 2 || p > LargestComparedOrder ? [shallow] : [shallow, new LayerSchedule(half, 2, false, true), new LayerSchedule(half, 2, false, false)];
        }

        return
            from arities in ((int First, int Next)[])[.. new HashSet<(int, int)> { (p + 1, p + 1), (p + 1, 2), (2, 2) }]
            from splits in (bool[])(degree % 2 == 1 ? [false, true] : [false])
            from monomials in (bool[])[true, false]
            select new LayerSchedule(arities.First, arities.Next, splits, monomials);
    }
}
