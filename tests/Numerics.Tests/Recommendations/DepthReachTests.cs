using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Numerics.Tests.Recommendations;

/// <summary>The depth to which advice is said to hold is where a criterion is missed, by the flows of networks of that depth and a little more.</summary>
public sealed class DepthReachTests
{
    [Theory]
    [InlineData("relu", "correlation")]
    [InlineData("gelu", "correlation")]
    [InlineData("sigmoid", "gradients")]
    public void BeyondTheReach_TheCriterionIsMissed(string activation, string criterion)
    {
        Recommendation r = Recommender.Recommend(new ExpectationEvaluator(Activation.Parse(activation)), new RecommendationOptions(3, 4096) { LargestFluctuation = 1e6 }, TestContext.Current.CancellationToken);
        Assert.Equal(criterion, r.Reach.EndedBy);
        int reach = r.Reach.Depth!.Value;
        Assert.True(Value(r, activation, criterion, reach) <= Bound(criterion), "within");

        // The search follows correlations by a truncated series, which for kinks falls short by a few layers in a hundred.
        Assert.True(Value(r, activation, criterion, (21 * reach / 20) + 1) > Bound(criterion), "beyond");
    }

    private static double Bound(string criterion) => criterion == "correlation" ? 0.98 : 10;

    /// <summary>The correlation of outputs of unrelated inputs, or the factor of squared gradients between the hidden layers, in a network so deep.</summary>
    private static double Value(Recommendation r, string activation, string criterion, int depth)
    {
        FormattableString text = $"{depth - 2}*[{activation}; linear(cb={r.Cb:R}, cw={r.Cw:R})]; {activation}; linear(cb=0)";
        Architecture hidden = Architecture.Parse((depth == 2 ? $"{activation}; linear(cb=0)" : FormattableString.Invariant(text)));
        if (criterion == "correlation")
        {
            Theory.Numerics.Kernels.SymmetricMatrix last = new ArchitectureKernels(hidden).Pair(r.K1, r.K1, 0, new ParallelOptions()).Last().Kernel;
            return last[0, 1] / last[0, 0];
        }

        IReadOnlyList<ArchitectureLayer> flow = ArchitectureFlow.Compute(hidden, r.K1, TestContext.Current.CancellationToken).ToTheLast();
        return Math.Exp(Math.Abs(flow.SkipLast(2).Sum(l => Math.Log(l.ChiPerp))));
    }
}
