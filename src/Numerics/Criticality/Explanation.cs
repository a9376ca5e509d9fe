using System.Globalization;
using Fractions;
using Theory.Asymptotics;
using Theory.Criticality;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The sentences that explain a classification.</summary>
internal static class Explanation
{
    /// <summary>Longer exact constants are given as decimal numbers.</summary>
    private const int LongestExact = 60;

    public static string OfConstant(Expr s) => $"s = {Text(s)} is constant, so that chi_par = chi_perp = 0";

    public static string OfJump(Expr jump) =>
        $"s jumps at z = {jump}, so that <s'^2> diverges and chi_perp cannot be 1";

    public static string OfScaleInvariance(Homogeneity slopes) =>
        $"s is homogeneous of degree 1 with slopes a_+ = {Text(slopes.Right)} and a_- = {Text(slopes.Left)}, so that g(K) = K/C_W with C_W = 2/(a_+^2 + a_-^2) = {Text(slopes.CriticalCw)}: "
        + "every K is a critical fixed point at C_b = 0";

    public static string OfZeroKernel(SmallKernelExpansion small, CriticalPoint zero, IReadOnlyCollection<CriticalPoint> isolated, RatioScan? scan) =>
        $"{AtZero(small, zero)}; {Movement(small, zero)}" + (isolated.Count > 0 ? $"; there is also a critical K* = {List(isolated)}" : zero.Stability == FixedPointStability.Unstable ? scan is null ? ", and no K* > 0 is critical" : $", and no critical K* > 0 was found {Range(scan)}" : "");

    public static string OfIsolated(
        SmallKernelExpansion? small, CriticalPoint? zero, IReadOnlyList<CriticalPoint> isolated, RatioCondition condition)
    {
        string polynomial = condition.Polynomial is { } p ? $", where {p.ToExpr(Symbol.K)} = 0" : "";
        string movement = isolated[0].Stability switch
        {
            FixedPointStability.StableFromBelow => "kernels just below approach it, those just above leave it (g'' > 0)",
            FixedPointStability.StableFromAbove => "kernels just above approach it, those just below leave it (g'' < 0)",
            _ => "g'' = 0 there, so that it is marginal at second order",
        };
        string others = zero is null ? "" : $"; {AtZero(small!, zero)} too, but {Movement(small!, zero)}";
        return $"chi_par = chi_perp at K* = {List(isolated)}{polynomial}, with C_b >= 0: {movement}{others}";
    }

    public static string OfConstantRatio(Expr ratio) => $"chi_par/chi_perp = {ratio} at every K, so that they are never both 1";

    /// <summary>Every sampled kernel, or every kernel, would need a negative C_b.</summary>
    public static string OfNegativeBias(CriticalPoint? sample, SearchedRange? searched) => "chi_par = chi_perp at every K, but "
        + (searched is { } range ? $"every fixed point where they are 1 needs C_b < 0{(range == SearchedRange.All ? "" : $", at every {range} that was tried")}" : "no expectation could be evaluated")
        + (sample is null ? "" : $" (C_b = {Number(sample.Cb)} at K = {Number(sample.K!.Value)})");

    public static string OfFamily(CriticalPoint sample) =>
        "chi_par = chi_perp at every K, so that every K* with C_b = K* - g(K*)/g'(K*) >= 0 is critical for its own C_b and C_W = 1/g'(K*); "
        + $"K* = {Number(sample.K!.Value)} is shown";

    public static string OfNone(
        ExpectationEvaluator evaluator, SmallKernelExpansion? small, string? notAtZero, IReadOnlyList<CriticalPoint> inadmissible, RatioScan? scan)
    {
        List<string> sentences = [];
        if (small is { Value: { IsZero: false } s0, Slope: { IsZero: false } s1, Curvature.IsZero: true })
        {
            Expr cw = Expansion.Expand(1 / (s1 * s1));
            sentences.Add($"chi_par = chi_perp = 1 at K* = 0 with C_W = 1/s'(0)^2 = {Text(cw)}, but that needs C_b = -C_W s(0)^2 = {Text(Expansion.Expand(-cw * s0 * s0))} < 0");
        }

        if (inadmissible.Count > 0)
        {
            sentences.Add("chi_par = chi_perp at "
                + string.Join(", ", inadmissible.Select(Inadmissible))
                + (scan is null ? ", and at no other K" : $"; no other K was found {Range(scan)}"));
        }

        if (scan is { Resolved.Count: 0 })
        {
            sentences.Add(scan.Searched is { } tried
                ? $"chi_par - chi_perp is lost in rounding at every {tried}, so that nothing is decided"
                : "chi_par/chi_perp could not be evaluated at any K that was tried: an expectation diverges or vanishes");
        }
        else if (inadmissible.Count == 0)
        {
            bool above = scan?.Resolved.All(s => s.Excess > 0) ?? false;
            bool below = scan?.Resolved.All(s => s.Excess < 0) ?? false;
            string how = above ? "chi_par > chi_perp" : below ? "chi_par < chi_perp" : "chi_par and chi_perp differ";
            sentences.Add(scan is null ? $"{how} at every K > 0" : $"{how} at every {scan.Searched} that was tried{Except(scan)}");
        }

        if (scan is { Resolved.Count: > 0 } && NeedsNegativeBias(evaluator, scan))
        {
            sentences.Add($"a fixed point with chi_par = 1 would need C_b < 0 at every {scan.Searched} that was tried{Except(scan)}");
        }

        if (notAtZero is not null)
        {
            sentences.Add($"K* = 0 was not examined: {notAtZero}");
        }

        return string.Join("; ", sentences);
    }

    /// <summary>The range of a search, with what is not known in it.</summary>
    private static string Range(RatioScan scan) => scan.Searched is { } range ? $"for {range}{Except(scan)}" : "because no K could be evaluated";

    /// <summary>Where the condition is not known inside the searched range.</summary>
    private static string Except(RatioScan scan) => scan.Unknown switch
    {
        [] => "",
        [double only] => $", except K = {Short(only)}, where rounding or a failed evaluation hides it",
        [double first, .., double last] => $", except {scan.Unknown.Count} values from {Short(first)} to {Short(last)}, where rounding or a failed evaluation hides it",
    };

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>True when K - g/g' is negative or g' is not positive at every sampled K.</summary>
    private static bool NeedsNegativeBias(ExpectationEvaluator evaluator, RatioScan scan) => scan.Resolved.All(s =>
    {
        ExpectationValues values = evaluator.Evaluate(s.K, quantities: [Quantity.Kernel, Quantity.ChiParallel]);
        (double g, double slope) = (values[Quantity.Kernel].Value, values[Quantity.ChiParallel].Value);
        return slope > 0 && s.K - (g / slope) < 0;
    });

    private static string AtZero(SmallKernelExpansion small, CriticalPoint zero) => small.Slope is Expr slope
        ? $"K* = 0 is critical at C_b = 0 and C_W = 1/s'(0)^2 = {Text(zero.ExactCw!)} because s(0) = 0 and s'(0) = {Text(slope)}"
        : $"K* = 0 is critical at C_b = 0 and C_W = {Text(zero.ExactCw!)} because s(0) = 0 and the squared slopes on its two sides have the mean {Text(Expansion.Expand(1 / zero.ExactCw!))}";

    private static string Movement(SmallKernelExpansion small, CriticalPoint zero)
    {
        KernelTerm? term = small[Quantity.Kernel]!.Terms.FirstOrDefault(t => t.HalfPower > 2);
        string correction = term is null ? "C_W g - K has no power of K"
            : small.A1 is { IsZero: false } a1 ? $"a1 = {Text(a1)}"
            : $"the first correction to C_W g = K is {Text(Expansion.Expand(zero.ExactCw! * term.Coefficient))}*{Symbol.K.Pow(term.Power)}";
        return zero.Stability switch
        {
            FixedPointStability.Stable when term is null => $"{correction}, but K decays, exponentially slowly near 0",
            FixedPointStability.Unstable when term is null => $"{correction}, but K grows, exponentially slowly near 0",
            FixedPointStability.Stable when small.A1 is { IsZero: false } a => $"{correction} < 0, so that K decays like {1 / (-a * new Symbol("l"))} with depth l",
            FixedPointStability.Stable => $"{correction}, so that K decays like {Decay(zero, term!)} with depth l",
            FixedPointStability.Unstable => $"{correction} > 0, so that K grows: K* = 0 is unstable",
            _ => $"{correction}: marginal",
        };
    }

    /// <summary>The solution of dK/dl = -c K^(1 + q) at great depth: (1/(q c l))^(1/q).</summary>
    private static string Decay(CriticalPoint zero, KernelTerm term)
    {
        Fraction q = term.Power - 1;
        Fraction power = (1 / q).Reduce();
        Expr time = Expansion.Expand(1 / (-zero.ExactCw! * term.Coefficient * q));
        return power.Denominator.IsOne
            ? $"{Text(Expansion.Expand(time.Pow(power)))}/l^{power}"
            : $"1/({Text(Expansion.Expand(1 / time))}*l)^({power})";
    }

    private static string List(IEnumerable<CriticalPoint> points) => string.Join(", ", points.Select(Text));

    private static string Text(CriticalPoint point) => point.ExactK is Expr exact ? $"{exact} = {Number(point.K!.Value)}" : Number(point.K!.Value);

    /// <summary>An exact constant.</summary>
    private static string Text(Expr constant) => constant.ToString() is { Length: <= LongestExact } text ? text : Number(RunningErrorEvaluator.ValueOf(constant));

    // Where chi underflows, nothing is known of C_b = K - C_W g.
    private static string Inadmissible(CriticalPoint p) => double.IsFinite(p.Cb)
        ? $"K = {Text(p)}, which needs C_b = {Number(p.Cb)} < 0"
        : $"K = {Text(p)}, where g' is below 2.2e-308, so that C_W = 1/g' exceeds double precision and it is not decided whether C_b is positive";

    private static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);
}
