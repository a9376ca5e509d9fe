using Theory.Expressions;
using Theory.Parsing;

namespace Theory.Cli.Options;

/// <summary>Values for the symbols of a formula, as users write them: <c>G_11=2,G_12=1/2</c>.</summary>
internal static class SymbolValues
{
    /// <summary>The formula with the values put in, exactly; symbols without a value remain.</summary>
    /// <exception cref="UserInputException">The text is not a list of assignments, or the formula has no such symbol.</exception>
    public static Expr PutInto(Expr formula, string text)
    {
        Symbol[] symbols = [.. formula.Symbols];
        Expr result = formula;
        foreach (string assignment in text.Split(','))
        {
            // The value has no '=', but names such as E[z(i;1)] may hold anything else.
            int sign = assignment.LastIndexOf('=');
            if (sign < 0)
            {
                throw new UserInputException($"'{assignment.Trim()}' is not an assignment; write for example G_11=2,G_12=1/2");
            }

            string name = assignment[..sign].Trim();
            Symbol symbol = Array.Find(symbols, s => s.Name == name)
                ?? throw new UserInputException($"the formula has no '{name}'; it has {string.Join(", ", symbols.Select(s => s.Name).Order(StringComparer.Ordinal).Take(20))}");
            result = result.Substitute(symbol, Constant(assignment[(sign + 1)..]));
        }

        return result;
    }

    private static Expr Constant(string text)
    {
        try
        {
            return ExpressionParser.Parse(text);
        }
        catch (UserInputException)
        {
            throw new UserInputException($"'{text.Trim()}' is not a number; write for example 0.1, 1e-3 or 2/15");
        }
    }
}
