using Theory.Numerics.Quadrature;

namespace Theory.Numerics.InverseWidth;

/// <summary>The moments of s(z)^2, z ~ N(0, K), with their derivatives in K: Taylor coefficients of M_r(y) = &lt;s^2r&gt; at K (1 + y), in units of &lt;s^2&gt; to the power r.</summary>
/// <remarks>
/// The ratio of the normal densities of variance K (1 + y) and K is sum_k y^k H_k(t), t = z/sqrt(K), H_k = He_2k/(2^k k!) = (-1)^k L_k^(-1/2)(t^2/2). So all coefficients
/// are integrals of the same values of s with these weights: no derivative of s is needed, kinks and jumps do no harm, and since the norm of H_k under the normal law
/// is below 1 the coefficients are as accurate as the moments themselves, relative to the norm of s^2r.
/// </remarks>
internal sealed class MomentJets
{
    private const int Nodes = 16;

    /// <summary>Beyond this many standard deviations nothing is left of a polynomial times a normal density, nor of an exponential of moderate rate.</summary>
    private const double Reach = 27;
    private const double Step = 1.5;
    private const int MaximumSplits = 40;
    private const double Tolerance = 2e-16;
    private const double Epsilon = 2.220446049250313e-16;

    private static readonly LegendreRule Rule = new(Nodes);

    private readonly PiecewiseSmoothFunction _s;
    private readonly double _root;
    private readonly double _scale;
    private readonly int[] _derivatives;
    private readonly int _count;

    /// <summary>Integrates.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="k">K, positive.</param>
    /// <param name="derivatives">At [r-1] the number of derivatives of &lt;s^2r&gt;.</param>
    public MomentJets(PiecewiseSmoothFunction s, double k, int[] derivatives)
    {
        (_s, _root, _derivatives, _count) = (s, Math.Sqrt(k), derivatives, derivatives.Sum(d => d + 1));
        double[] cuts =
        [
            .. Enumerable.Range(0, (int)(2 * Reach / Step) + 1).Select(i => -Reach + (Step * i))
                .Concat(s.Breakpoints.Select(b => b / _root))
                .Concat(s.Features.SelectMany(f => (double[])[f.Position / _root, (f.Position - f.Scale) / _root, (f.Position + f.Scale) / _root]))
                .Where(c => Math.Abs(c) <= Reach).Distinct().Order(),
        ];
        _scale = cuts.Zip(cuts.Skip(1), (a, b) => a + (0.37 * (b - a))).Where(c => Math.Abs(c) < 4).Select(c => Math.Abs(s.ValueAt(_root * c))).Max();
        if (!(_scale > 0) || !double.IsFinite(_scale))
        {
            throw new InverseWidthFailure("s(z)^2 is 0 or leaves double precision");
        }

        double[] values = new double[_count];
        double[] errors = new double[_count];
        double[] sizes = new double[_count];
        Queue<(double From, double To, double[] Whole, int Depth)> open = new();
        double[] unused = new double[_count];
        for (int i = 1; i < cuts.Length; i++)
        {
            open.Enqueue((cuts[i - 1], cuts[i], Panel(cuts[i - 1], cuts[i], sizes), 0));
        }

        double[] totals = [.. sizes];
        Array.Clear(sizes);
        while (open.TryDequeue(out (double From, double To, double[] Whole, int Depth) panel))
        {
            double middle = 0.5 * (panel.From + panel.To);
            double[] left = Panel(panel.From, middle, unused);
            double[] right = Panel(middle, panel.To, unused);
            if (panel.Depth < MaximumSplits && Enumerable.Range(0, _count).Any(i => Math.Abs(panel.Whole[i] - left[i] - right[i]) > Tolerance * totals[i]))
            {
                open.Enqueue((panel.From, middle, left, panel.Depth + 1));
                open.Enqueue((middle, panel.To, right, panel.Depth + 1));
                continue;
            }

            for (int i = 0; i < _count; i++)
            {
                values[i] += left[i] + right[i];
                errors[i] += Math.Abs(panel.Whole[i] - left[i] - right[i]);
                sizes[i] += Math.Abs(left[i]) + Math.Abs(right[i]);

                // What lies beyond the last panels is not more than they hold.
                errors[i] += panel.From <= -Reach || panel.To >= Reach ? Math.Abs(left[i]) + Math.Abs(right[i]) : 0;
            }
        }

        if (!values.All(double.IsFinite) || !(values[0] > 0))
        {
            throw new InverseWidthFailure("a moment of s(z)^2 leaves double precision");
        }

        double unit = values[0];
        LogSquare = Math.Log(unit) + (2 * Math.Log(_scale));
        ErrorNumber[][] jets = [.. derivatives.Select(d => new ErrorNumber[d + 1])];
        for (int r = 1, i = 0; r <= derivatives.Length; r++)
        {
            double power = Math.Pow(unit, r);
            for (int n = 0; n <= derivatives[r - 1]; n++, i++)
            {
                jets[r - 1][n] = new(values[i] / power, (errors[i] + (Epsilon * (4 + (2 * r)) * totals[i])) / power);
            }
        }

        jets[0][0] = ErrorNumber.Of(1);
        Jets = jets;
    }

    /// <summary>ln &lt;s^2&gt;.</summary>
    public double LogSquare { get; }

    /// <summary>At [r-1][k] the coefficient of y^k in M_r over &lt;s^2&gt;^r.</summary>
    public IReadOnlyList<ErrorNumber[]> Jets { get; }

    /// <summary>The integrals over a panel; adds those of absolute values to sizes.</summary>
    private double[] Panel(double from, double to, double[] sizes)
    {
        double[] sums = new double[_count];
        double half = 0.5 * (to - from);
        double middle = 0.5 * (to + from);
        Span<double> hermite = stackalloc double[_derivatives.Max() + 2];
        for (int node = 0; node < Nodes; node++)
        {
            double t = middle + (half * Rule.Nodes[node]);
            double s = _s.ValueAt(_root * t) / _scale;
            double x = s * s;
            double weight = half * Rule.Weights[node] * Math.Exp(-0.5 * t * t) / Math.Sqrt(2 * Math.PI);
            Laguerre(0.5 * t * t, hermite);
            double power = weight;
            for (int r = 1, i = 0; r <= _derivatives.Length; r++)
            {
                power *= x;
                for (int k = 0; k <= _derivatives[r - 1]; k++, i++)
                {
                    double term = power * hermite[k];
                    sums[i] += term;
                    sizes[i] += Math.Abs(term);
                }
            }
        }

        return sums;
    }

    /// <summary>(-1)^k L_k^(-1/2)(x).</summary>
    private static void Laguerre(double x, Span<double> values)
    {
        (values[0], values[1]) = (1, x - 0.5);
        for (int k = 1; k + 1 < values.Length; k++)
        {
            values[k + 1] = (((x - (2 * k) - 0.5) * values[k]) - ((k - 0.5) * values[k - 1])) / (k + 1);
        }
    }
}
