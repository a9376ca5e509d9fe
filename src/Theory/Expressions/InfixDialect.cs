using System.Globalization;
using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>In what one language that writes formulas on one line differs from another; the defaults are those of most of them.</summary>
internal abstract class InfixDialect
{
    /// <summary>The name of the language, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The constant pi.</summary>
    public abstract string Pi { get; }

    /// <summary>A root of an equation: its value in double precision, or the equation where the language has more digits.</summary>
    /// <param name="root">The root.</param>
    /// <param name="print">Writes an expression in this dialect.</param>
    public virtual string Root(Root root, Func<Expr, string> print) => Digits(root.Value);

    /// <summary>A double, to its last digit.</summary>
    protected static string Digits(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The positive number as the language can hold it: where numbers are doubles, numerator and denominator must be in their range.</summary>
    public virtual Fraction Representable(Fraction magnitude) => magnitude;

    /// <summary>A symbol; unless a language says otherwise, its name.</summary>
    public virtual string Symbol(string name) => name;

    /// <summary>A non-negative integer.</summary>
    public virtual string Integer(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A positive fraction that is not an integer, standing alone: a term or an exponent.</summary>
    public virtual Written Fraction(Fraction value) => new($"{Integer(value.Numerator)}/{Integer(value.Denominator)}", Binding.Product);

    /// <summary>A square root.</summary>
    public virtual string SquareRoot(string radicand) => Call("sqrt", [radicand]);

    /// <summary>Any other power.</summary>
    public virtual Written Power(Written @base, Written exponent) =>
        new($"{@base.Within(Binding.Atom)}^{exponent.Within(Binding.Atom)}", Binding.Power);

    /// <summary>Arguments after a name.</summary>
    public virtual string Call(string name, IEnumerable<string> arguments) => $"{name}({string.Join(", ", arguments)})";

    /// <summary>What a function is in terms of functions that the language has, exactly; null when the language has the function.</summary>
    public virtual Expr? Definition(Function function) => null;

    /// <summary>The name of a function; null when the language lacks it.</summary>
    protected abstract string? NameOf(FunctionKind kind);

    /// <summary>A function.</summary>
    /// <param name="function">The function and its arguments.</param>
    /// <param name="print">Writes an expression in this dialect.</param>
    /// <exception cref="UserInputException">The language lacks the function.</exception>
    public virtual Written Function(Function function, Func<Expr, string> print)
    {
        string name = NameOf(function.Kind)
            ?? throw new UserInputException($"{Name} has no {FunctionInfo.Of(function.Kind).Name}; use --format sympy");
        return new Written(Call(name, function.Arguments.Select(print)), Binding.Atom);
    }
}
