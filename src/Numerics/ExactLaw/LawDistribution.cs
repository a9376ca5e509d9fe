namespace Theory.Numerics.ExactLaw;

/// <summary>What distribution functions, densities and quantiles of a layer are taken from.</summary>
/// <param name="Law">The law of ln(G - bias).</param>
/// <param name="Comparison">The same at another setting.</param>
/// <param name="Bias">0, or C_b.</param>
internal sealed record LawDistribution(LogLaw Law, LogLaw Comparison, double Bias);
