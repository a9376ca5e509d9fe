using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Recommendations;

/// <summary>Initialisations beside the recommended one: smaller and larger kernels, the critical points, and what frameworks do by default.</summary>
internal static class Alternatives
{
    /// <summary>A kernel so many times smaller or larger is another choice.</summary>
    private const double Apart = 3;

    /// <summary>The alternatives to a recommendation.</summary>
    public static IReadOnlyList<Alternative> Of(Recommendation r, KernelIteration iteration, ExpectationEvaluator evaluator, IReadOnlyList<Candidate> candidates) =>
    [
        .. Best(r, candidates, "smaller kernel", c => c.K < r.K1 / Apart),
        .. Best(r, candidates, "larger kernel", c => c.K > r.K1 * Apart),
        .. r.Classification.CriticalPoints.Where(p => p.K is double k && !(Math.Abs(p.Cw - r.Cw) < 1e-6 * r.Cw && Math.Abs(k - r.K1) < 1e-6 * r.K1)).Select(p => Critical(r, p, iteration)),
        PyTorch(r, evaluator),
    ];

    private static IEnumerable<Alternative> Best(Recommendation r, IReadOnlyList<Candidate> candidates, string name, Func<Candidate, bool> where)
    {
        if (candidates.FirstOrDefault(where) is not Candidate c)
        {
            yield break;
        }

        double gradients = Math.Exp(r.Options.HiddenSteps * Math.Log(c.ChiPerp));

        // What does not exist, as gradients where s jumps, is no difference.
        (double Value, string Text)[] differences =
        [
            (c.Nonlinearity - r.Nonlinearity, $"{Text(100 * c.Nonlinearity)} % of <s^2> is nonlinear instead of {Text(100 * r.Nonlinearity)} %"),
            (c.Correlation, $"outputs of unrelated inputs correlate by {Text(c.Correlation)}"),
            (gradients, $"squared gradients change by a factor {Text(gradients)}"),
            (c.Fluctuation, $"V/(nK^2) = {Text(c.Fluctuation)}"),
        ];
        yield return new Alternative(name, c.K, c.Cb, c.Cw, string.Join(", ", differences.Where(d => !double.IsNaN(d.Value)).Select(d => d.Text)));
    }

    private static Alternative Critical(Recommendation r, CriticalPoint p, KernelIteration iteration)
    {
        double start = p.K is double k && k > 0 ? k : r.K1;
        KernelTrajectory t = iteration.Follow(start, p.Cb, p.Cw);
        string fate = t.Escape is int layer ? $"the kernel {(t.Grows ? "grows out of" : "falls below")} the band at layer {layer}" : "the kernel stays in the band";
        string stability = p.Stability switch
        {
            FixedPointStability.Unstable => "unstable",
            FixedPointStability.Stable => "stable",
            FixedPointStability.Marginal => "marginal",
            _ => "half-stable",
        };
        return new Alternative($"critical, K* = {Text(p.K ?? double.NaN)}, {stability}", start, p.Cb, p.Cw, $"from K(1) = {Text(start)} {fate}");
    }

    /// <summary>PyTorch's Linear: C_W = 1/3, C_b = 1/(3 fan-in), in all layers; the first one's fan-in is that of the others unless known.</summary>
    private static Alternative PyTorch(Recommendation r, ExpectationEvaluator evaluator)
    {
        (double cb, double cw) = (1 / (3.0 * r.Options.Width), 1.0 / 3);
        double k = (1 / (3.0 * (r.Options.InputWidth ?? r.Options.Width))) + (cw * r.Options.InputScale);
        (double first, double log) = (k, 0);
        for (int layer = 2; layer < r.Options.Depth && double.IsFinite(k); layer++)
        {
            ExpectationValues values = evaluator.Evaluate(k, quantities: [Quantity.Kernel, Quantity.ChiPerp]);
            log += Math.Log(cw * values[Quantity.ChiPerp].Value);
            k = cb + (cw * values[Quantity.Kernel].Value);
        }

        string fate = double.IsFinite(k) ? $"K goes from {Text(first)} to {Text(k)} in the last hidden layer" : "K leaves double precision";
        return new Alternative("PyTorch's default", first, cb, cw, double.IsNaN(log) ? fate : $"{fate}, squared gradients change by a factor {Text(Math.Exp(log))}");
    }

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
