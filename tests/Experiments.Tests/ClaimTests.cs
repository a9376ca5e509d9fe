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
