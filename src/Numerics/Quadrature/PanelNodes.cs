namespace Theory.Numerics.Quadrature;

/// <summary>The nodes of a panel in t and in z = sqrt(K) t, and what every integrand asks of them.</summary>
internal readonly struct PanelNodes
{
    // (2 pi)^(-1/4)
    private const double RootNormalisation = 0.63161877774606470129;

    // A resolved panel extrapolates to its end far better than this; a hidden kink or step misses by its whole size.
    private const double EndTolerance = 1e-3;

    // What rounding of the values, as a part of what they were summed from, may become at the end by extrapolation.
    private const double ExtrapolatedRounding = 1e-11;

    private readonly double _sigma;
    private readonly double _sigmaLow;

    /// <summary>Prepares the scale sqrt(K), with the part that its rounding loses.</summary>
    /// <remarks>That part is the same at all nodes: <c>s^4</c> of a quintic would turn half an ulp of it into ten.</remarks>
    public PanelNodes(double k)
    {
        _sigma = Math.Sqrt(k);
        _sigmaLow = -Math.FusedMultiplyAdd(_sigma, _sigma, -k) / (2 * _sigma);
    }

    public double Sigma => _sigma;

    /// <summary>Computes nodes t and z, and the root of the normal density phi(t); z is kept inside [from, to] against rounding.</summary>
    /// <remarks>phi underflows at t = 38, where an integrand such as exp(6 z) may still be at its peak; its root does at 54.</remarks>
    public void Place(in Panel panel, double from, double to, Span<double> t, Span<double> z, Span<double> root)
    {
        double centre = panel.Centre;
        double halfWidth = panel.HalfWidth;
        ReadOnlySpan<double> nodes = PanelRule.Nodes;
        for (int i = 0; i < PanelRule.Order; i++)
        {
            double ti = Math.FusedMultiplyAdd(halfWidth, nodes[i], centre);
            t[i] = ti;
            z[i] = Math.Min(Math.Max(Math.FusedMultiplyAdd(_sigma, ti, _sigmaLow * ti), from), to);
            root[i] = RootNormalisation * Math.Exp(-0.25 * ti * ti);
        }
    }

    /// <summary>Whether the values at the nodes foretell the value at an end of the panel.</summary>
    public static bool Foretell(ReadOnlySpan<double> values, double atEnd, bool rightEnd, double size = 0)
    {
        double extrapolated = 0;
        double largest = Math.Abs(atEnd);
        for (int i = 0; i < PanelRule.Order; i++)
        {
            double value = values[rightEnd ? PanelRule.Order - 1 - i : i];
            extrapolated += PanelRule.LeftEnd[i] * value;
            largest = Math.Max(largest, Math.Abs(value));
        }

        // What is not a number foretells nothing.
        return Math.Abs(extrapolated - atEnd) <= Math.Max(EndTolerance * largest, ExtrapolatedRounding * size);
    }
}
