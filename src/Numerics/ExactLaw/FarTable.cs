using System.Collections.Concurrent;
using System.Numerics;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>
/// E[exp(-t X); X > 0], X = s(z)^2, where |t| is so large that only z much smaller than their deviation are left: there the normal density is a short series in z^2/q, and
/// integrals of exp(-t s(z)^2) z^(2k) serve all variances q at once.
/// </summary>
internal sealed class FarTable
{
    /// <summary>Terms of the series of exp(-z^2/2q).</summary>
    public const int Terms = 10;

    /// <summary>|z| over its deviation up to which as many terms are exact to rounding: 0.08^10/10! = 3e-18.</summary>
    private const double Reach = 0.4;

    /// <summary>Normal deviations beyond which nothing counts.</summary>
    private const double End = 9.7;
    private const int Order = LaplacePanel.Order;
    private const double Vanishing = 42;
    private const int OctavesBelow = 60;
    private const int Lowest = -500;

    private readonly PiecewiseSmoothFunction _s;
    private readonly double _sine;
    private readonly double _delta;
    private readonly double _tolerance;
    private readonly double[] _cuts;
    private readonly ConcurrentDictionary<(int Start, int Octave), Lazy<Moments[]>> _moments = new();
    private readonly ConcurrentDictionary<int, double> _vanishing = new();

    /// <summary>The panels of an octave of |z|, divided as far as any t has asked for: all t share them.</summary>
    private readonly ConcurrentDictionary<int, FarPanel[]> _octaves = new();

    /// <summary>A table.</summary>
    /// <param name="activation">The activation s.</param>
    /// <param name="delta">The angle between the ray and the imaginary axis.</param>
    /// <param name="tolerance">Of interpolation in ln |t|, of integrals whose unit is that of z.</param>
    public FarTable(PiecewiseSmoothFunction activation, double delta, double tolerance)
    {
        (_s, _delta, _sine, _tolerance) = (activation, delta, Math.Sin(delta), 3 * tolerance);
        _cuts = [.. activation.Landmarks.Distinct().Order()];
    }

    /// <summary>The integrals for ln |t| from an integer to the next, as panels; null where more is left of z of that variance than the series covers.</summary>
    /// <param name="start">The integer.</param>
    /// <param name="variance">q.</param>
    public Moments[]? From(int start, double variance)
    {
        double root = Math.Sqrt(variance);
        int most = (int)Math.Floor(Math.Log2(Reach * root)) - 1;
        int octave = (int)Math.Floor(Math.Log2(End * root));
        while (octave > Lowest && _vanishing.GetOrAdd(octave, VanishesFrom) <= start)
        {
            octave--;
        }

        return octave > most || octave <= Lowest + OctavesBelow ? null
            : _moments.GetOrAdd((start, octave), k => new Lazy<Moments[]>(() => Compute(k.Start, k.Octave + 1))).Value;
    }

    /// <summary>The ln |t| beyond which nothing is left of an octave of |z|; infinite where s vanishes there but is not 0.</summary>
    private double VanishesFrom(int octave)
    {
        const int Parts = 16;
        double least = double.PositiveInfinity;
        foreach (int sign in (int[])[-1, 1])
        {
            double from = Math.ScaleB(1, octave);
            double before = Square(sign * from);
            for (int i = 1; i <= Parts; i++)
            {
                // Not at equal distances, where all may be zeros of a periodic s.
                double part = i == Parts ? 1 : (i + (0.7 * Math.Sin(i))) / Parts;
                double x = Square(sign * from * (1 + part));
                (double low, double high) = (Math.Min(x, before), Math.Max(x, before));
                before = x;
                if (high < SharedPanel.Nothing)
                {
                    continue;
                }

                if (!(low > 0) || high > 16 * low)
                {
                    return double.PositiveInfinity;
                }

                least = Math.Min(least, low);
            }
        }

        return Math.Log(Vanishing / _sine) - Math.Log(least);
    }

    private double Square(double z) => _s.ValueAt(z) is var s ? s * s : 0;

    private Moments[] Compute(int start, int octave)
    {
        List<Moments> panels = [];
        List<FarPanel> roots = [.. Roots(octave)];
        Cover(start, start + 1, double.PositiveInfinity, Math.ScaleB(1, octave), roots, panels);
        return [.. panels];
    }

    private void Cover(double from, double to, double before, double unit, List<FarPanel> roots, List<Moments> panels)
    {
        ExponentialBlock block = new(_delta);
        block.MoveTo(LaplacePanel.Nodes(from, to));
        var sums = new double[Terms * 2 * Order];
        foreach (FarPanel root in roots)
        {
            Add(root, block, unit, sums, 0);
        }

        Moments moments = new(from, to, unit, new Complex[Terms][]);
        for (int k = 0; k < Terms; k++)
        {
            moments.Values[k] = new Complex[Order];
            for (int i = 0; i < Order; i++)
            {
                moments.Values[k][i] = new Complex(sums[(2 * k * Order) + i], sums[(((2 * k) + 1) * Order) + i]);
            }
        }

        double misfit = moments.Values.Max(v => LaplacePanel.Misfit(v));
        if (LaplacePanel.IsCoarse(misfit, before, _tolerance, to - from))
        {
            double middle = 0.5 * (from + to);
            Cover(from, middle, misfit, unit, roots, panels);
            Cover(middle, to, misfit, unit, roots, panels);
            return;
        }

        panels.Add(moments);
    }

    /// <summary>Octaves of |z| from the largest down to where nothing is left but a constant, cut where s is not smooth.</summary>
    private IEnumerable<FarPanel> Roots(int octave)
    {
        for (int e = octave; e > octave - OctavesBelow; e--)
        {
            foreach (FarPanel panel in _octaves.GetOrAdd(e, Octave))
            {
                yield return panel;
            }
        }

        foreach (FarPanel panel in Cut(0, Math.ScaleB(1, octave - OctavesBelow)))
        {
            yield return panel;
        }
    }

    private FarPanel[] Octave(int e) => [.. Cut(Math.ScaleB(1, e - 1), Math.ScaleB(1, e))];

    private IEnumerable<FarPanel> Cut(double from, double to)
    {
        foreach (int sign in (int[])[-1, 1])
        {
            double[] cuts = [from, .. _cuts.Select(c => sign * c).Where(c => c > from && c < to).Order(), to];
            for (int i = 1; i < cuts.Length; i++)
            {
                yield return new FarPanel(sign * cuts[i - 1], sign * cuts[i], this);
            }
        }
    }

    private void Add(FarPanel panel, ExponentialBlock block, double unit, double[] sums, int depth)
    {
        const int MaximumDepth = 200;
        if (panel.Greatest < SharedPanel.Nothing || (block.Smallest * _sine * panel.Least > Vanishing && panel.Greatest <= 16 * panel.Least))
        {
            return;
        }

        if (depth < MaximumDepth && (block.Largest > panel.Limit || panel.Least < SharedPanel.Nothing) && Math.Abs(panel.To - panel.From) > Math.Max(1e-18 * unit, 1e-13 * Math.Abs(panel.From)))
        {
            Add(panel.Left, block, unit, sums, depth + 1);
            Add(panel.Right, block, unit, sums, depth + 1);
            return;
        }

        block.Evaluate(panel.Squares, differences: false, values: true);
        Span<double> weights = stackalloc double[SquaredPanel.Order];
        for (int k = 0; k < Terms; k++)
        {
            for (int j = 0; j < SquaredPanel.Order; j++)
            {
                double ratio = panel.Nodes[j] / unit;
                weights[j] = k == 0 ? panel.Weights[j] / unit : weights[j] * ratio * ratio;
            }

            block.Accumulate(weights, differences: false, sums.AsSpan(2 * k * Order, 2 * Order));
        }
    }

    /// <summary>Integrals of exp(-t s(z)^2) (z/unit)^(2k) dz/unit over s(z) != 0.</summary>
    /// <param name="From">Where the interval of ln |t| begins.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="Unit">The unit of z.</param>
    /// <param name="Values">By k and node.</param>
    internal sealed record Moments(double From, double To, double Unit, Complex[][] Values)
    {
        /// <summary>The transform for z of a variance, at the nodes.</summary>
        public Complex[] At(double variance)
        {
            double ratio = -0.5 * Unit * Unit / variance;
            double factor = Unit / Math.Sqrt(2 * Math.PI * variance);
            var sums = new Complex[Order];
            for (int k = 0; k < Terms; k++)
            {
                for (int i = 0; i < Order; i++)
                {
                    sums[i] += factor * Values[k][i];
                }

                factor *= ratio / (k + 1);
            }

            return sums;
        }
    }

    /// <summary>A panel of the quadrature over z, with weights without a density.</summary>
    private sealed class FarPanel : SquaredPanel
    {
        private readonly FarTable _table;
        private FarPanel? _left;
        private FarPanel? _right;

        public FarPanel(double from, double to, FarTable table)
            : base(from, to, table.Square)
        {
            _table = table;
            double half = Math.Abs(0.5 * (to - from));
            Weights = [.. Rule.Weights.Select(w => half * w)];
            Limit = PhaseLimit.Of(from, to, Squares, Greatest - Least, 1);
        }

        public double Limit { get; }

        public double[] Weights { get; }

        public FarPanel Left => _left ??= new FarPanel(From, 0.5 * (From + To), _table);

        public FarPanel Right => _right ??= new FarPanel(0.5 * (From + To), To, _table);
    }
}
