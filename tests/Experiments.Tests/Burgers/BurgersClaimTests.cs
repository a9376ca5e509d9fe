using Theory.Experiments.Burgers;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Tests.Burgers;

/// <summary>Verdicts on outcomes that are made up: each can come out either way.</summary>
public sealed class BurgersClaimTests
{
    [Theory]
    [InlineData(8, 0, 0, true)]
    [InlineData(7, 0, 1, null)]
    [InlineData(4, 0, 0, null)]
    [InlineData(8, 5, 0, null)]
    [InlineData(0, 0, 8, false)]
    public void Better_IsDecidedByRanks_AndOneThatDivergedIsTheWorst(int networks, int far, int diverged, bool? holds)
    {
        double[] better = [.. Enumerable.Range(0, networks).Select(i => i < far ? 0.9 : 0.01 + (i * 0.001))];
        double[] worse = [.. Enumerable.Range(0, 8).Select(i => 0.1 + (i * 0.01))];
        Claim claim = BurgersClaims.Better(Outcome("gelu", [.. better.Order()], diverged), Outcome("relu", worse, diverged > 1 ? 0 : diverged));
        Assert.Equal(holds, claim.Holds);
        Assert.Equal(diverged > 0, claim.Evidence.Contains("diverged", StringComparison.Ordinal));
    }

    [Fact]
    public void Better_DoesNotDecide_WhereAllDiverged() =>
        Assert.Null(BurgersClaims.Better(Outcome("gelu", [], 8), Outcome("relu", [], 8)).Holds);

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
        IReadOnlyList<Claim> claims = BurgersClaims.Of([Eight("gelu", gelu), Eight("mrepu:2", 0.15), Eight("relu", relu), Eight("tanh", tanh)]);
        Assert.Equal(fails, claims[2].Holds);
        Assert.Equal(alike, claims[3].Holds);
    }

    [Theory]
    [InlineData(6e-4, true)]
    [InlineData(7e-4, null)]
    public void TheYardstick_IsReached_OrTheBudgetDecides(double error, bool? holds) =>
        Assert.Equal(holds, Assert.Single(BurgersClaims.OfYardstick([Outcome("tanh", [error], 0)])).Holds);

    private static BurgersOutcome Eight(string activation, double error) => Outcome(activation, [.. Enumerable.Range(0, 8).Select(i => error * (1 + (i * 1e-3)))], 0);

    private static BurgersOutcome Outcome(string activation, double[] errors, int diverged)
    {
        MemberStatistics[] last = [MemberStatistics.Of(errors)];
        return new BurgersOutcome(
            new BurgersSetting(activation, activation, 0.45, 0, InputScaling.Box), [100], last, last, last, last, errors, [.. Enumerable.Repeat(3, diverged)], []);
    }
}
