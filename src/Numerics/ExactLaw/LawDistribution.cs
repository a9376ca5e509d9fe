using System.Collections.Concurrent;

namespace Theory.Numerics.ExactLaw;

/// <summary>What distribution functions, densities and quantiles of a layer are taken from.</summary>
/// <param name="Law">The law of ln(G - bias).</param>
/// <param name="Comparison">The same at another setting.</param>
/// <param name="Bias">0, or C_b.</param>
internal sealed record LawDistribution(LogLaw Law, LogLaw Comparison, double Bias)
{
    /// <summary>Quantiles by which this was chosen are asked for again.</summary>
    private readonly ConcurrentDictionary<(double Probability, double Zero), LawValue> _quantiles = new();

    /// <summary>A quantile of G.</summary>
    /// <param name="p">The probability.</param>
    /// <param name="zero">P(G = C_b).</param>
    public LawValue Quantile(double p, double zero) => _quantiles.GetOrAdd((p, zero), _ => Compute(p, zero));

    private LawValue Compute(double p, double zero)
    {
        double y = Law.Quantile(p);
        if (double.IsPositiveInfinity(y))
        {
            return LawValue.None("the quantile is above double precision");
        }

        if (double.IsNegativeInfinity(y))
        {
            return p <= zero || Bias > 0 ? new LawValue(Bias, 0) : LawValue.None("the quantile is below double precision");
        }

        LawValue value = LawValue.Of(Bias + Math.Exp(y), Bias + Math.Exp(Comparison.Quantile(p)), 0);
        (double low, double high) = Law.QuantileRange(Comparison, p, y);

        // No metric is below the bias.
        double below = Math.Min(1, -2 * double.ExpM1(low - y)), above = 2 * double.ExpM1(high - y);
        return value with { Error = Math.Max(value.Error, Math.Exp(y) * Math.Max(below, above)) };
    }

    /// <summary>The largest relative error of quantiles; where some have no digit, the number of these.</summary>
    /// <param name="probabilities">Their probabilities.</param>
    /// <param name="zero">P(G = C_b).</param>
    public double WorstQuantile(IReadOnlyList<double> probabilities, double zero)
    {
        double[] errors = [.. probabilities.Select(p => Quantile(p, zero)).Select(q => q.Missing is null ? q.RelativeError : 1)];
        int without = errors.Count(e => !(e < 1));
        return without > 0 ? without : errors.Max();
    }
}
