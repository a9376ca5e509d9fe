using Theory.Activations;
using Theory.Expressions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Parsing;

/// <summary>Which variables a formula of several variables has.</summary>
internal static class VariableNames
{
    private static readonly string[] Known = ["x", "y", "z", "u", "v", "w", "t", "s", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8"];

    /// <summary>Parses a formula in the given variables, or in the known ones that occur.</summary>
    /// <exception cref="UserInputException">The text is not a formula in these variables, or there are too many of them.</exception>
    public static (Expr Formula, IReadOnlyList<string> Variables) Parse(string text, IReadOnlyList<string>? variables)
    {
        if (variables is not null)
        {
            Check(variables);
        }

        if (variables is not null)
        {
            return (Read(text, variables), variables);
        }

        IReadOnlyList<string> candidates = Candidates(text);
        Expr formula = Read(text, candidates);
        string[] used = [.. candidates.Where(n => formula.Contains(new Symbol(n)))];
        return used.Length > Monomial.MaximumVariables
            ? throw new UserInputException($"the formula has {used.Length} variables, and at most {Monomial.MaximumVariables} are supported")
            : (formula, used.Length == 0 ? ["x"] : used);
    }

    /// <summary>The variables that occur in any of several formulas, in one order.</summary>
    public static IReadOnlyList<string> InAny(IReadOnlyList<string> texts)
    {
        IReadOnlyList<string> candidates = Candidates(texts);
        Expr[] formulas = [.. texts.Select(t => Read(t, candidates))];
        string[] used = [.. candidates.Where(n => formulas.Any(f => f.Contains(new Symbol(n))))];
        Require.That(used.Length <= Monomial.MaximumVariables, $"the formulas have {used.Length} variables, and at most {Monomial.MaximumVariables} are supported");
        return used.Length == 0 ? ["x"] : used;
    }

    /// <summary>The usual names, and others that stand where a variable may.</summary>
    private static IReadOnlyList<string> Candidates(params IReadOnlyList<string> texts) => [.. Known.Concat(texts.SelectMany(FormulaOfVariables.NamesIn)).Distinct()];

    private static Expr Read(string text, IReadOnlyList<string> names) => FormulaOfVariables.Parse(text, [.. names.Select(n => new Symbol(n))]);

    private static void Check(IReadOnlyList<string> variables)
    {
        if (variables.Count is 0 or > Monomial.MaximumVariables)
        {
            throw new UserInputException($"between 1 and {Monomial.MaximumVariables} variables are supported, got {variables.Count}");
        }

        string? bad = variables.FirstOrDefault(v => v.Length == 0 || !char.IsAsciiLetter(v[0]) || !v.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || v is "e" or "pi" or "sqrt" or "piecewise");
        if (bad is not null)
        {
            throw new UserInputException($"'{bad}' cannot be the name of a variable; use a letter, or a letter and digits");
        }

        if (variables.Distinct().Count() != variables.Count)
        {
            throw new UserInputException($"the variables {string.Join(", ", variables)} are not distinct");
        }
    }
}
