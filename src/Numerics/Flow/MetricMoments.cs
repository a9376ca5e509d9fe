namespace Theory.Numerics.Flow;

/// <summary>
/// The moments of the fluctuation x = Ghat(l) - K(l) of the stochastic metric, for a single input, to second order in 1/width:
/// E[x] = Mean1 + Mean2, E[x^2] = Square1 + Square2, E[x^3] = Cube2, E[x^4] = 3 Square1^2, with the orders in the names.
/// </summary>
/// <remarks>
/// The leading terms are the known ones: Mean1 = G1/n, Square1 = V/n. The next ones follow from the same exact Markov chain,
/// Ghat(l+1) = C_b + C_W times a mean of n independent s(z)^2 with z ~ N(0, Ghat(l)), by expanding its mean, variance and third
/// cumulant in x.
/// </remarks>
internal readonly record struct MetricMoments(double Mean1, double Mean2, double Square1, double Square2, double Cube2)
{
    /// <summary>The moments one layer on.</summary>
    /// <param name="c">The layer's cumulants for normal neurons.</param>
    /// <param name="excess">What weights that are not normal add; it enters the leading terms only.</param>
    public MetricMoments Next(LayerCumulants c, NeuronExcess excess = default)
    {
        (double m1, double m2, double m3, double m4) = (c.Mean1, c.Mean2, c.Mean3, c.Mean4);
        double fourth = 3 * Square1 * Square1;
        return new MetricMoments(
            Mean1: (m1 * Mean1) + (m2 * Square1 / 2) + (m2 * excess.One / 6),
            Mean2: (m1 * Mean2) + (m2 * Square2 / 2) + (m3 * Cube2 / 6) + (m4 * fourth / 24),
            Square1: (m1 * m1 * (Square1 + excess.Two)) + c.Variance,
            Square2: (m1 * m1 * Square2) + (m1 * m2 * Cube2) + (((m2 * m2 / 4) + (m1 * m3 / 3)) * fourth)
                + (c.Variance1 * Mean1) + (c.Variance2 * Square1 / 2),
            Cube2: (m1 * m1 * m1 * Cube2) + (1.5 * m1 * m1 * m2 * fourth)
                + (3 * c.Variance * ((m1 * Mean1) + (m2 * Square1 / 2))) + (3 * c.Variance1 * m1 * Square1) + c.ThirdCumulant);
    }
}
