using Theory.Activations;
using Theory.Asymptotics;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>g, g' and &lt;s'^2&gt; at small K from their exact expansions, where quadrature would lose digits to the rounding of functions like 1 - cos(z).</summary>
internal sealed class SmallKernelSeries
{
    /// <summary>The highest power of K.</summary>
    private const int Order = 6;

    /// <summary>What is neglected, relative to the leading term.</summary>
    public const double Tolerance = 1e-15;

    /// <summary>s^2 beyond a kink against K before it, and the two powers of K that the derivative in K divides by.</summary>
    private const int KinkPower = 3;

    /// <summary>C_W s'(0)^2 is not told from 1 when it is this close: s'(0)^2 may be rounded.</summary>
    public const double LeastExcess = 2e-15;

    private readonly (double Coefficient, double Power)[] _g;
    private readonly (double Coefficient, double Power)[] _slope;
    private readonly (double Coefficient, double Power)[]? _slopeSquare;

    private SmallKernelSeries(KernelSeries g, KernelSeries slope, KernelSeries? slopeSquare)
    {
        (_g, _slope, _slopeSquare) = (Read(g), Read(slope), slopeSquare is null ? null : Read(slopeSquare));
        Below = new[] { g, slope, slopeSquare ?? g }.Min(s => KernelSeriesEvaluator.UsefulBelow(s, Tolerance, KinkPower));
    }

    /// <summary>The K up to which the expansions hold to 1e-15; NaN where nothing is known.</summary>
    public double Below { get; }

    /// <summary>The expansions of an activation; null when it has none.</summary>
    public static SmallKernelSeries? Of(Activation activation, bool jumps)
    {
        // Without a series the expectations themselves serve at every K.
        return SmallKernelExpansion.TryOf(activation, Order, out _) is { } small
            && small[Quantity.Kernel] is KernelSeries g && small[Quantity.ChiParallel] is KernelSeries slope && (jumps || small[Quantity.ChiPerp] is not null)
            ? new SmallKernelSeries(g, slope, jumps ? null : small[Quantity.ChiPerp])
            : null;
    }

    /// <summary>The expectations at a K below <see cref="Below"/>.</summary>
    public KernelSample At(double k) => new(k, Sum(_g, k), Sum(_slope, k), _slopeSquare is null ? double.NaN : Sum(_slopeSquare, k));

    /// <summary>The gap K - C_W g(K) less C_b, to its own accuracy: where C_W s'(0)^2 is nearly 1 the terms of first order all but cancel, and are taken together.</summary>
    public double Excess(double k, double cw, double cb)
    {
        (double first, double rest) = (1, 0);
        for (int i = _g.Length - 1; i >= 0; i--)
        {
            if (_g[i].Power == 1)
            {
                first = Math.FusedMultiplyAdd(-cw, _g[i].Coefficient, 1);
            }
            else
            {
                rest += _g[i].Coefficient * Math.Pow(k, _g[i].Power - 1);
            }
        }

        first = Math.Abs(first) <= LeastExcess ? 0 : first;
        return (k * (first - (cw * rest))) - cb;
    }

    private static (double Coefficient, double Power)[] Read(KernelSeries series) =>
        [.. series.Terms.Select(t => (KernelSeriesEvaluator.Coefficient(t), t.HalfPower / 2.0))];

    private static double Sum((double Coefficient, double Power)[] terms, double k)
    {
        double sum = 0;
        for (int i = terms.Length - 1; i >= 0; i--)
        {
            sum += terms[i].Coefficient * Math.Pow(k, terms[i].Power);
        }

        return sum;
    }
}
