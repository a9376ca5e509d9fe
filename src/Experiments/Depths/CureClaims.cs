using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;

namespace Theory.Experiments.Depths;

/// <summary>Whether the cure is one.</summary>
internal static class CureClaims
{
    private static readonly string[] Cured = [CureCatalogue.AtInflection, FittingCatalogue.Inflected];

    /// <summary>All statements.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<DepthsRow> rows) =>
    [
        CriticalFails(rows),
        .. Cured.Select(label => NoFailures(rows, label)),
        .. rows.GroupBy(r => (r.Outcome.Target, r.Outcome.Setting.HiddenLayers)).SelectMany(g =>
        {
            FittingOutcome[] all = [.. g.Select(r => r.Outcome)];
            string where = $"with {g.Key.HiddenLayers} hidden layers";
            return (Claim[])
            [
                .. Cured.Select(label => FittingClaims.Smaller($"{where} the final loss of {label} is smaller than that of {FittingCatalogue.MRePU}", all, label, FittingCatalogue.MRePU)),
                FittingClaims.Smaller($"{where} the final loss of {FittingCatalogue.Inflected} is not larger than that of {FittingCatalogue.GELU}", all, FittingCatalogue.Inflected, FittingCatalogue.GELU),
                FittingClaims.Gradient(all, FittingCatalogue.Inflected, FittingCatalogue.ReLU, $"{where} "),
            ];
        }),
    ];

    private static Claim CriticalFails(IReadOnlyList<DepthsRow> rows)
    {
        // K grows by 1 + 18 K a layer: from K(1) = 0.02 it leaves single precision within some ten layers.
        DepthsRow[] exploding = [.. rows.Where(r => r.Outcome.Setting.Label == CureCatalogue.Critical && r.Theory.ExplodesIn is not null)];
        int failed = exploding.Sum(r => r.Failed);
        int all = exploding.Sum(r => r.Networks);
        return new Claim(
            $"{CureCatalogue.Critical} fails wherever its kernel explodes at infinite width.",
            all == 0 ? null : failed >= 0.9 * all,
            all == 0 ? "It explodes nowhere among these depths." : $"{failed} of {all} networks do, from {exploding.Min(r => r.Outcome.Setting.HiddenLayers)} hidden layers on.");
    }

    private static Claim NoFailures(IReadOnlyList<DepthsRow> rows, string label)
    {
        DepthsRow[] own = [.. rows.Where(r => r.Outcome.Setting.Label == label)];
        DepthsRow[] deepest = [.. own.Where(r => r.Outcome.Setting.HiddenLayers == own.Max(o => o.Outcome.Setting.HiddenLayers))];
        return new Claim(
            $"{char.ToUpperInvariant(label[0])}{label[1..]} trains at every depth.",
            own.All(r => r.Failed == 0),
            $"{own.Sum(r => r.Failed)} of {own.Sum(r => r.Networks)} networks diverged or did not learn; with {deepest[0].Outcome.Setting.HiddenLayers} hidden layers the median loss is "
            + $"{string.Join(", ", deepest.Select(r => $"{Format.Number(r.RelativeLoss, 2)} ({r.Outcome.Target.Formula})"))} of the best constant's.");
    }
}
