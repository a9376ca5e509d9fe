namespace Theory.Validation.Comparison;

/// <summary>One layer of an ensemble against the exact law of its metric.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Distance">The largest difference between the distribution functions of ensemble and law (Kolmogorov and Smirnov).</param>
/// <param name="Probability">The probability of a distance as large or larger, were the law true.</param>
/// <param name="Shift">The shift of ln G that would be refuted every other time, by the greatest density of the law.</param>
public sealed record LawDistance(int Layer, double Distance, double Probability, double Shift);
