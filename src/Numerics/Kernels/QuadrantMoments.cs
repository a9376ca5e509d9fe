using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>E[u_a^i u_b^j; u_a &gt; 0, u_b &gt; 0] with u = z - b for jointly normal z_a, z_b of mean 0.</summary>
/// <remarks>
/// Stein's lemma gives the recursion M_ij = mu M_(i-1)j + (i-1) K_a M_(i-2)j + j c M_(i-1)(j-1), with mu = -b, and terms from the edges of
/// the quadrant where i = 1 or j = 0: K_a p_a(b) E[u_b^j | u_a = 0] and c p_b(b) E[u_a^(i-1) | u_b = 0].
/// </remarks>
internal static class QuadrantMoments
{
    private const int Largest = 16;

    /// <summary>Computes the moments for 0 &lt;= i, j &lt;= <paramref name="order"/>, row by row in i.</summary>
    public static void Compute(double b, double ka, double kb, Correlation correlation, int order, Span<double> moments)
    {
        double sigmaA = Math.Sqrt(ka);
        double sigmaB = Math.Sqrt(kb);
        double ha = b / sigmaA;
        double hb = b / sigmaB;
        double sine = correlation.Sine;
        double c = correlation.Rho * sigmaA * sigmaB;
        int n = order + 1;
        Span<double> edgeOfA = stackalloc double[Largest];
        Span<double> edgeOfB = stackalloc double[Largest];
        Edge(b, ha, sigmaA, correlation.FromOne, hb, sigmaB, sine, edgeOfA[..n]);
        Edge(b, hb, sigmaB, correlation.FromOne, ha, sigmaA, sine, edgeOfB[..n]);

        moments[0] = b == 0
            ? (Math.PI - correlation.Angle) / (2 * Math.PI)
            : SpecialFunctions.BivariateNormalCdf(-ha, -hb, correlation.Rho, sine);
        for (int j = 1; j < n; j++)
        {
            moments[j] = (-b * moments[j - 1]) + (j > 1 ? (j - 1) * kb * moments[j - 2] : kb * edgeOfB[0]) + (c * edgeOfA[j - 1]);
        }

        for (int i = 1; i < n; i++)
        {
            Span<double> row = moments.Slice(i * n, n);
            ReadOnlySpan<double> above = moments.Slice((i - 1) * n, n);
            for (int j = 0; j < n; j++)
            {
                double sum = (-b * above[j]) + (i > 1 ? (i - 1) * ka * moments[((i - 2) * n) + j] : ka * edgeOfA[j]);
                row[j] = sum + (j > 0 ? j * c * above[j - 1] : c * edgeOfB[i - 1]);
            }
        }
    }

    /// <summary>E[u^j; u &gt; 0] for u ~ N(mean, sigma^2).</summary>
    public static void HalfLine(double mean, double sigma, Span<double> moments)
    {
        double t = sigma > 0 ? mean / sigma : mean == 0 ? 0 : double.PositiveInfinity * Math.Sign(mean);
        moments[0] = SpecialFunctions.NormalCdf(t);
        if (moments.Length > 1)
        {
            moments[1] = (mean * moments[0]) + (sigma * SpecialFunctions.NormalPdf(t));
        }

        for (int j = 2; j < moments.Length; j++)
        {
            moments[j] = (mean * moments[j - 1]) + ((j - 1) * sigma * sigma * moments[j - 2]);
        }
    }

    // p(b) at the one input, times the moments of the other given that the one sits at its breakpoint. At b = 0 and |rho| = 1 the
    // conditional moments are those of a point at the edge, half of which counts.
    private static void Edge(
        double b, double h, double sigma, double fromOne, double otherH, double otherSigma, double sine, Span<double> edge)
    {
        double density = SpecialFunctions.NormalPdf(h) / sigma;
        if (density == 0)
        {
            edge.Clear();
            return;
        }

        // rho h_a - h_b = (h_a - h_b) - (1 - rho) h_a, without cancellation for close inputs.
        double mean = b == 0 ? 0 : otherSigma * ((h - otherH) - (fromOne * h));
        HalfLine(mean, otherSigma * sine, edge);
        for (int j = 0; j < edge.Length; j++)
        {
            edge[j] *= density;
        }
    }
}
