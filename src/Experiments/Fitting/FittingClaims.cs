using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Fitting;

/// <summary>What the paper states about learning functions, and what follows from its theory.</summary>
internal static class FittingClaims
{
    /// <summary>Polynomials: MRePU before ReLU before GELU.</summary>
    public static IReadOnlyList<Claim> OfPolynomials(IReadOnlyList<FittingOutcome> outcomes) =>
    [
        .. PerTarget(outcomes, o =>
        [
            Smaller("the final loss of MRePU is smaller than that of ReLU", o, FittingCatalogue.MRePU, FittingCatalogue.ReLU),
            Smaller("the final loss of ReLU is smaller than that of GELU", o, FittingCatalogue.ReLU, FittingCatalogue.GELU),
            Gradient(o, FittingCatalogue.MRePU, FittingCatalogue.ReLU),
            .. Common(o),
        ]),
    ];

    /// <summary>Finitely differentiable functions: ReLU before MRePU before GELU, but MRePU smoother.</summary>
    public static IReadOnlyList<Claim> OfDifferentiable(IReadOnlyList<FittingOutcome> outcomes) =>
    [
        .. PerTarget(outcomes, o =>
        [
            Smaller("the final loss of ReLU is smaller than that of MRePU", o, FittingCatalogue.ReLU, FittingCatalogue.MRePU),
            Smaller("the final loss of MRePU is smaller than that of GELU", o, FittingCatalogue.MRePU, FittingCatalogue.GELU),
            Smoother(o),
            .. Common(o),
        ]),
    ];

    private static IEnumerable<Claim> PerTarget(IReadOnlyList<FittingOutcome> outcomes, Func<IReadOnlyList<FittingOutcome>, IReadOnlyList<Claim>> claims) =>
        outcomes.GroupBy(o => o.Target.Name).SelectMany(g => claims([.. g]));

    private static IEnumerable<Claim> Common(IReadOnlyList<FittingOutcome> outcomes)
    {
        string where = outcomes[0].Target.Formula;
        FittingOutcome control = Find(outcomes, FittingCatalogue.RePU);
        int all = control.Record.Networks.Count;
        int failed = control.Diverged + control.NotLearned;
        yield return new Claim(
            $"{where}: RePU, which has no critical initialisation, fails.",
            2 * failed > all,
            $"{control.Diverged} of {all} networks diverged, {control.NotLearned} others did not learn.");
        yield return AtLeastAsGood(where, Find(outcomes, FittingCatalogue.MRePU), Find(outcomes, FittingCatalogue.MRePUOfPaper));
        foreach (Claim claim in OfTheCure(outcomes))
        {
            yield return claim;
        }
    }

    /// <summary>What the paper does not have: MRePU about its inflection.</summary>
    private static IEnumerable<Claim> OfTheCure(IReadOnlyList<FittingOutcome> outcomes)
    {
        FittingOutcome cured = Find(outcomes, FittingCatalogue.Inflected);
        FittingOutcome mrepu = Find(outcomes, FittingCatalogue.MRePU);
        yield return new Claim(
            $"{cured.Target.Formula}: no inflected MRePU network fails.",
            cured.Failed == 0,
            $"{cured.Failed} of {cured.Record.Networks.Count} diverged or did not learn; of MRePU {mrepu.Failed}.");
        yield return Smaller($"the final loss of the inflected MRePU is not larger than that of {FittingCatalogue.GELU}", outcomes, FittingCatalogue.Inflected, FittingCatalogue.GELU);
        yield return Gradient(outcomes, FittingCatalogue.Inflected, FittingCatalogue.ReLU);
    }

    private static Claim AtLeastAsGood(string where, FittingOutcome recommended, FittingOutcome paper)
    {
        RankComparison ranks = RankComparison.Of(recommended.RankedLosses, paper.RankedLosses);
        return new Claim(
            $"{where}: for MRePU the recommended C_W is at least as good as the paper's.",
            ranks.IsSmaller,
            Evidence(recommended, paper, ranks, "final loss", o => o.Loss.Median));
    }

    /// <summary>Whether the final loss of some networks is smaller than that of others.</summary>
    public static Claim Smaller(string statement, IReadOnlyList<FittingOutcome> outcomes, string first, string second)
    {
        FittingOutcome a = Find(outcomes, first);
        FittingOutcome b = Find(outcomes, second);
        RankComparison ranks = RankComparison.Of(a.RankedLosses, b.RankedLosses);
        return new Claim($"{a.Target.Formula}: {statement}.", ranks.IsSmaller, Evidence(a, b, ranks, "final loss", o => o.Loss.Median));
    }

    /// <summary>Whether the derivatives of some networks are closer to the target's than those of others.</summary>
    public static Claim Gradient(IReadOnlyList<FittingOutcome> outcomes, string first, string second, string where = "")
    {
        FittingOutcome a = Find(outcomes, first);
        FittingOutcome b = Find(outcomes, second);
        RankComparison ranks = RankComparison.Of(Ranked(a, n => n.GradientError), Ranked(b, n => n.GradientError));
        return new Claim(
            $"{a.Target.Formula}: {where}the derivative of {first} is closer to the target's than that of {second}.",
            ranks.IsSmaller,
            Evidence(a, b, ranks, "squared error of the gradient", o => o.GradientError.Median));
    }

    private static Claim Smoother(IReadOnlyList<FittingOutcome> outcomes)
    {
        FittingOutcome a = Find(outcomes, FittingCatalogue.MRePU);
        FittingOutcome b = Find(outcomes, FittingCatalogue.ReLU);
        RankComparison ranks = RankComparison.Of(Ranked(a, n => n.Roughness), Ranked(b, n => n.Roughness));
        return new Claim(
            $"{a.Target.Formula}: the fit of MRePU is smoother than that of ReLU.",
            ranks.IsSmaller,
            Evidence(a, b, ranks, "roughness", o => o.Roughness.Median) + $" The target's is {Format.Number(a.TargetRoughness, 3)}.");
    }

    private static string Evidence(FittingOutcome a, FittingOutcome b, RankComparison ranks, string what, Func<FittingOutcome, double> median) =>
        $"Median {what} {Format.Number(median(a), 3)} ({a.Setting.Label}) and {Format.Number(median(b), 3)} ({b.Setting.Label}); "
        + $"the first is smaller in {Format.Number(100 * ranks.Share, 3)}% of the pairs of networks ({Format.Sigma(ranks.Sigma)} sigma).";

    private static double[] Ranked(FittingOutcome outcome, Func<FittedNetwork, double> value) =>
        [.. outcome.Record.Networks.Select(n => double.IsFinite(value(n)) ? value(n) : double.PositiveInfinity)];

    private static FittingOutcome Find(IReadOnlyList<FittingOutcome> outcomes, string label) => outcomes.First(o => o.Setting.Label == label);
}
