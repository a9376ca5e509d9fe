using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Shaping;

/// <summary>Expectations of s(alpha z + beta), z normal, by a fixed rule that follows scale and kinks: quick, for the search; what is found is checked by others.</summary>
/// <param name="Mean">&lt;s&gt;, relative to s(beta).</param>
/// <param name="Variance">&lt;s^2&gt; - &lt;s&gt;^2.</param>
/// <param name="Overlap">alpha &lt;(s - &lt;s&gt;) s' z&gt;.</param>
/// <param name="Bend">alpha &lt;s' z&gt;.</param>
/// <param name="Slopes">alpha^2 &lt;s'^2&gt;.</param>
/// <param name="Curvatures">alpha^4 &lt;s''^2&gt;; kinks are left out.</param>
internal readonly record struct ShiftedMoments(double Mean, double Variance, double Overlap, double Bend, double Slopes, double Curvatures)
{
    // The normal density is below 1e-20 of its maximum beyond.
    private const double Reach = 9.75;
    private static readonly LegendreRule Rule = new(20);

    /// <summary>How much wider panels are that need only show signs.</summary>
    private const double Coarseness = 2.5;

    /// <summary>The moments; not finite where s is not.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="alpha">The scale of its input.</param>
    /// <param name="beta">The shift of its input.</param>
    /// <param name="coarse">With wider panels, where signs are all that is wanted.</param>
    public static ShiftedMoments Of(PiecewiseSmoothFunction s, double alpha, double beta, bool coarse = false)
    {
        double origin = s.ValueAt(beta);
        double width = (coarse ? Coarseness : 1) * Math.Min(1, 2 / alpha);
        double[] kinks = [.. s.Breakpoints.Select(b => (b - beta) / alpha).Where(z => Math.Abs(z) < Reach).Order(), Reach];
        Span<double> sums = stackalloc double[7];
        double from = -Reach;
        foreach (double to in kinks)
        {
            SmoothPiece piece = s.PieceAt(beta + (alpha * ((from + to) / 2)));
            int panels = (int)Math.Ceiling((to - from) / width);
            for (int p = 0; p < panels; p++)
            {
                double half = (to - from) / panels / 2;
                double middle = from + (((2 * p) + 1) * half);
                for (int i = 0; i < Rule.Nodes.Length; i++)
                {
                    double z = middle + (half * Rule.Nodes[i]);
                    double u = Math.Clamp(beta + (alpha * z), piece.From, piece.To);
                    double weight = half * Rule.Weights[i] * Math.Exp(-z * z / 2);
                    (double value, double first, double second) = (piece.S(u) - origin, alpha * piece.S1(u), alpha * alpha * piece.S2(u));
                    sums[0] += weight;
                    sums[1] += weight * value;
                    sums[2] += weight * value * value;
                    sums[3] += weight * value * first * z;
                    sums[4] += weight * first * z;
                    sums[5] += weight * first * first;
                    sums[6] += weight * second * second;
                }
            }

            from = to;
        }

        double norm = sums[0];
        double mean = sums[1] / norm;
        double bend = sums[4] / norm;
        return new(mean, (sums[2] / norm) - (mean * mean), (sums[3] / norm) - (mean * bend), bend, sums[5] / norm, sums[6] / norm);
    }
}
