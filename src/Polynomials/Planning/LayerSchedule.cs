namespace Theory.Polynomials.Planning;

/// <summary>How a network is laid out in layers.</summary>
/// <param name="FirstArity">The largest power of linear forms in the first layer, at most p + 1.</param>
/// <param name="Arity">The largest power in the other layers, 2 to p + 1.</param>
/// <param name="Monomials">Layers provide the monomials that the next one needs, instead of its forms one by one.</param>
internal sealed record LayerSchedule(int FirstArity, int Arity, bool Monomials)
{
    /// <summary>The largest degree after each layer, the last that of the polynomial.</summary>
    public IReadOnlyList<int> Degrees(int degree)
    {
        List<int> degrees = [degree];
        while (degrees[0] > FirstArity)
        {
            degrees.Insert(0, (degrees[0] + Arity - 1) / Arity);
        }

        return degrees;
    }

    /// <summary>All schedules that are worth comparing for an order p.</summary>
    public static IEnumerable<LayerSchedule> All(int p, int degree) => degree <= p + 1
        ? [new LayerSchedule(p + 1, 2, false)]
        : new[] { (p + 1, p + 1), (p + 1, 2), (2, 2) }.Distinct()
            .SelectMany(a => new[] { new LayerSchedule(a.Item1, a.Item2, true), new LayerSchedule(a.Item1, a.Item2, false) });
}
