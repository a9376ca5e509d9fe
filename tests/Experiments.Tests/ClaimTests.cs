using Theory.Experiments.Initialisation;
using Theory.Experiments.Training;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests;

/// <summary>Verdicts on outcomes that are made up: each can come out either way.</summary>
public sealed class ClaimTests
{
    private static readonly double[] Targets = [0, 0.5, 1, 1.5];

    [Fact]
    public void RePU_ThatLearns_Contradicts_AndAConstantOutputConfirms()
    {
        Assert.Equal([false, false, false], Holds(RePUClaims.Of([Outcome(Targets, trainingLoss: 0.001, kernels: [1, 1, 1, 1])])));
        Assert.Equal([true, true, true], Holds(RePUClaims.Of([Outcome([0.75, 0.75, 0.75, 0.75], trainingLoss: 0.25, kernels: [1, 1e-3, 1e-7, 1])])));
    }

    [Fact]
    public void RePU_ThatFitsTheSamplesOnly_IsUndecided() =>
        Assert.Equal([null, false, false], Holds(RePUClaims.Of([Outcome([0, 0.5, 1, 1e9], trainingLoss: 0.001, kernels: [1, 1, 1, 1])])));

    [Fact]
    public void RePU_WithoutFiniteNetworks_DecidesNothing() =>
        Assert.Equal([null, null], Holds(RePUClaims.Of([Outcome(Targets, trainingLoss: double.NaN, kernels: [1, 1, 1, 1], members: 0)]))[..2]);

    [Fact]
    public void RePU_AtInitialisation_GrowsByItsPower_OrTheStatementIsContradicted()
    {
        Assert.True(InitialisationClaims.RePU(Kernels(2))[0].Holds);
        Assert.False(InitialisationClaims.RePU(Kernels(1.5))[0].Holds);
    }

    [Theory]
    [InlineData(0.0, 0, true)]
    [InlineData(5.0, 0, false)]
    [InlineData(0.0, 3, false)]
    public void MRePU_KeepsItsScale_OrNot(double growth, int overflowed, bool holds)
    {
        KernelSpread[] layers = [.. Enumerable.Range(0, 4).Select(l => new KernelSpread(growth * l, growth * l, growth * l, growth * l, 0.1, overflowed))];
        InitialisationKernels kernels = new(new InitialisationSetting("p = 2, K(1) = 1", "mrepu:2", 1, 1), layers, layers, [0, 0, 0, 0]);
        Assert.Equal(holds, Assert.Single(InitialisationClaims.MRePU([kernels])).Holds);
    }

    /// <summary>Statements on χ⊥, V at the start, its increase, and a straight line, with errors of 0.1 for V after training.</summary>
    [Theory]
    [InlineData(new[] { 0, 1, 2, 3.0 }, 0.01, true, true)]
    [InlineData(new[] { 0, 1, 3, 2.9 }, 0.01, null, false)]
    [InlineData(new[] { 0, 1, 3, 1.0 }, 0.01, false, false)]
    [InlineData(new[] { 0, 0.01, 0.02, 0.03 }, 0.5, null, null)]
    public void MRePU_IsJudgedByTheErrorsOfWhatIsMeasured(double[] vertex, double deviation, bool? increases, bool? linear)
    {
        CheckpointOutcome start = new(0, 0, [.. vertex.Select((_, l) => new LayerOutcome(l + 1, Same(1, 50), Spread(1.1), null, new Estimate(l == 3 ? 0.001 : 0.1, 0.0001)))]);
        CheckpointOutcome end = new(100, 0, [.. vertex.Select((v, l) => new LayerOutcome(l + 1, Same(1, 50), Spread(1.01), null, new Estimate(v, 0.1)))]);
        TrainingOutcome outcome = new(new TrainingSetting("test", "mrepu:2", 5, 1, 1, 100), [start, end], [Same(0.01, 5)], Same(0.001, 50), [.. Targets.Select(t => Same(t, 50))], Targets);
        Assert.Equal([true, deviation > 0.1 ? null : true, true, increases, linear], Holds(MRePUClaims.Of([outcome])));

        MemberStatistics Spread(double median) => new(median, deviation, median, median, median, 50);
    }

    private static bool?[] Holds(IReadOnlyList<Claim> claims) => [.. claims.Select(c => c.Holds)];

    private static InitialisationKernels[] Kernels(double p) =>
    [
        .. new[] { -1.0, 0, 1 }.Select((sign, i) =>
        {
            KernelSpread[] layers = [.. Enumerable.Range(0, 8).Select(l => Math.Pow(p, l + 1) * sign).Select(x => new KernelSpread(x, x - 1, x + 1, x, 0.1, 0))];
            return new InitialisationKernels(new InitialisationSetting($"p = 2, C_W = {i}", "repu:2", 0.5 + i, 1), layers, layers, new double[8]);
        }),
    ];

    private static TrainingOutcome Outcome(double[] outputs, double trainingLoss, double[] kernels, int members = 5)
    {
        TrainingSetting setting = new("test", "repu:2", 3, 1, 1, 100);
        LayerOutcome[] layers = [.. kernels.Select((k, l) => new LayerOutcome(l + 1, Same(k, 5), null, null, null))];
        double loss = outputs.Zip(Targets, (y, t) => (y - t) * (y - t)).Average();
        return new TrainingOutcome(
            setting, [new CheckpointOutcome(0, 0, layers)], [Same(trainingLoss, 5)], Same(loss, members), [.. outputs.Select(y => Same(y, members))], Targets);
    }

    private static MemberStatistics Same(double value, int members) => new(value, 0, value, value, value, members);
}
