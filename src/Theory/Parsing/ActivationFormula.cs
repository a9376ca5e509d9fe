using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>A formula of an activation as it was read.</summary>
/// <param name="Formula">The formula in z.</param>
/// <param name="Text">The text in the variable z, without the modules before names: <c>np.tanh(x)</c> is tanh(z).</param>
/// <param name="IsNumber">True when nothing but numbers, pi, e and roots stands in the text: a constant is meant.</param>
internal sealed record ActivationFormula(Expr Formula, string Text, bool IsNumber);
