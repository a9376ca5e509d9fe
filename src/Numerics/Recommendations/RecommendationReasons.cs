using System.Globalization;

namespace Theory.Numerics.Recommendations;

/// <summary>The sentences that explain a recommendation.</summary>
internal static class RecommendationReasons
{
    /// <summary>Where the first or last layer has a C_W beyond these, that needs a word.</summary>
    private const double Large = 20;
    private const double Small = 0.05;

    public static IReadOnlyList<string> Of(Recommendation r) =>
    [
        .. Verdict(r),
        .. r.Options.HiddenSteps == 0 ? [] : (string[])[Choice(r)],
        First(r),
        Last(r),
        .. r.Criteria.Where(c => c.IsMet).Select(c => Capital(c.Text)),
        .. Interval(r),
        .. Thresholds(r),
        .. Width(r),
        Reach(r),
    ];

    private static IEnumerable<string> Verdict(Recommendation r)
    {
        Criterion[] missed = [.. r.Criteria.Where(c => !c.IsMet && c.IsDecisive)];
        if (missed.Length == 0)
        {
            yield break;
        }

        yield return $"Cannot be had for {r.Activation.Name} at depth {r.Options.Depth}{(r.Options.FirstKernel is null ? "" : $" with K(1) = {Text(r.K1)}")}: of all that was tried, what misses least still misses this: {string.Join("; ", missed.Select(c => c.Text))}";
        if (r.Classification.CriticalPoints.Count == 0)
        {
            yield return $"No C_b, C_W is critical: {r.Classification.Reason}";
        }
    }

    private static string Choice(Recommendation r)
    {
        string values = $"C_b = {Text(r.Cb)}, C_W = {Text(r.Cw)} keeps the kernel K = {Text(r.K1)} of hidden layers";
        string parallel = $"chi_par = {Text(r.ChiParallel)}";
        string perp = $"chi_perp = {Text(r.ChiPerp)}";
        return r.Kind switch
        {
            RecommendationKind.Critical => $"{values} and is critical: chi_par = chi_perp = 1",
            RecommendationKind.EdgeOfChaos => $"{values}, an attracting fixed point ({parallel}) on the edge of chaos (chi_perp = 1): gradients neither vanish nor explode",
            RecommendationKind.Ordered => $"{values}, an attracting fixed point ({parallel}) in the ordered phase: {perp}, so that gradients shrink and inputs become alike slowly enough, or as slowly as can be had",
            RecommendationKind.Chaotic => $"{values}, an attracting fixed point ({parallel}) slightly in the chaotic phase: {perp}, which keeps inputs apart over so many layers",
            RecommendationKind.Unstable => $"{values}, an unstable fixed point: a deviation is multiplied by {parallel} in every layer; {perp}",
            _ => $"{values} ({parallel}); s jumps, so that chi_perp does not exist",
        };
    }

    private static string First(Recommendation r)
    {
        double cw = r.Layers[0].Cw;
        double factor = Math.Sqrt(cw);
        string why = cw is > Large or < Small
            ? $"; so {(cw > 1 ? "large" : "small")} a C_W because inputs have |x|^2/n_0 = {Text(r.Options.InputScale)} and hidden layers want K = {Text(r.K1)}: it is the same to multiply the inputs by {Text(factor)} and take C_W = 1"
            : "";
        return $"The first layer brings inputs with |x|^2/n_0 = {Text(r.Options.InputScale)} to K(1) = {Text(r.K1)} by C_W = {Text(cw)}, C_b = {Text(r.Layers[0].Cb)}{why}"
            + (r.Options.InputWidth is int n0 ? $"; that C_b makes a bias the weight of one more component beside the {n0} of an input" : "");
    }

    private static string Last(Recommendation r)
    {
        double cw = r.Layers[^1].Cw;
        string why = cw is > Large or < Small ? $"; so {(cw > 1 ? "large" : "small")} a C_W because <s^2> = {Text(r.Options.OutputVariance / cw)} at that kernel" : "";
        return $"The last layer gives outputs the variance {Text(r.Layers[^1].K)} by C_W = {Text(cw)}, C_b = 0{why}"
            + (r.Options.OutputVariance < 1 ? "; what outputs are before anything is learned has to be unlearned, so that less than the variance 1 of standardised targets is wanted" : "");
    }

    private static IEnumerable<string> Interval(Recommendation r)
    {
        if (r.Interval is (double from, double to))
        {
            yield return $"The kernel stays in the band for C_W of hidden layers from {Text(from)} to {Text(to)}";
        }

        if (r.Options.HiddenSteps > 0)
        {
            yield return $"At a C_W 5 % larger the kernel {Fate(r.Above)}; at 5 % less it {Fate(r.Below)}";
        }
    }

    private static IEnumerable<string> Thresholds(Recommendation r)
    {
        if (r.Options.HiddenSteps > 0 && (r.Thresholds.Above ?? r.Thresholds.Below) is not null)
        {
            yield return "There " + (r.Thresholds is (double below, double above) ? $"are unstable fixed points at K = {Text(below)} and {Text(above)}" : $"is an unstable fixed point at K = {Text(r.Thresholds.Above ?? r.Thresholds.Below!.Value)}")
                + ": beyond, kernels go elsewhere";
        }
    }

    private static IEnumerable<string> Width(Recommendation r)
    {
        if (r.Criteria.FirstOrDefault(c => !c.IsMet && !c.IsDecisive) is Criterion missed)
        {
            yield return $"{Capital(missed.Text)}; it takes a width of {Text(Math.Ceiling(r.SufficientWidth))}, or fewer layers";
        }
    }

    private static string Reach(Recommendation r) => r.Reach.Depth is int depth
        ? depth < 2 ? $"These hidden layers miss a criterion at every depth ({r.Reach.EndedBy})" : $"These hidden layers would do up to depth {depth}, where {r.Reach.EndedBy} ends it"
        : "These hidden layers would do at any depth up to 10000";

    private static string Fate(KernelTrajectory t) => t.Escape is not int layer ? "stays in the band"
        : layer > t.Kernels.Count ? t.Grows ? $"exceeds double precision at layer {layer}" : $"underflows at layer {layer}"
        : $"{(t.Grows ? "grows out of" : "falls below")} the band at layer {layer} (K = {Text(t.Kernels[layer - 1])})";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
