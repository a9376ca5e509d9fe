using Theory.Expressions;

namespace Theory.Polynomials.Parsing;

/// <summary>A formula of several variables as a user writes it.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Variables">The names of its variables, in the order of the inputs.</param>
public sealed record FormulaText(Expr Formula, IReadOnlyList<string> Variables)
{
    /// <summary>Reads a formula such as <c>sin(3x)*exp(-y^2)</c>.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="variables">The variables; when null, those that occur: x, y, z, u, v, w, t, s, x1, …, x8 first, in this order.</param>
    /// <exception cref="UserInputException">It is not a formula in these variables.</exception>
    public static FormulaText Parse(string text, IReadOnlyList<string>? variables = null)
    {
        (Expr formula, IReadOnlyList<string> names) = VariableNames.Parse(text, variables);
        return new FormulaText(formula, names);
    }
}
