using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Burgers;

/// <summary>What the paper states about physics-informed networks, and the yardstick of Raissi et al.</summary>
/// <remarks>An activation is judged by its best initialisation: the one with the most networks that remain finite, then the smallest median error.</remarks>
internal static class BurgersClaims
{
    /// <summary>Above this relative error a network has not solved the equation.</summary>
    private const double Failure = 0.1;

    /// <summary>Below this relative error a network has solved it.</summary>
    private const double Solved = 0.05;

    /// <summary>Below this relative error a network has learned something; u = 0 has 1.</summary>
    private const double Learning = 0.5;

    /// <summary>Medians that differ by no more are similar.</summary>
    private const double Similarity = 2;

    /// <summary>M. Raissi et al. (2019), tanh, 8 hidden layers of 20, 100 conditions, 10,000 places, L-BFGS.</summary>
    private const double Yardstick = 6.7e-4;

    /// <summary>The statements of the paper.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<BurgersOutcome> outcomes)
    {
        BurgersOutcome gelu = Best(outcomes, "gelu");
        BurgersOutcome mrepu = Best(outcomes, "mrepu:2");
        BurgersOutcome relu = Best(outcomes, "relu");
        BurgersOutcome tanh = Best(outcomes, "tanh");
        BurgersOutcome? best = outcomes.Where(o => double.IsFinite(o.FinalError)).MinBy(o => o.FinalError);
        BurgersOutcome[] ofPaper = [.. outcomes.Where(o => o.Setting is { Activation: "mrepu:2", Cw: 0.45 })];
        double ratio = Math.Max(gelu.FinalError, tanh.FinalError) / Math.Min(gelu.FinalError, tanh.FinalError);
        return
        [
            Better(gelu, mrepu),
            Better(mrepu, relu),
            new Claim(
                "ReLU fails.",
                !double.IsFinite(relu.FinalError) ? true : relu.FinalErrors[0] < Failure ? false : best!.FinalError < Failure ? true : null,
                $"Errors {Text(relu)}; failure is taken to be an error above {Failure}"
                + (best?.FinalError < Failure ? $", which {best.Setting.Label} stays below with {Number(best.FinalError)}." : ", which no activation gets below in so many steps: the budget does not tell failure from slowness.")
                + " Its u_xx is 0 everywhere, so that it cannot see the viscosity."),
            new Claim(
                "tanh performs like GELU.",
                !double.IsFinite(ratio) ? null : ratio <= Similarity ? true : Better(gelu, tanh).Holds is null ? null : false,
                $"Errors {Text(tanh)} and {Text(gelu)}; medians within a factor of {Similarity} count as alike, and do not decide where the networks overlap."),
            new Claim(
                "MRePU₂ with C_W = 0.45 is trained with 7 hidden layers.",
                Array.Exists(ofPaper, o => o.Diverged == 0 && o.FinalError < Learning) ? true : Array.TrueForAll(ofPaper, o => o.FinalErrors.Count == 0) ? false : null,
                string.Join("; ", ofPaper.Select(Text)) + $". Learning is taken to be an error below {Format.Number(Learning)}; u = 0 has 1."),
        ];
    }

    /// <summary>Whether MRePU about its inflection solves the equation, and better than MRePU, ReLU and tanh do.</summary>
    public static IReadOnlyList<Claim> OfTheCure(IReadOnlyList<BurgersOutcome> outcomes)
    {
        BurgersOutcome mrepu = Best(outcomes, "mrepu:2");
        BurgersOutcome tanh = Best(outcomes, "tanh");
        BurgersOutcome[] cured = [Best(outcomes, "imrepu:2"), Best(outcomes, "imrepu:3")];
        return
        [
            .. cured.Select(o => new Claim(
                $"{o.Setting.Label} reaches a relative error below {Format.Number(Solved)} with every network.",
                o.Diverged == 0 && o.FinalErrors.Count > 0 && o.FinalErrors[^1] < Solved,
                $"Errors {Text(o)}; {o.FinalErrors.Count(e => e < Solved)} below {Format.Number(Solved)}.")),
            .. cured.Select(o => Better(o, mrepu)),
            .. cured.Select(o => Better(o, Best(outcomes, "relu"))),
            .. cured.Select(o => Better(o, tanh)),
        ];
    }

    /// <summary>The statement of Raissi et al.</summary>
    public static IReadOnlyList<Claim> OfYardstick(IReadOnlyList<BurgersOutcome> outcomes) =>
    [
        new Claim(
            "A network of 8 hidden layers of 20 with tanh reaches a relative error of 6.7e-4 (Raissi et al., up to 50,000 steps of L-BFGS).",
            outcomes[0].FinalError <= Yardstick ? true : null,
            $"Errors {Text(outcomes[0])} after {outcomes[0].Steps[^1]} steps, {Number(outcomes[0].FinalError / Yardstick)} times theirs; their points and initial network are not the same."),
    ];

    /// <summary>The best initialisation of an activation.</summary>
    public static BurgersOutcome Best(IEnumerable<BurgersOutcome> outcomes, string activation) => outcomes
        .Where(o => o.Setting.Activation == activation)
        .OrderByDescending(o => o.FinalErrors.Count)
        .ThenBy(o => double.IsFinite(o.FinalError) ? o.FinalError : double.MaxValue)
        .First();

    /// <summary>Whether the errors of some networks are smaller than those of others, by ranks; one that diverged is worse than all others.</summary>
    internal static Claim Better(BurgersOutcome better, BurgersOutcome worse)
    {
        RankComparison ranks = RankComparison.Of(better.RankedErrors, worse.RankedErrors);
        return new Claim(
            $"{better.Setting.Label} solves Burgers' equation more accurately than {worse.Setting.Label}.",
            ranks.IsSmaller,
            $"Relative L² errors {Text(better)} and {Text(worse)}; the first is smaller in {Format.Number(100 * ranks.Share, 3)}% of the pairs of networks ({Format.Sigma(ranks.Sigma)} sigma).");
    }

    private static string Text(BurgersOutcome o) => o.FinalErrors.Count == 0
        ? $"{o.Setting.Label}: - (all diverged)"
        : $"{o.Setting.Label}: {Number(o.FinalError)} ({(o.FinalErrors.Count == 1 ? "one network" : $"{Number(o.FinalErrors[0])} to {Number(o.FinalErrors[^1])}, {o.FinalErrors.Count} networks")}{(o.Diverged > 0 ? $", {o.Diverged} diverged" : "")})";

    private static string Number(double value) => Format.Number(value, 3);
}
