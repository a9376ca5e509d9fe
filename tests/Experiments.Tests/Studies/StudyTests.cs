using Theory.Activations;
using Theory.Experiments.Studies;
using Theory.Networks;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Experiments.Tests.Studies;

public sealed class StudyTests
{
    [Theory]
    [InlineData(Verdict.Undecided)]
    [InlineData(Verdict.Undecided, Verdict.Undecided)]
    [InlineData(Verdict.Confirmed, Verdict.Undecided, Verdict.Confirmed)]
    [InlineData(Verdict.Refuted, Verdict.Confirmed, Verdict.Refuted)]
    public void OneRefutationIsEnough_AndNothingDrawnDecidesNothing(Verdict expected, params Verdict[] ensembles) =>
        Assert.Equal(expected, Study.Overall(ensembles));

    [Theory]
    [InlineData(10_000, 500)]
    [InlineData(400, 100)]
    [InlineData(40, 40)]
    public void EveryWeightIsDrawn_ForATwentieth_ButForEnoughToJudge(int models, int drawn)
    {
        SamplingOptions conditional = new()
        {
            Network = Network.Plain(Activation.Parse("tanh"), 3, 32, 0, 1),
            Signal = Signal.Kernel(1),
            Models = models,
            Seed = 7,
        };
        var ensembles = Study.Ensembles(conditional);
        Assert.Equal([models, drawn], ensembles.Select(e => e.Options.Models));
        Assert.Equal([7UL, 8UL], ensembles.Select(e => e.Options.Seed));
    }
}
