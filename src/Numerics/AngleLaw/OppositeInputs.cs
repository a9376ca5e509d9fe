namespace Theory.Numerics.AngleLaw;

/// <summary>The law of the next correlation of opposite inputs, where the slope k below 0 is neither 0 nor 1 nor -1.</summary>
/// <remarks>
/// Where m of n neurons are above 0 at the first input, with the share r of the sum of squares, (G11, G12, G22) is proportional to (r + k^2 (1 - r), -k, k^2 r + 1 - r), and
/// tan^2 theta' = (1 - k^2)^2 r (1 - r)/k^2. r has a beta law, and is 0 or 1 where all are on one side.
/// </remarks>
internal static class OppositeInputs
{
    private const double Step = 0.02;

    private const double End = 44;

    /// <summary>y of the largest angle from 0 or pi, where the shares are equal: the density of the next correlation has a pole of order 1/2 there.</summary>
    public static double SharpestAt(double slope) => Math.Log(2 * Math.Abs(slope) / (1 - (slope * slope)));

    /// <summary>The law on a grid.</summary>
    public static AngleRow Row(double slope, int width, AngleGrid grid, AngleAccuracy accuracy)
    {
        WindowedSinc sinc = new(accuracy);
        double k = Math.Abs(slope);
        double offset = SharpestAt(slope);
        int first = (int)Math.Floor(grid.Of(offset)) - sinc.Reach, last = (int)Math.Ceiling(grid.Of(offset + End)) + sinc.Reach;
        var masses = new double[last - first + 1];
        double oneSided = Math.Pow(0.5, width - 1);
        for (int i = 0; i * Step < End; i++)
        {
            // r = 1/(1 + e^-2s), and -s as likely
            double s = i * Step;
            double logShare = -SpecialFunctions.Log1p(Math.Exp(-2 * s)), logRest = logShare - (2 * s);
            double mass = 0;
            for (int m = 1; m < width; m++)
            {
                double a = 0.5 * m, b = 0.5 * (width - m);
                double beta = LogGamma(a) + LogGamma(b) - LogGamma(a + b);
                double choices = LogGamma(width + 1) - LogGamma(m + 1) - LogGamma(width - m + 1) - (width * Math.Log(2));
                mass += Math.Exp(choices - beta + (a * logShare) + (b * logRest));
            }

            mass *= (i == 0 ? 2 : 4) * Step;
            double u = grid.Of(offset + s + SpecialFunctions.Log1p(Math.Exp(-2 * s)) - Math.Log(2));
            for (int node = Math.Max(first, (int)Math.Ceiling(u) - sinc.Reach); node <= Math.Min(last, (int)Math.Floor(u) + sinc.Reach); node++)
            {
                masses[node - first] += mass * sinc.Value(u - node);
            }
        }

        NodeDensity density = new(first, masses);
        return slope > 0 ? new(NodeDensity.None, density, new(0, 0, 0, oneSided)) : new(density, NodeDensity.None, new(0, 0, oneSided, 0));
    }

    private static double LogGamma(double x) => MathNet.Numerics.SpecialFunctions.GammaLn(x);
}
