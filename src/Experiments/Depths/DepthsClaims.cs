using Theory.Experiments.Fitting;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Depths;

/// <summary>Whether the recommendation is any good, whether the predictions come true, and the paper's order.</summary>
internal static class DepthsClaims
{
    /// <summary>From here on ranks agree in more than tendency, however many cases there are.</summary>
    private const double StrongCorrelation = 0.5;

    /// <summary>All statements.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<DepthsRow> rows) =>
    [
        .. DepthsRow.Compared.Select(label => AtLeastAsGood(rows, label)),
        ExplosionsFail(rows),
        FluctuationsFail(rows),
        .. rows.Where(r => r.Outcome.Setting.HiddenLayers <= 5).GroupBy(r => (r.Outcome.Target.Name, r.Outcome.Setting.HiddenLayers)).SelectMany(g => PaperOrder([.. g])),
    ];

    private static Claim AtLeastAsGood(IReadOnlyList<DepthsRow> rows, string label)
    {
        DepthsRow[] all = [.. rows.Where(r => r.Outcome.Setting.Label == label)];
        DepthsRow[] worse = [.. all.Where(r => r.AgainstRecommended!.IsSmaller == false)];
        DepthsRow[] better = [.. all.Where(r => r.AgainstRecommended!.IsSmaller == true)];
        return new Claim(
            $"The recommended C_W is at least as good as that of \"{label}\" for every target and depth.",
            worse.Length == 0,
            $"By pairs of networks the loss is smaller in {better.Length}, undecided in {all.Length - better.Length - worse.Length}, larger in {worse.Length} of {all.Length} cases; "
            + $"failures {FailuresOfRecommended(rows, all)} against {all.Sum(r => r.Failed)} of {all.Sum(r => r.Networks)} networks."
            + (worse.Length == 0 ? "" : $" Larger: {string.Join("; ", worse.Select(r => $"{r.Outcome.Target.Formula}, {r.Outcome.Setting.HiddenLayers} layers ({Ratio(r.AgainstRecommended!)})"))}."));
    }

    private static int FailuresOfRecommended(IReadOnlyList<DepthsRow> rows, DepthsRow[] others) => others.Sum(o => rows
        .First(r => r.AgainstRecommended is null && r.Outcome.Setting.Activation == o.Outcome.Setting.Activation && r.Outcome.Target == o.Outcome.Target
            && r.Outcome.Setting.HiddenLayers == o.Outcome.Setting.HiddenLayers).Failed);

    private static string Ratio(MedianRatio ratio) => $"times {Format.Number(ratio.Ratio, 2)}, {Format.Number(ratio.Lower, 2)} to {Format.Number(ratio.Upper, 2)}";

    private static Claim ExplosionsFail(IReadOnlyList<DepthsRow> rows)
    {
        // Networks are trained in single precision.
        DepthsRow[] exploding = [.. rows.Where(r => !(r.Theory.Last <= float.MaxValue))];
        DepthsRow[] others = [.. rows.Except(exploding)];
        int failed = exploding.Sum(r => r.Failed);
        int all = exploding.Sum(r => r.Networks);
        return new Claim(
            "Where the kernel leaves single precision at infinite width, networks fail.",
            all == 0 ? null : failed >= 0.9 * all,
            $"{failed} of {all} do, against {others.Sum(r => r.Failed)} of {others.Sum(r => r.Networks)} of the others.");
    }

    private static Claim FluctuationsFail(IReadOnlyList<DepthsRow> rows)
    {
        // Targets together: the prediction is the same for all of them, except where C_W is not.
        (string Activation, double Fluctuation, double Failures)[] points =
        [
            .. rows.Where(r => r.Theory.Fluctuation is not null).GroupBy(r => (r.Outcome.Setting.Activation, r.Outcome.Setting.Cw, r.Outcome.Setting.HiddenLayers))
                .Select(g => (g.Key.Activation, g.First().Theory.Fluctuation!.Value, g.Sum(r => (double)r.Failed) / g.Sum(r => r.Networks))),
        ];

        // Kinds share activations and targets: they are not independent, and there is no error bar. What one activation alone decides is not decided.
        double rho = Correlation(points);
        double[] without = [.. points.Select(p => p.Activation).Distinct().Select(a => Correlation([.. points.Where(p => p.Activation != a)]))];
        double smallest = without.DefaultIfEmpty(0).Min();
        double largest = without.DefaultIfEmpty(0).Max();
        return new Claim(
            "The larger V/(nK²), the more networks fail.",
            Math.Min(rho, smallest) >= StrongCorrelation ? true : Math.Max(rho, largest) <= -StrongCorrelation ? false : null,
            $"Rank correlation {Format.Number(rho, 2)} over {points.Length} kinds of networks, {Format.Number(smallest, 2)} to {Format.Number(largest, 2)} without one of the activations."
            + $" V/(nK²) ≤ 2: {Share(points, f => f <= 2)} fail; above 2: {Share(points, f => f > 2)}.");

        static double Correlation((string Activation, double Fluctuation, double Failures)[] of) =>
            RankCorrelation([.. of.Select(p => p.Fluctuation)], [.. of.Select(p => p.Failures)]);

        static string Share((string Activation, double Fluctuation, double Failures)[] points, Func<double, bool> where)
        {
            double[] failures = [.. points.Where(p => where(p.Fluctuation)).Select(p => p.Failures)];
            return failures.Length == 0 ? "none there" : $"{Format.Number(100 * failures.Average(), 2)}%";
        }
    }

    /// <summary>Spearman's: the correlation of ranks, equal values having their mean rank.</summary>
    private static double RankCorrelation(double[] x, double[] y)
    {
        double[] a = Ranks(x);
        double[] b = Ranks(y);
        double mean = (x.Length - 1) / 2.0;
        double covariance = a.Zip(b, (p, q) => (p - mean) * (q - mean)).Sum();
        double scale = Math.Sqrt(a.Sum(p => (p - mean) * (p - mean)) * b.Sum(q => (q - mean) * (q - mean)));
        return scale > 0 ? covariance / scale : 0;

        static double[] Ranks(double[] values) => [.. values.Select(v => values.Count(w => w < v) + ((values.Count(w => w == v) - 1) / 2.0))];
    }

    /// <summary>The paper's order: ReLU and GELU as the paper initialises them, MRePU as recommended, because as in the paper it fails.</summary>
    private static IEnumerable<Claim> PaperOrder(DepthsRow[] rows)
    {
        string[] order = FittingCatalogue.IsPolynomial(rows[0].Outcome.Target)
            ? [FittingCatalogue.MRePU, FittingCatalogue.ReLUOfPaper, FittingCatalogue.GELUOfPaper]
            : [FittingCatalogue.ReLUOfPaper, FittingCatalogue.MRePU, FittingCatalogue.GELUOfPaper];
        return order.Zip(order.Skip(1)).Select(pair => FittingClaims.Smaller(
            $"with {rows[0].Outcome.Setting.HiddenLayers} hidden layers the final loss of \"{pair.First}\" is smaller than that of \"{pair.Second}\"",
            [.. rows.Select(r => r.Outcome)], pair.First, pair.Second));
    }
}
