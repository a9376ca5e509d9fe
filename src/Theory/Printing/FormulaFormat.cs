using Theory.Expressions;
using Theory.Printing.Dialects;

namespace Theory.Printing;

/// <summary>A language that formulas can be written in; whole derivations are written by <c>Documents.DerivationDocument</c>.</summary>
public sealed class FormulaFormat
{
    private readonly Func<Expr, string> _print;

    private FormulaFormat(string name, string description, Func<Expr, string> print)
    {
        Name = name;
        Description = description;
        _print = print;
    }

    /// <summary>Plain text, as the parser reads it.</summary>
    public static FormulaFormat Text { get; } = new("text", "plain text", TextPrinter.Print);

    /// <summary>LaTeX mathematics.</summary>
    public static FormulaFormat Latex { get; } = new("latex", "LaTeX", LatexPrinter.Print);

    /// <summary>Presentation MathML.</summary>
    public static FormulaFormat MathMl { get; } = new("mathml", "MathML elements", MathMlPrinter.Print);

    /// <summary>C# with the special functions of Theory.Numerics.</summary>
    public static FormulaFormat CSharp { get; } = new("csharp", "a C# class", new InfixPrinter(new CSharpDialect()).Print);

    /// <summary>Python with NumPy (<c>np</c>) and SciPy.</summary>
    public static FormulaFormat Python { get; } = new("python", "a Python module for NumPy and SciPy", new InfixPrinter(new NumPyDialect()).Print);

    /// <summary>SymPy, exact.</summary>
    public static FormulaFormat SymPy { get; } = new("sympy", "an exact SymPy module", new InfixPrinter(new SymPyDialect()).Print);

    /// <summary>The Wolfram Language.</summary>
    public static FormulaFormat Mathematica { get; } = new("mathematica", "Mathematica definitions", new InfixPrinter(new MathematicaDialect()).Print);

    /// <summary>The syntax that AngouriMath parses; it has neither erf nor Phi.</summary>
    public static FormulaFormat AngouriMath { get; } = new("angourimath", "AngouriMath syntax", new InfixPrinter(new AngouriMathDialect()).Print);

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<FormulaFormat> All { get; } = [Text, Latex, MathMl, CSharp, Python, SymPy, Mathematica, AngouriMath];

    /// <summary>The name, as in <c>--format python</c> and as a key in JSON.</summary>
    public string Name { get; }

    /// <summary>What is written, in a few words.</summary>
    public string Description { get; }

    /// <summary>The format of a name, in any case.</summary>
    /// <exception cref="UserInputException">There is no such format.</exception>
    public static FormulaFormat Named(string name) =>
        All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserInputException($"unknown format '{name}'; {(NearestName.Of(name, All.Select(f => f.Name)) is string near
                ? $"did you mean '{near}'?"
                : $"known are {string.Join(", ", All.Select(f => f.Name))}")}");

    /// <summary>A formula as an expression of the language.</summary>
    /// <exception cref="UserInputException">The language lacks a function of the formula.</exception>
    public string Print(Expr formula) => _print(formula);

    /// <summary>A formula as an expression of the language; null when the language lacks a function of it.</summary>
    public string? TryPrint(Expr formula) => Attempt.At(() => _print(formula)).Value;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
