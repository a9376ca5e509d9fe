using Theory.Experiments.Reporting;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Residuals;

/// <summary>What theory and the project's advice say about networks with skips, and whether it holds.</summary>
internal static class ResidualClaims
{
    /// <summary>Beyond this the expansion in 1/n, and with it means over some hundred networks, says little.</summary>
    private const double LargestFluctuation = 0.1;

    /// <summary>All statements.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<ResidualComparison> all) =>
    [
        Kernels(all),
        Explosions(all),
        .. ((string[])[ResidualCatalogue.Skips, ResidualCatalogue.Norms]).SelectMany(kind => (Claim[])
        [
            Trains(all, kind),
            .. all.Where(c => c.Setting.Kind == kind && c.Setting.Start == ResidualCatalogue.Advised).Select(c => Fewer(
                $"{c.Setting.Activation} with {kind}: as advised networks make fewer errors than with C_W = 1.", c, Find(all, kind, ResidualCatalogue.Uniform, c.Setting.Activation))),
            .. Activations(all, kind),
        ]),
    ];

    private static Claim Kernels(IReadOnlyList<ResidualComparison> all)
    {
        ResidualComparison[] own = [.. all.Where(c => c.Theory.Fluctuation < LargestFluctuation && c.Rates[0].LargestSigma is not null)];
        ResidualComparison[] against = [.. own.Where(c => c.Rates[0].LargestSigma > EnsembleComparison.RefutingSigma)];
        return new Claim(
            "Kernels of drawn networks are those of infinite width, where V/(nK²) is below 0.1.",
            own.Length == 0 ? null : against.Length == 0,
            own.Length == 0 ? "There are none." : $"{own.Length} kinds of networks, the largest deviation of a layer is {Format.Number(own.Max(c => c.Rates[0].LargestSigma), 2)} standard errors."
            + string.Concat(against.Select(c => $" Against: {Name(c)}, {Format.Number(c.Rates[0].LargestSigma, 2)}.")));
    }

    private static Claim Explosions(IReadOnlyList<ResidualComparison> all)
    {
        ResidualComparison[] exploding = [.. all.Where(c => c.Theory.Explodes)];
        int networks = exploding.Sum(c => c.Rates.Sum(r => r.Record.Networks.Count));
        int failed = exploding.Sum(c => c.Rates.Sum(r => r.Failed));
        return new Claim(
            "Networks fail, whatever the learning rate, where kernels leave the numbers that they are trained in at infinite width.",
            networks == 0 ? null : failed == networks,
            networks == 0 ? "They do so nowhere." : $"{failed} of {networks} networks: {string.Join("; ", exploding.Select(Name))}.");
    }

    private static Claim Trains(IReadOnlyList<ResidualComparison> all, string kind)
    {
        ResidualComparison[] own = [.. all.Where(c => c.Setting.Kind == kind && c.Setting.Start == ResidualCatalogue.Advised)];
        return new Claim(
            $"With {kind} and as advised every activation trains: no network fails with at least one learning rate.",
            own.All(c => c.Rates.Any(r => r.Failed == 0)),
            string.Join("; ", own.Select(c => $"{c.Setting.Activation}: {string.Join(", ", c.Rates.Select(r => $"{r.Failed} of {r.Record.Networks.Count} at {Format.Number(r.Setting.LearningRate)}"))}")) + ".");
    }

    private static IEnumerable<Claim> Activations(IReadOnlyList<ResidualComparison> all, string kind)
    {
        foreach ((string first, string second) in ((string, string)[])[("mrepu:2", "relu"), ("imrepu:2", "mrepu:2"), ("imrepu:2", "relu"), ("imrepu:2", "gelu")])
        {
            if (all.Any(c => c.Setting.Activation == first) && all.Any(c => c.Setting.Activation == second))
            {
                yield return Fewer(
                    $"{first} makes fewer errors than {second} with {kind}, both as advised.",
                    Find(all, kind, ResidualCatalogue.Advised, first), Find(all, kind, ResidualCatalogue.Advised, second));
            }
        }
    }

    private static Claim Fewer(string statement, ResidualComparison first, ResidualComparison second)
    {
        RankComparison ranks = first.Against(second);
        return new Claim(
            statement,
            ranks.IsSmaller,
            $"Median errors {Format.Number(first.Best.Error.Median, 3)} and {Format.Number(second.Best.Error.Median, 3)}, each at its best learning rate; the first is smaller in "
            + $"{Format.Number(100 * ranks.Share, 3)}% of the pairs of networks ({Format.Sigma(ranks.Sigma)} sigma).");
    }

    private static ResidualComparison Find(IReadOnlyList<ResidualComparison> all, string kind, string start, string activation) =>
        all.First(c => c.Setting.Kind == kind && c.Setting.Start == start && c.Setting.Activation == activation);

    private static string Name(ResidualComparison c) => $"{c.Setting.Activation} ({c.Setting.Label})";
}
