using Theory.Expectations;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Printing.Dialects;
using Theory.Printing.Documents;

namespace Theory.Printing;

/// <summary>A language that formulas can be written in.</summary>
public sealed class FormulaFormat
{
    private readonly Func<Expr, string> _print;
    private readonly Func<Derivation, string> _write;

    private FormulaFormat(string name, string description, Func<Expr, string> print, Func<Derivation, string> write)
    {
        Name = name;
        Description = description;
        _print = print;
        _write = write;
    }

    /// <summary>Plain text, as the parser reads it.</summary>
    public static FormulaFormat Text { get; } = new(
        "text", "plain text", TextPrinter.Print, new DerivationListing(q => $"{q.Symbol,-8}", TextPrinter.Print).Write);

    /// <summary>LaTeX mathematics.</summary>
    public static FormulaFormat Latex { get; } = new(
        "latex", "LaTeX", LatexPrinter.Print, new DerivationListing(q => q.Latex, LatexPrinter.Print).Write);

    /// <summary>Presentation MathML.</summary>
    public static FormulaFormat MathMl { get; } = new("mathml", "MathML elements", MathMlPrinter.Print, MathMlDocument.Write);

    /// <summary>C# with the special functions of Theory.Numerics.</summary>
    public static FormulaFormat CSharp { get; } = new("csharp", "a C# class", new InfixPrinter(new CSharpDialect()).Print, new CSharpModule().Write);

    /// <summary>Python with NumPy (<c>np</c>) and SciPy.</summary>
    public static FormulaFormat Python { get; } = new(
        "python", "a Python module for NumPy and SciPy", new InfixPrinter(new NumPyDialect()).Print, new NumPyModule().Write);

    /// <summary>SymPy, exact.</summary>
    public static FormulaFormat SymPy { get; } = new("sympy", "an exact SymPy module", new InfixPrinter(new SymPyDialect()).Print, new SymPyModule().Write);

    /// <summary>The Wolfram Language.</summary>
    public static FormulaFormat Mathematica { get; } = new(
        "mathematica", "Mathematica definitions", new InfixPrinter(new MathematicaDialect()).Print, new MathematicaModule().Write);

    /// <summary>The syntax that AngouriMath parses; it has neither erf nor Phi.</summary>
    public static FormulaFormat AngouriMath { get; } = new(
        "angourimath", "AngouriMath syntax", AngouriMathPrinter.Print, new DerivationListing(q => $"{q.Symbol,-8}", AngouriMathPrinter.Print).Write);

    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<FormulaFormat> All { get; } = [Text, Latex, MathMl, CSharp, Python, SymPy, Mathematica, AngouriMath];

    /// <summary>The name, as in <c>--format python</c> and as a key in JSON.</summary>
    public string Name { get; }

    /// <summary>What is written, in a few words.</summary>
    public string Description { get; }

    private static InfixPrinter AngouriMathPrinter => new(new AngouriMathDialect());

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
    public string? TryPrint(Expr formula)
    {
        try
        {
            return _print(formula);
        }
        catch (UserInputException)
        {
            return null;
        }
    }

    /// <summary>
    /// Everything derived as one complete text: a listing to read, or a program with a function for each quantity that has a closed form. What
    /// has none is mentioned with the reason, and conditions of validity are checked or stated.
    /// </summary>
    /// <exception cref="UserInputException">The language lacks a function of a formula.</exception>
    public string Write(Derivation derivation) => _write(derivation);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
