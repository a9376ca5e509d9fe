using System.Runtime.Intrinsics;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>The coefficients h_n = E[s(sqrt(K) t) He_n(t)]/sqrt(n!) of an activation at one variance.</summary>
/// <remarks>
/// Mehler's formula is &lt;s(z_a) s(z_b)&gt; = sum_n rho^n h_n(K_a) h_n(K_b). Integrals run over psi_n(t) = exp(-t^2/4) He_n(t)/sqrt(n!), which
/// stays bounded at any order, on panels that resolve both s and the oscillation of psi_n, whose wave number is sqrt(n).
/// </remarks>
internal static class HermiteCoefficients
{
    private const double InverseSqrt2Pi = 0.39894228040143267794;

    // A panel this many radians of the highest function wide keeps it below Legendre degree 26; 20 nodes integrate degree 39 exactly.
    private const double Radians = 14;
    private const double Tail = 1e-14;
    private const int MaximumDepth = 30;
    private const int Block = 16;

    /// <summary>Computes h_0, ..., h_order.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="k">The variance, positive.</param>
    /// <param name="scale">sqrt(g(K)), against which errors are judged.</param>
    /// <param name="order">The highest order.</param>
    public static double[] Compute(PiecewiseSmoothFunction function, double k, double scale, int order)
    {
        (double[] t, double[] weighted) = Nodes(new InputSide(function, k, mirrored: false), scale, Radians / Math.Sqrt(order + 1));
        return Project(t, weighted, order);
    }

    // Nodes t, with s(t) exp(-t^2/4) times the weight; padded to whole blocks by zeros.
    private static (double[] T, double[] Weighted) Nodes(InputSide side, double scale, double widest)
    {
        double right = Range(side, scale, 1);
        double left = Range(side, scale, -1);
        List<double> edges = [];
        AnchoredCover.Cut(side.Anchors, left, right, edges);
        List<double> t = [];
        List<double> weighted = [];
        var pending = new Stack<(double From, double To, int Depth)>();
        Span<double> nodes = stackalloc double[PanelRule.Order];
        Span<double> s = stackalloc double[PanelRule.Order];
        Span<double> s1 = stackalloc double[PanelRule.Order];
        for (int i = 0; i + 1 < edges.Count; i++)
        {
            int parts = Math.Max(1, (int)Math.Ceiling((edges[i + 1] - edges[i]) / widest));
            for (int part = 0; part < parts; part++)
            {
                double width = (edges[i + 1] - edges[i]) / parts;
                pending.Push((edges[i] + (part * width), edges[i] + ((part + 1) * width), 0));
            }

            while (pending.TryPop(out (double From, double To, int Depth) panel))
            {
                double halfWidth = 0.5 * (panel.To - panel.From);
                double centre = 0.5 * (panel.From + panel.To);
                for (int j = 0; j < PanelRule.Order; j++)
                {
                    nodes[j] = Math.FusedMultiplyAdd(halfWidth, PanelRule.Nodes[j], centre);
                }

                if (!side.Evaluate(side.PieceAt(centre), nodes, s, s1))
                {
                    continue;
                }

                double last = 0;
                double lastButOne = 0;
                for (int j = 0; j < PanelRule.Order; j++)
                {
                    s[j] *= Math.Exp(-0.25 * nodes[j] * nodes[j]);
                    last += PanelRule.Last[j] * s[j];
                    lastButOne += PanelRule.LastButOne[j] * s[j];
                }

                if (Math.Max(Math.Abs(last), Math.Abs(lastButOne)) > Tail * scale && panel.Depth < MaximumDepth)
                {
                    pending.Push((panel.From, centre, panel.Depth + 1));
                    pending.Push((centre, panel.To, panel.Depth + 1));
                    continue;
                }

                for (int j = 0; j < PanelRule.Order; j++)
                {
                    t.Add(nodes[j]);
                    weighted.Add(halfWidth * PanelRule.Weights[j] * s[j]);
                }
            }
        }

        while (t.Count % Block != 0)
        {
            t.Add(0);
            weighted.Add(0);
        }

        return ([.. t], [.. weighted]);
    }

    // s exp(-t^2/4) has to vanish at the end, because psi_n need not.
    private static double Range(InputSide side, double scale, int direction)
    {
        Span<double> s = stackalloc double[1];
        Span<double> s1 = stackalloc double[1];
        double edge = 12.5;
        for (; edge < 50; edge++)
        {
            double t = direction * edge;
            side.Evaluate(side.PieceAt(t), [t], s, s1);
            if (Math.Abs(s[0]) * Math.Exp(-0.25 * edge * edge) <= 1e-16 * scale)
            {
                break;
            }
        }

        return direction * edge;
    }

    // sqrt(n+1) psi_(n+1) = t psi_n - sqrt(n) psi_(n-1), four vectors of nodes at a time.
    private static double[] Project(double[] t, double[] weighted, int order)
    {
        var sums = new Vector256<double>[order + 1];
        var up = new double[order + 1];
        var down = new double[order + 1];
        for (int n = 0; n <= order; n++)
        {
            up[n] = 1 / Math.Sqrt(n + 1);
            down[n] = Math.Sqrt(n) * up[n];
        }

        Span<double> root = stackalloc double[Block];
        for (int first = 0; first < t.Length; first += Block)
        {
            for (int i = 0; i < Block; i++)
            {
                root[i] = InverseSqrt2Pi * Math.Exp(-0.25 * t[first + i] * t[first + i]);
            }

            var t0 = Vector256.Create(t, first);
            var t1 = Vector256.Create(t, first + 4);
            var t2 = Vector256.Create(t, first + 8);
            var t3 = Vector256.Create(t, first + 12);
            Vector256<double> q0 = Vector256.Create<double>(root) * Vector256.Create(weighted, first);
            Vector256<double> q1 = Vector256.Create<double>(root[4..]) * Vector256.Create(weighted, first + 4);
            Vector256<double> q2 = Vector256.Create<double>(root[8..]) * Vector256.Create(weighted, first + 8);
            Vector256<double> q3 = Vector256.Create<double>(root[12..]) * Vector256.Create(weighted, first + 12);
            Vector256<double> p0 = default, p1 = default, p2 = default, p3 = default;
            for (int n = 0; n <= order; n++)
            {
                sums[n] += q0 + q1 + (q2 + q3);
                var u = Vector256.Create(up[n]);
                var d = Vector256.Create(down[n]);
                (q0, p0) = (Vector256.FusedMultiplyAdd(t0 * u, q0, -(d * p0)), q0);
                (q1, p1) = (Vector256.FusedMultiplyAdd(t1 * u, q1, -(d * p1)), q1);
                (q2, p2) = (Vector256.FusedMultiplyAdd(t2 * u, q2, -(d * p2)), q2);
                (q3, p3) = (Vector256.FusedMultiplyAdd(t3 * u, q3, -(d * p3)), q3);
            }
        }

        return [.. sums.Select(Vector256.Sum)];
    }
}
