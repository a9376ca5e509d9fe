using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Activations;

/// <summary>Formulas of variables of any names that may call activations by name, as in <c>gelu(x)*y</c>.</summary>
public static class FormulaOfVariables
{
    /// <summary>Parses a formula.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="variables">The variables that may occur.</param>
    /// <exception cref="UserInputException">The text is not a formula in these variables; carries the position.</exception>
    public static Expr Parse(string text, params Symbol[] variables) => ExpressionParser.Parse(text, variables, new CatalogueFunctions());

    /// <summary>The names in a text that have no meaning and could be those of variables, in the order in which they occur.</summary>
    /// <exception cref="UserInputException">A character of the text belongs to no formula.</exception>
    public static IReadOnlyList<string> NamesIn(string text) => ExpressionParser.FreeNames(text, new CatalogueFunctions());
}
