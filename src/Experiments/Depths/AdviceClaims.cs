using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>Whether the advice is as good as what is done without it.</summary>
internal static class AdviceClaims
{
    /// <summary>Nine cases of ten.</summary>
    private const double Wanted = 0.9;

    /// <summary>A statement for everything it is compared with, and one about failures.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<AdviceRow> rows) => [.. AdviceCatalogue.Others.Select(label => AtLeastAsGood(rows, label)), Failures(rows)];

    private static Claim AtLeastAsGood(IReadOnlyList<AdviceRow> rows, string label)
    {
        AdviceRow[] all = [.. rows.Where(r => r.Outcome.Setting.Label == label)];
        AdviceRow[] worse = [.. all.Where(r => r.Against!.IsSmaller == false)];
        int better = all.Count(r => r.Against!.IsSmaller == true);
        return new Claim(
            $"Networks initialised as advised end at least as well as those of \"{label}\" in nine cases of ten.",
            all.Length - worse.Length >= Wanted * all.Length,
            $"Better in {better}, undecided in {all.Length - better - worse.Length}, worse in {worse.Length} of {all.Length} cases."
            + (worse.Length == 0 ? "" : $" Worse: {string.Join("; ", worse.Select(Case))}."));
    }

    private static string Case(AdviceRow r) =>
        $"{r.Outcome.Setting.Activation}, {r.Outcome.Target.Formula}, {r.Outcome.Setting.HiddenLayers} layers (times {Format.Number(r.Against!.Ratio, 2)}, {r.Against.Wins}:{r.Against.Defeats})";

    private static Claim Failures(IReadOnlyList<AdviceRow> rows)
    {
        (string Label, int Failed, int All)[] counts = [.. rows.GroupBy(r => r.Outcome.Setting.Label).Select(g => (g.Key, g.Sum(r => r.Failed), g.Sum(r => r.Outcome.Record.Networks.Count)))];
        int advised = counts.First(c => c.Label == AdviceCatalogue.Advised).Failed;
        return new Claim(
            "As advised no more networks diverge or do not learn than in any other way.",
            counts.All(c => advised <= c.Failed),
            $"{string.Join("; ", counts.Select(c => $"{c.Label}: {c.Failed} of {c.All}"))}.");
    }
}
