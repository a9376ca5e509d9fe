namespace Theory.Numerics.ExactLaw;

/// <summary>The frequencies of a contour that resolve a period of ln of the metric.</summary>
internal sealed class FrequencyGrid
{
    private GammaLaw? _gamma;

    /// <summary>Frequencies for a period.</summary>
    /// <param name="contour">The contour.</param>
    /// <param name="nodes">The period in units of the contour's spacing, a power of two.</param>
    public FrequencyGrid(Contour contour, int nodes)
    {
        (Nodes, Period) = (nodes, nodes * contour.Spacing);
        Step = 2 * Math.PI / Period;
        Count = (int)Math.Ceiling(contour.Edge / Step);
        Window = new double[Count];
        Factor = new (double, double)[Count];
        double centre = 0.5 * (contour.Band + contour.Edge);
        double spread = (contour.Edge - contour.Band) / 16.4;
        for (int k = 0; k < Count; k++)
        {
            double w = k * Step;
            Window[k] = 0.5 * MathNet.Numerics.SpecialFunctions.Erfc((w - centre) / (Math.Sqrt(2) * spread));
            (double real, double imaginary) = ComplexGamma.LogRatio(1, -w);

            // Gamma(-iw) = Gamma(1 - iw)/(-iw).
            Factor[k] = (Math.Log(Math.Max(w, 1e-300)) - (((0.5 * Math.PI) - contour.Delta) * w) - real, -imaginary - (0.5 * Math.PI));
        }
    }

    /// <summary>The logarithms of E (x/k)^(iw), x distributed as Gamma(k), on the grid.</summary>
    /// <param name="shape">k.</param>
    public (double Log, double Phase)[] Gamma(double shape)
    {
        // Neighbouring metrics often have the same.
        if (_gamma is { } known && known.Shape == shape)
        {
            return known.Values;
        }

        (double, double)[] values = [.. Enumerable.Range(0, Count).Select(k => ComplexGamma.LogRatio(shape, k * Step))];
        _gamma = new(shape, values);
        return values;
    }

    /// <summary>The period in units of the spacing of nodes.</summary>
    public int Nodes { get; }

    /// <summary>The period.</summary>
    public double Period { get; }

    /// <summary>2 pi over the period.</summary>
    public double Step { get; }

    /// <summary>The number of frequencies, from 0.</summary>
    public int Count { get; }

    /// <summary>1 within the band, falling to 0 at the edge.</summary>
    public double[] Window { get; }

    /// <summary>The logarithm of the factor between the transform of E exp(-t x) along the ray and E x^(iw): -iw exp(-(pi/2 - delta) w)/Gamma(1 - iw).</summary>
    public (double Log, double Phase)[] Factor { get; }

    private sealed record GammaLaw(double Shape, (double Log, double Phase)[] Values);
}
