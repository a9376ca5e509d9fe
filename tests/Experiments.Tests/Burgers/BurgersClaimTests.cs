using Theory.Experiments.Burgers;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Burgers;

/// <summary>Verdicts on outcomes that are made up: each can come out either way.</summary>
public sealed class BurgersClaimTests
{
    [Theory]
    [InlineData(new[] { 0.01, 0.02 }, new[] { 0.03, 0.04 }, 0, true)]
    [InlineData(new[] { 0.03, 0.04 }, new[] { 0.01, 0.02 }, 0, false)]
    [InlineData(new[] { 0.01, 0.03 }, new[] { 0.02, 0.04 }, 0, null)]
    [InlineData(new[] { 0.01 }, new[] { 0.03, 0.04 }, 1, null)]
    [InlineData(new double[0], new[] { 0.03, 0.04 }, 2, false)]
    [InlineData(new double[0], new double[0], 2, null)]
    public void Better_MeansEveryNetwork_AndOneThatDivergedIsTheWorst(double[] better, double[] worse, int diverged, bool? holds) =>
        Assert.Equal(holds, BurgersClaims.Better(Outcome("gelu", better, diverged), Outcome("relu", worse, worse.Length == 0 ? 2 : 0)).Holds);

    [Fact]
    public void AnActivation_IsJudgedByTheInitialisationThatRemainsFinite()
    {
        BurgersOutcome[] outcomes = [Outcome("mrepu:2", [0.01], 1), Outcome("mrepu:2", [0.05, 0.06], 0), Outcome("mrepu:2", [0.03, 0.04], 0), Outcome("relu", [0.001], 0)];
        Assert.Same(outcomes[2], BurgersClaims.Best(outcomes, "mrepu:2"));
    }

    [Theory]
    [InlineData(0.4, 0.02, 0.03, true, true)]
    [InlineData(0.05, 0.02, 0.3, false, false)]
    [InlineData(0.4, 0.2, 0.2, null, true)]
    public void ReLU_FailsWhereOthersDoNot_AndTanhIsLikeGelu(double relu, double gelu, double tanh, bool? fails, bool alike)
    {
        IReadOnlyList<Claim> claims = BurgersClaims.Of([Outcome("gelu", [gelu], 0), Outcome("mrepu:2", [0.15], 0), Outcome("relu", [relu], 0), Outcome("tanh", [tanh], 0)]);
        Assert.Equal(fails, claims[2].Holds);
        Assert.Equal(alike, claims[3].Holds);
    }

    [Theory]
    [InlineData(6e-4, true)]
    [InlineData(7e-4, null)]
    public void TheYardstick_IsReached_OrTheBudgetDecides(double error, bool? holds) =>
        Assert.Equal(holds, Assert.Single(BurgersClaims.OfYardstick([Outcome("tanh", [error], 0)])).Holds);

    private static BurgersOutcome Outcome(string activation, double[] errors, int diverged)
    {
        MemberStatistics[] last = [MemberStatistics.Of(errors)];
        return new BurgersOutcome(
            new BurgersSetting(activation, activation, 0.45, 0, InputScaling.Box), [100], last, last, last, last, errors, [.. Enumerable.Repeat(3, diverged)], []);
    }
}
