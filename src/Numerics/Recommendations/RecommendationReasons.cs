using System.Globalization;
using Theory.Numerics.Criticality;

namespace Theory.Numerics.Recommendations;

/// <summary>The sentences that explain a recommendation.</summary>
internal static class RecommendationReasons
{
    /// <summary>A narrower relative interval of C_W is missed by networks of any practical width.</summary>
    private const double Narrow = 0.01;

    public static IReadOnlyList<string> Of(Recommendation r, Classification classification, KernelIteration iteration) =>
    [
        .. r.Kind == RecommendationKind.Critical ? [] : r.CriticalPoints.Select(p => Unsuitable(r, p, iteration)),
        Choice(r, classification),
        .. Interval(r),
        .. Threshold(r),
        Fluctuations(r),
    ];

    private static string Choice(Recommendation r, Classification classification)
    {
        string band = $"within a factor {Text(r.Options.Band)} of K(1) = {Text(r.K1)} for all {r.Options.Depth} layers";
        string perp = double.IsNaN(r.ChiPerp) ? "chi_perp diverges because s jumps" : $"chi_perp = {Text(r.ChiPerp)} there";
        return r.Kind switch
        {
            RecommendationKind.Critical =>
                $"C_b = {Text(r.Cb)}, C_W = {Text(r.Cw)} is critical ({ClassName(classification.Class)}): chi_par = {Text(r.ChiParallel)}, chi_perp = {Text(r.ChiPerp)} at K(1), and the kernel stays {band}",
            RecommendationKind.EdgeOfChaos =>
                $"C_W = 1/<s'^2> and C_b = K - C_W g at K = K(1) make K(1) an attracting fixed point (chi_par = {Text(r.ChiParallel)}) on the edge of chaos (chi_perp = 1): the kernel is kept exactly, and close inputs stay apart",
            RecommendationKind.LargestCw =>
                $"C_W = {Text(r.Cw)} at C_b = 0 is the largest at which the kernel stays {band}",
            _ when r.ChiParallel > 1 =>
                $"No C_b, C_W is critical: {classification.Reason}. C_W = K/g(K) = {Text(r.Cw)} keeps this one K(1) = {Text(r.K1)}; a deviation from it is multiplied by chi_par = {Text(r.ChiParallel)} in every layer and doubles in {Text(r.DoublingDepth)} {(r.DoublingDepth == 1 ? "layer" : "layers")}; {perp}",
            _ =>
                $"No C_b, C_W is critical: {classification.Reason}. C_W = K/g(K) = {Text(r.Cw)} makes K(1) = {Text(r.K1)} a fixed point that deviations return to (chi_par = {Text(r.ChiParallel)}), but {perp}",
        };
    }

    private static string Unsuitable(Recommendation r, CriticalPoint p, KernelIteration iteration)
    {
        string name = $"The critical C_b = {Text(p.Cb)}, C_W = {Text(p.Cw)} (K* = {Text(p.K ?? double.NaN)})";
        if (r.Options.FirstKernel(p.Cb, p.Cw) < p.Cb)
        {
            return $"{name} needs K(1) of at least C_b; it would suit inputs scaled to K(1) = {Text(p.K ?? p.Cb)}";
        }

        KernelTrajectory t = iteration.Follow(p.Cb, p.Cw);
        string why = t.Escape is not int layer ? "keeps the kernel in the band as well"
            : $"does not suit K(1) = {Text(r.Options.FirstKernel(p.Cb, p.Cw))}: the kernel {Leaves(t, layer)}";
        string stability = p is { K: 0, Stability: FixedPointStability.Unstable } ? ", because K* = 0 is unstable; a smaller K(1) would stay longer" : "";
        return $"{name} {why}{stability}";
    }

    private static IEnumerable<string> Interval(Recommendation r)
    {
        if (r.Interval is (double from, double to) && r.Kind != RecommendationKind.Critical)
        {
            yield return $"At this C_b the kernel stays in the band for C_W from {Text(from)} to {Text(to)}, an interval of {Text(100 * (to - from) / r.Cw, 3)} %"
                + (r.Kind == RecommendationKind.LargestCw && to - from < Narrow * r.Cw ? ", too narrow to rely on; scale the inputs down, since a smaller K(1) widens it" : "");
        }

        yield return $"At a C_W 5 % larger the kernel {Fate(r.Above)}; at 5 % less it {Fate(r.Below)}";
    }

    private static IEnumerable<string> Threshold(Recommendation r)
    {
        if (r.Threshold is double threshold)
        {
            yield return $"The threshold kernel at this C_b, C_W is K = {Text(threshold)}, an unstable fixed point: larger kernels grow, smaller ones decay";
        }
    }

    private static string Fluctuations(Recommendation r) => double.IsNaN(r.RelativeFluctuation)
        ? "The fluctuations between networks leave double precision"
        : r.IsWideEnough
            ? $"Networks of width {r.Options.Width} fluctuate little about it: V/(nK^2) = {Text(r.RelativeFluctuation, 3)} in the last layer"
            : $"Networks of width {r.Options.Width} fluctuate strongly about it: V/(nK^2) = {Text(r.RelativeFluctuation, 3)} in the last layer; it takes a width of {Text(Math.Ceiling(r.SufficientWidth), 3)} to bring that down to 0.1";

    private static string Fate(KernelTrajectory t) => t.Escape is int layer ? Leaves(t, layer) : "stays in the band";

    private static string Leaves(KernelTrajectory t, int layer) => layer > t.Kernels.Count
        ? t.Grows ? $"exceeds double precision at layer {layer}" : $"underflows at layer {layer}"
        : $"{(t.Grows ? "grows out of" : "falls below")} the band at layer {layer} (K = {Text(t.Kernels[layer - 1], 3)}) and "
            + (t.Kernels[^1] is var last && t.Grows && (last > 1e6 * t.Kernels[0] || !double.IsFinite(last)) ? "explodes" : $"reaches {Text(last, 3)} at layer {t.Kernels.Count}");

    private static string ClassName(UniversalityClass kind) => kind switch
    {
        UniversalityClass.ScaleInvariant => "scale-invariant: every K is kept",
        UniversalityClass.ZeroKernel => "K* = 0",
        _ => "half-stable",
    };

    private static string Text(double value, int digits = 6) => value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
