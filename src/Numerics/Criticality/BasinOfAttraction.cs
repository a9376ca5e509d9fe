using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The kernels that a stable critical point attracts: all between the fixed points beside it, where the kernel map rises.</summary>
/// <param name="From">The fixed point below, itself not attracted; 0 where there is none, from where all is attracted but perhaps 0.</param>
/// <param name="To">The fixed point above, not attracted; infinite where there is none.</param>
/// <param name="UndecidedBeyond">The K up to which the basin is known where its upper end is not; else null.</param>
/// <param name="IsProven">False where the fixed points come from a search.</param>
public sealed record BasinOfAttraction(double From, double To, double? UndecidedBeyond, bool IsProven)
{
    /// <summary>Fixed points nearer than this fraction of K* are K* itself.</summary>
    private const double Same = 1e-6;

    /// <summary>The basin of a critical point.</summary>
    /// <remarks>
    /// Between two neighbouring fixed points a rising map moves every kernel one way, and never past a fixed point. Where g falls with K in between, kernels may jump
    /// over fixed points or circle, and no interval is stated.
    /// </remarks>
    /// <returns>Null for a point that is not stable, and where the kernel map is not seen to rise everywhere between the fixed points.</returns>
    /// <exception cref="UserInputException">The kernel of the activation exists nowhere.</exception>
    public static BasinOfAttraction? Of(ExpectationEvaluator evaluator, CriticalPoint point, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(point);
        if (point.Stability != FixedPointStability.Stable || point.K is not double k)
        {
            return null;
        }

        FixedPointAnalysis analysis = FixedPoints.Of(evaluator, point.Cb, point.Cw, cancellation);
        double[] others = [.. analysis.FixedPoints.Select(p => p.K).Where(other => Math.Abs(other - k) > Same * k)];
        double from = others.Where(other => other < k).DefaultIfEmpty(0).Max();
        double to = others.Where(other => other > k).DefaultIfEmpty(double.PositiveInfinity).Min();
        bool rises = KernelMap.Of(evaluator, cancellation).Samples.Where(s => s.K > from && s.K < to).All(s => s.Slope >= 0);
        return rises ? new BasinOfAttraction(from, to, double.IsInfinity(to) ? analysis.UndecidedBeyond : null, analysis.IsProven) : null;
    }
}
