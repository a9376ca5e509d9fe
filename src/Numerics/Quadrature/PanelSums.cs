using System.Runtime.Intrinsics;

namespace Theory.Numerics.Quadrature;

/// <summary>What one panel contributes to one integral.</summary>
/// <param name="Value">The integral.</param>
/// <param name="Magnitude">The integral of the absolute value.</param>
/// <param name="Error">A bound on the truncation error of <paramref name="Value"/>.</param>
/// <param name="Improvable">The part of the error that a finer panel would remove: none, once only rounding noise is left.</param>
internal readonly record struct PanelSums(double Value, double Magnitude, double Error, double Improvable)
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>A part of the tail may decay no faster than from a pole at the distance that panels keep from features, half their width: 2^-21, however fast the others do.</summary>
    private const double FastestDecay = 1e-7;

    /// <summary>What is unseen, in units of the last coefficients, where nothing decays.</summary>
    private const double MostUnseen = 40;

    /// <summary>Sums the values at the nodes of a panel, and judges the decay of their Legendre coefficients.</summary>
    /// <remarks>
    /// With tail the last coefficients and mid those half-way, the unseen ones from order 2n on are below tail*tail/mid if the decay is
    /// geometric, as it is for analytic integrands; ten times that is charged, more where they decay slowly and are many, but never more than forty times the tail itself.
    /// For algebraic decay (a hidden kink) tail/mid is not small and the bound is of the size of the tail.
    /// Two coefficients are small by accident once in a while, where an oscillation is too fast for the nodes: the tail is at least what the two before it and mid foretell.
    /// Where the decay slows down, as for a sum of functions with scales far apart, what is unseen goes on as the last four do.
    /// A smooth function with the tail of a narrow feature in it, as z + 1/(1+(1000 z)^2), decays in two steps, so that mid says nothing: a cautious bound is the tail.
    /// </remarks>
    public static PanelSums Of(ReadOnlySpan<double> values, in Panel panel, bool cautious = false) =>
        Of(values, PanelRule.Rule, panel.Centre, panel.HalfWidth, 0, cautious);

    /// <summary>The same for a sum whose terms cancel: what vanishes identically, as g'' of sqrt(z^2 + 1), is known to the rounding of its terms, and not relative to what is left.</summary>
    public static PanelSums Of(ReadOnlySpan<double> values, ReadOnlySpan<double> sizes, in Panel panel, bool cautious = false)
    {
        double magnitude = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            magnitude += PanelRule.Weights[i] * sizes[i];
        }

        return Of(values, PanelRule.Rule, panel.Centre, panel.HalfWidth, panel.HalfWidth * magnitude, cautious);
    }

    /// <summary>The same for a panel with another rule, whose order is a multiple of 4.</summary>
    public static PanelSums Of(ReadOnlySpan<double> values, LegendreRule rule, double centre, double halfWidth) => Of(values, rule, centre, halfWidth, 0, cautious: false);

    /// <summary>What rounding of z, and of its distance from a feature, does to an integral: the integrand moves by its slope for each unit.</summary>
    public static double PositionNoise(ReadOnlySpan<double> values, in Panel panel)
    {
        double variation = 0;
        for (int i = 1; i < values.Length; i++)
        {
            variation += Math.Abs(values[i] - values[i - 1]);
        }

        return 2 * Epsilon * (Math.Abs(panel.Centre) + panel.HalfWidth) * variation;
    }

    private static PanelSums Of(ReadOnlySpan<double> values, LegendreRule rule, double centre, double halfWidth, double least, bool cautious)
    {
        Vector256<double> sum = default, magnitude = default;
        Vector256<double> last = default, lastButOne = default, beforeLast = default, beforeThat = default, halfway = default, halfwayNext = default;
        for (int i = 0; i < values.Length; i += Vector256<double>.Count)
        {
            Vector256<double> f = Load(values, i);
            Vector256<double> w = Load(rule.Weights, i);
            sum = Vector256.FusedMultiplyAdd(w, f, sum);
            magnitude = Vector256.FusedMultiplyAdd(w, Vector256.Abs(f), magnitude);
            last = Vector256.FusedMultiplyAdd(Load(rule.Last, i), f, last);
            lastButOne = Vector256.FusedMultiplyAdd(Load(rule.LastButOne, i), f, lastButOne);
            beforeLast = Vector256.FusedMultiplyAdd(Load(rule.BeforeLast, i), f, beforeLast);
            beforeThat = Vector256.FusedMultiplyAdd(Load(rule.Before, i), f, beforeThat);
            halfway = Vector256.FusedMultiplyAdd(Load(rule.Halfway, i), f, halfway);
            halfwayNext = Vector256.FusedMultiplyAdd(Load(rule.HalfwayNext, i), f, halfwayNext);
        }

        double absolute = Math.Max(halfWidth * Vector256.Sum(magnitude), least);
        double tail = 2 * halfWidth * Math.Max(Math.Abs(Vector256.Sum(last)), Math.Abs(Vector256.Sum(lastButOne)));
        double mid = 2 * halfWidth * Math.Max(Math.Abs(Vector256.Sum(halfway)), Math.Abs(Vector256.Sum(halfwayNext)));
        double before = 2 * halfWidth * Math.Max(Math.Abs(Vector256.Sum(beforeLast)), Math.Abs(Vector256.Sum(beforeThat)));
        tail = Math.Max(tail, before < mid ? before * Math.Sqrt(before / mid) : before);
        double slowing = tail < before ? tail / before * (tail / before) : 1;
        double decay = Math.Max(Math.Max(tail / mid, slowing * slowing), FastestDecay);
        double unseen = double.IsNaN(decay) ? tail : Math.Max(tail, Math.Min(10 * decay, 1) * before) * Math.Min(10 * decay / (1 - slowing), MostUnseen);
        double error = cautious ? Math.Max(tail, unseen) : unseen;

        // Each node is known to half an ulp of z, which moves the integrand by at most about order/width of its size for each unit.
        double noise = Epsilon * (16 + values.Length * Math.Abs(centre) / halfWidth) * absolute;
        return new PanelSums(halfWidth * Vector256.Sum(sum), absolute, tail <= noise ? Math.Min(tail, error) : error, tail <= noise ? 0 : error);
    }

    private static Vector256<double> Load(ReadOnlySpan<double> row, int i) => Vector256.Create(row.Slice(i, Vector256<double>.Count));
}
