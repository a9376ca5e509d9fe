using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Parsing;

namespace Theory.Cli.Options;

/// <summary>Numbers as users write them: 0.1, 1e-3, 2/15, sqrt(2).</summary>
internal static class NumberText
{
    /// <summary>Reads a real constant.</summary>
    /// <exception cref="UserInputException">It is not one.</exception>
    public static double Parse(string text)
    {
        Expr value;
        try
        {
            value = ExpressionParser.Parse(text);
        }
        catch (UserInputException)
        {
            throw new UserInputException(text.Contains("..", StringComparison.Ordinal) || ListText.Split(text).Skip(1).Any()
                ? $"'{text}' stands for several values, and one number is taken here, for example 0.1, 1e-3 or 2/15"
                : $"'{text}' is not a number; write for example 0.1, 1e-3 or 2/15");
        }

        double number = ExpressionCompiler.Compile(value, Symbol.K)(double.NaN);
        return double.IsFinite(number) ? number : throw new UserInputException($"'{text}' is not a finite number");
    }
}
