using System.Globalization;
using Theory.Numerics.Regression;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>What the theory of infinite width states about trained networks.</summary>
internal static class TangentKernelClaims
{
    private const double Refuting = EnsembleComparison.RefutingSigma;

    // A slope is that of 1/n if it is so within its error and what the order 1/n^2 adds at the smallest width.
    private const double Beyond = 0.15;
    private const double KnownTo = 0.5;
    private const double PowerSigma = 3;

    // A deviation is compared with its prediction where it is so many errors from 0, and the order 1/n^2 may be such a part of it.
    private const double WellKnown = 8;
    private const double LargestPart = 0.25;

    /// <summary>The statements and what was found.</summary>
    public static IEnumerable<Claim> Of(IReadOnlyList<TangentKernelComparison> all)
    {
        foreach (TangentKernelComparison comparison in all)
        {
            TangentKernelOutcome widest = comparison.Widest;
            (ChiSquared Mean, ChiSquared Variance)[] judged = [.. comparison.Checkpoints.Select((steps, c) => Judge(widest, c, comparison.Theory.After(steps)))];
            double worst = judged.Max(j => Math.Max(j.Mean.Sigma, j.Variance.Sigma));
            yield return new Claim(
                $"{comparison.Setting.Label}: mean and variance of trained networks of width {widest.Ensemble.Width} are those of infinite width.",
                worst <= Refuting,
                $"Probabilities of mean and variance: {string.Join("; ", judged.Select((j, c) => $"{TangentKernelReport.Probability(j.Mean.Probability)} and {TangentKernelReport.Probability(j.Variance.Probability)} after {comparison.Checkpoints[c]} steps"))}.");

            PowerLawFit[] powers = [.. comparison.Checkpoints.SelectMany((_, c) => (PowerLawFit[])[comparison.Fit(comparison.MeanDeviations(c)), comparison.Fit(comparison.VarianceDeviations(c))])];
            PowerLawFit[] known = [.. powers.Where(p => p.StandardError <= KnownTo)];
            yield return new Claim(
                $"{comparison.Setting.Label}: the deviations fall like 1/n.",
                known.Length == 0 ? null : Array.TrueForAll(known, p => p.SigmaFrom(-1, Beyond) <= PowerSigma),
                string.Join("; ", comparison.Checkpoints.Select((steps, c) => $"after {steps} steps mean {TangentKernelReport.Power(powers[2 * c])}, variance {TangentKernelReport.Power(powers[(2 * c) + 1])}")) + ".");
            if (Term(comparison) is Claim term)
            {
                yield return term;
            }

            yield return Posterior(comparison);
        }
    }

    /// <summary>The deviations are the predicted ones; null where there is no term of order 1/n.</summary>
    private static Claim? Term(TangentKernelComparison comparison)
    {
        List<bool> decided = [];
        List<string> evidence = [];
        for (int c = 0; c < comparison.Checkpoints.Count; c++)
        {
            if (comparison.MeanRemainders(c) is not IReadOnlyList<Estimate> means || comparison.VarianceRemainders(c) is not IReadOnlyList<Estimate> variances)
            {
                return null;
            }

            foreach ((string name, IReadOnlyList<Estimate> all, IReadOnlyList<Estimate> left) in
                ((string, IReadOnlyList<Estimate>, IReadOnlyList<Estimate>)[])[("mean", comparison.MeanDeviations(c), means), ("variance", comparison.VarianceDeviations(c), variances)])
            {
                // Judged at the second width, where the order 1/n^2 is smaller and the deviation is still well known.
                (Estimate deviation, Estimate rest) = (all[1], left[1]);
                if (Math.Abs(deviation.Value) > WellKnown * deviation.StandardError)
                {
                    decided.Add(Math.Abs(rest.Value) - (3 * rest.StandardError) <= LargestPart * Math.Abs(deviation.Value));
                }

                evidence.Add(string.Create(CultureInfo.InvariantCulture,
                    $"after {comparison.Checkpoints[c]} steps {name} {deviation.Value:G3}, left {rest.Value:G2} ± {rest.StandardError:G2}, power {TangentKernelReport.Power(comparison.Fit(left))}"));
            }
        }

        return new Claim(
            $"{comparison.Setting.Label}: the deviations at width {comparison.Widths[1].Ensemble.Width} are the predicted term of order 1/n, but for a quarter of it.",
            decided.Count == 0 ? null : decided.TrueForAll(d => d),
            string.Join("; ", evidence) + ".");
    }

    /// <summary>Training every layer does not lead to the posterior, training the last one does.</summary>
    private static Claim Posterior(TangentKernelComparison comparison)
    {
        int last = comparison.Checkpoints.Count - 1;

        // The widest networks are the fewest; the next ones tell the posterior apart, which is further away than their order 1/n.
        TangentKernelOutcome outcome = comparison.Setting.LastLayerOnly ? comparison.Widest : comparison.Widths[^2];
        (ChiSquared mean, ChiSquared variance) = Judge(outcome, last, comparison.Theory.Posterior);
        double sigma = Math.Max(mean.Sigma, variance.Sigma);
        string evidence = string.Create(CultureInfo.InvariantCulture,
            $"Against the posterior, after {comparison.Checkpoints[^1]} steps, width {outcome.Ensemble.Width}: mean {mean.Sigma:F1} sigma, variance {variance.Sigma:F1} sigma.");
        return comparison.Setting.LastLayerOnly
            ? new Claim($"{comparison.Setting.Label}: late networks are samples of the posterior of the Gaussian process.", sigma <= Refuting, evidence)
            : new Claim($"{comparison.Setting.Label}: late networks are not samples of the posterior of the Gaussian process.", sigma > Refuting ? true : null, evidence);
    }

    private static (ChiSquared Mean, ChiSquared Variance) Judge(TangentKernelOutcome outcome, int checkpoint, Prediction prediction) =>
        (outcome.JudgeMeans(checkpoint, prediction), outcome.JudgeVariances(checkpoint, prediction));
}
