using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A term of an integrand on one piece, and its Gaussian mean over that piece.</summary>
/// <param name="Term">The function of z.</param>
/// <param name="Coefficient">Its coefficient in the integrand.</param>
/// <param name="From">Left end, null for minus infinity.</param>
/// <param name="To">Right end, null for plus infinity.</param>
/// <param name="Value">E[term; from &lt; z &lt; to] as a function of K.</param>
internal sealed record TruncatedMoment(GaussianTerm Term, Expr Coefficient, Expr? From, Expr? To, KernelForm Value);
