using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>
/// E[u_a^i u_b^j; u_a &gt; 0, u_b &gt; 0] by the recursion of <see cref="QuadrantMoments"/>, for different breakpoints or none, with the size
/// of what was summed.
/// </summary>
internal static class TruncatedMoments
{
    private const int Largest = 16;

    // The absolute error of Phi2 is a few units of 1e-16, however small the probability.
    private const double ProbabilitySize = 2;

    /// <summary>Computes the moments for 0 &lt;= i, j &lt;= <paramref name="order"/>, row by row in i.</summary>
    public static void Compute(
        TruncatedPower a, TruncatedPower b, double sigmaA, double sigmaB, Correlation correlation, int order, Span<SizedValue> moments)
    {
        double ha = a.Breakpoint / sigmaA;
        double hb = b.Breakpoint / sigmaB;
        double ka = sigmaA * sigmaA;
        double kb = sigmaB * sigmaB;
        double c = correlation.Rho * sigmaA * sigmaB;
        int n = order + 1;
        Span<SizedValue> edgeOfA = stackalloc SizedValue[Largest];
        Span<SizedValue> edgeOfB = stackalloc SizedValue[Largest];
        Edge(ha, sigmaA, hb, sigmaB, correlation, edgeOfA[..n]);
        Edge(hb, sigmaB, ha, sigmaA, correlation, edgeOfB[..n]);
        moments[0] = new SizedValue(SpecialFunctions.BivariateNormalCdf(-ha, -hb, correlation.Rho, correlation.Sine), ProbabilitySize);
        for (int j = 1; j < n; j++)
        {
            moments[j] = (-b.Shift * moments[j - 1]) + (j > 1 ? (j - 1) * kb * moments[j - 2] : kb * edgeOfB[0]) + (c * edgeOfA[j - 1]);
        }

        for (int i = 1; i < n; i++)
        {
            Span<SizedValue> row = moments.Slice(i * n, n);
            ReadOnlySpan<SizedValue> above = moments.Slice((i - 1) * n, n);
            for (int j = 0; j < n; j++)
            {
                row[j] = (-a.Shift * above[j])
                    + (i > 1 ? (i - 1) * ka * moments[((i - 2) * n) + j] : ka * edgeOfA[j])
                    + (j > 0 ? j * c * above[j - 1] : c * edgeOfB[i - 1]);
            }
        }
    }

    // The density at the breakpoint of the one, times the moments of the other given that the one sits there.
    private static void Edge(double h, double sigma, double otherH, double otherSigma, Correlation correlation, Span<SizedValue> edge)
    {
        double density = double.IsFinite(h) ? SpecialFunctions.NormalPdf(h) / sigma : 0;
        if (density == 0)
        {
            edge.Clear();
            return;
        }

        // rho h - h_other, without cancellation towards rho = 1 and -1.
        bool hasOther = double.IsFinite(otherH);
        double distance = !hasOther ? correlation.Rho * h
            : correlation.Rho > 0 ? h - otherH - (correlation.FromOne * h)
            : (correlation.FromMinusOne * h) - (h + otherH);
        double mean = otherSigma * distance;
        double spread = otherSigma * correlation.Sine;
        double t = !hasOther ? double.PositiveInfinity
            : spread > 0 ? mean / spread
            : mean == 0 ? 0 : double.PositiveInfinity * Math.Sign(mean);
        edge[0] = new SizedValue(density * SpecialFunctions.NormalCdf(t), density);
        if (edge.Length > 1)
        {
            double peak = density * spread * SpecialFunctions.NormalPdf(t);
            edge[1] = (mean * edge[0]) + new SizedValue(peak, peak);
        }

        for (int j = 2; j < edge.Length; j++)
        {
            edge[j] = (mean * edge[j - 1]) + ((j - 1) * spread * spread * edge[j - 2]);
        }
    }
}
