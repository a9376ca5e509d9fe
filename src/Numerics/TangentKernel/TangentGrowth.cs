using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.TangentKernel;

/// <summary>How the fluctuations of a critical network grow with depth: relative sizes c L^p/n, fitted over octaves of depth, and the depth that a width can bear.</summary>
/// <remarks>
/// At criticality all susceptibilities tend to 1 and the tensors grow like powers of the depth; away from it they grow or saturate exponentially. For a
/// scale-invariant activation the relative sizes are quotients of polynomials in the layer, and the limits are exact; see docs/finite-width.md.
/// </remarks>
public static class TangentGrowth
{
    /// <summary>The deepest layer that is fitted.</summary>
    public const int Deepest = 1024;

    /// <summary>The relative sizes by name, in the order in which they are shown.</summary>
    private static readonly (string Name, Func<TangentLayer, double> Value)[] Sizes =
    [
        ("metricVariance", l => l.MetricVariance), ("meanShift", l => l.MeanShift), ("kernelVariance", l => l.KernelVariance), ("kernelCovariance", l => l.KernelCovariance),
        ("firstDifferential", l => l.FirstDifferential), ("secondDifferential", l => l.SecondDifferential),
    ];

    /// <summary>The powers at the first admissible critical point of an activation.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="lambdaB">lambda_b.</param>
    /// <param name="lambdaW">lambda_W.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>Null where there is no critical point, and thus no power of the depth.</returns>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static GrowthWithDepth? Of(ExpectationEvaluator evaluator, double lambdaB, double lambdaW, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        Classification classification = Classifier.Classify(evaluator, cancellation);
        if (classification.CriticalPoints.FirstOrDefault(p => p.IsAdmissible) is not CriticalPoint point)
        {
            return null;
        }

        // At K* = 0 the kernel decays as 1/l from anywhere; a start at 0 would not move.
        double k1 = Math.Max(point.K is double k && k > 0 ? k : 1, point.Cb);
        Network network = Network.Plain(evaluator.Activation, Deepest, 1, point.Cb, point.Cw, lambdaB, lambdaW);
        IReadOnlyList<TangentLayer> layers = TangentFlow.Compute(new NetworkEvaluator(network, evaluator), Signal.Kernel(k1), cancellation).Layers;
        return layers.Count < 64 ? null
            : new GrowthWithDepth(classification.Class, point.Cb, point.Cw, k1, layers.Count, [.. Sizes.Select(s => Fit(s.Name, [.. layers.Select(s.Value)]))]);
    }

    /// <summary>
    /// The power p of c L^p from the logarithmic slopes over the last octaves, extrapolated in 1/L; its uncertainty is how far the last extrapolation moved.
    /// </summary>
    private static DepthPower Fit(string name, double[] sizes)
    {
        double At(int layer) => sizes[layer - 1];
        int last = sizes.Length;
        double Slope(int to) => Math.Log2(Math.Abs(At(to)) / Math.Abs(At(to / 2)));
        if (!double.IsFinite(At(last)) || At(last) == 0)
        {
            return new DepthPower(name, double.NaN, double.NaN, At(last) == 0 ? 0 : double.NaN, At(last));
        }

        (double first, double second, double third) = (Slope(last / 4), Slope(last / 2), Slope(last));
        (double before, double now) = ((2 * second) - first, (2 * third) - second);
        double power = Math.Round(2 * now) / 2 is var half && Math.Abs(half - now) < 0.02 ? half : now;
        return new DepthPower(name, now, Math.Abs(now - before), At(last) / Math.Pow(last, power), At(last));
    }
}
