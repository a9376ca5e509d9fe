using System.Globalization;
using Theory.Validation.Comparison;

namespace Theory.Experiments.FiniteWidth;

/// <summary>What the theory of finite width states about trained networks.</summary>
internal static class SweepClaims
{
    /// <summary>The statements, for each activation.</summary>
    public static IEnumerable<Claim> Of(IReadOnlyList<SweepSeries> all)
    {
        foreach (IGrouping<string, SweepSeries> group in all.GroupBy(s => s.Setting.Activation))
        {
            SweepSeries[] series = [.. group];
            yield return Coefficients(group.Key, series);
            yield return Powers(group.Key, "the deviations from infinite width fall like 1/n", -1, 0.15, series, s => s.DeviationPower(SweepReport.WideFrom));
            yield return Powers(group.Key, "what is left after the term of order 1/n falls like 1/n²", -2, 0.3, series, s => s.RemainderPower(SweepReport.RemainderFrom));
        }
    }

    /// <summary>The measured coefficients are the predicted ones.</summary>
    private static Claim Coefficients(string activation, IReadOnlyList<SweepSeries> series)
    {
        (SweepSeries Series, double Sigma)[] judged = [.. from s in series let z = s.MeasuredCoefficient().ZAgainst(s.Coefficient) where z is not null select (s, z.Value)];
        if (judged.Length == 0)
        {
            return new Claim($"{activation}: the coefficients of 1/n are the predicted ones.", null, "There are too few widths.");
        }

        (SweepSeries worst, double sigma) = judged.MaxBy(j => Math.Abs(j.Sigma));
        double resolved = judged.Average(j => j.Series.MeasuredCoefficient().StandardError / Math.Abs(j.Series.Coefficient));
        return new Claim(
            $"{activation}: the coefficients of 1/n of mean and variance are the predicted ones.",
            Math.Abs(sigma) <= EnsembleComparison.RefutingSigma,
            string.Create(CultureInfo.InvariantCulture,
                $"{judged.Length} coefficients, known to {100 * resolved:F0} % on average; the worst, {Of(worst)}, deviates by {sigma:+0.0;-0.0} sigma."));
    }

    /// <summary>A power is that of theory, within its error and what the next order adds to it at these widths.</summary>
    private static Claim Powers(string activation, string statement, double expected, double beyond, IReadOnlyList<SweepSeries> series, Func<SweepSeries, PowerLawFit> fit)
    {
        (SweepSeries Series, PowerLawFit Fit)[] known = [.. series.Select(s => (s, fit(s))).Where(p => p.Item2.StandardError <= 0.5)];
        if (known.Length == 0)
        {
            return new Claim($"{activation}: {statement}.", null, "No power is known to 0.5.");
        }

        (SweepSeries Series, PowerLawFit Fit)[] others = [.. known.Where(k => k.Fit.SigmaFrom(expected, beyond) > 3)];
        (double total, double weight) = (known.Sum(k => k.Fit.Exponent / Square(k.Fit.StandardError)), known.Sum(k => 1 / Square(k.Fit.StandardError)));
        double[] exponents = [.. known.Select(k => k.Fit.Exponent).Order()];
        return new Claim(
            $"{activation}: {statement}.",
            others.Length == 0,
            string.Create(CultureInfo.InvariantCulture,
                $"{known.Length} of {series.Count} powers are known to 0.5; median {exponents[exponents.Length / 2]:F2}, weighted mean {total / weight:F2} ± {1 / Math.Sqrt(weight):F2}.")
            + string.Concat(others.Select(o => $" {Of(o.Series)}: {SweepReport.Power(o.Fit)}.")));
    }

    private static double Square(double x) => x * x;

    private static string Of(SweepSeries series) => $"{series.Setting.Layers} layers, {series.Name}";
}
