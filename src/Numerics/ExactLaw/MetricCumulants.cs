namespace Theory.Numerics.ExactLaw;

/// <summary>Cumulants of a metric by the law of total cumulance, from the law of the metric before and the cumulants given that.</summary>
internal static class MetricCumulants
{
    /// <summary>Mean, variance, third and fourth cumulant; null where part of the law before is beyond double precision.</summary>
    /// <param name="from">The metrics before and the laws after them.</param>
    /// <param name="cut">Weights at the upper end that are less are rounding errors: what large metrics would make of them is left out.</param>
    public static double[]? Of(ChainSources from, double cut)
    {
        (double[] sources, TransitionWeights[] rows, double zero, double below, double above) = from;
        if (below > 0 || above > 0)
        {
            return null;
        }

        int count = rows.Length;
        while (count > 1 && Math.Abs(sources[count - 1]) < cut)
        {
            count--;
        }

        double mean = 0;
        for (int j = 0; j < count; j++)
        {
            mean += sources[j] * Math.Exp(rows[j].LogMean);
        }

        if (!(mean > 0))
        {
            return null;
        }

        // A metric that was 0 stays 0, with all cumulants 0.
        (double variance, double third, double fourth) = (zero * mean * mean, -zero * mean * mean * mean, zero * mean * mean * mean * mean);
        for (int j = 0; j < count; j++)
        {
            double w = sources[j];
            double m = Math.Exp(rows[j].LogMean);
            double k2 = rows[j].Cumulants[0] * m * m;
            double k3 = rows[j].Cumulants[1] * m * m * m;
            double k4 = rows[j].Cumulants[2] * m * m * m * m;
            double d = m - mean;
            variance += w * (k2 + (d * d));
            third += w * (k3 + (3 * d * k2) + (d * d * d));
            fourth += w * (k4 + (4 * d * k3) + (3 * k2 * k2) + (6 * d * d * k2) + (d * d * d * d));
        }

        return [mean, variance, third, fourth - (3 * variance * variance)];
    }

    /// <summary>The moments of q times an independent random number.</summary>
    /// <param name="moments">The first four moments of q.</param>
    /// <param name="row">The law of q times the number, at one q.</param>
    /// <param name="y">ln of that q.</param>
    public static double[] Product(double[] moments, TransitionWeights row, double y)
    {
        double m = Math.Exp(row.LogMean - y);
        (double k2, double k3, double k4) = (row.Cumulants[0], row.Cumulants[1], row.Cumulants[2]);
        return
        [
            moments[0] * m, moments[1] * m * m * (1 + k2), moments[2] * m * m * m * (1 + (3 * k2) + k3),
            moments[3] * m * m * m * m * (1 + (6 * k2) + (3 * k2 * k2) + (4 * k3) + k4),
        ];
    }

    /// <summary>Cumulants from moments where the law is so wide that nothing cancels; else null.</summary>
    /// <remarks>The moments of wide products belong to rare networks, which a grid cuts off.</remarks>
    public static double[]? OfWideProduct(double[] m)
    {
        double variance = m[1] - (m[0] * m[0]);
        return variance < 0.3 * m[0] * m[0] ? null
        :
        [
            m[0], variance, m[2] - (3 * m[1] * m[0]) + (2 * m[0] * m[0] * m[0]),
            m[3] - (4 * m[2] * m[0]) - (3 * m[1] * m[1]) + (12 * m[1] * m[0] * m[0]) - (6 * m[0] * m[0] * m[0] * m[0]),
        ];
    }
}
