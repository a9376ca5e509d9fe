using Fractions;

namespace Theory.Expressions;

/// <summary>
/// An exact real expression: an immutable, structurally equal, canonically ordered tree over rational numbers.
/// </summary>
/// <remarks>
/// Expressions are built only through the factories (<see cref="Sum.Of(IEnumerable{Expr})"/>, <see cref="Product.Of(IEnumerable{Expr})"/>,
/// <see cref="Power.Of"/>, <see cref="Function.Of(FunctionKind, Expr[])"/>) and the operators, which keep every node in
/// canonical form: sums and products are flat, sorted and collected, numbers are folded. Two expressions that reach the
/// same canonical form are equal. Products of sums are not multiplied out; use <see cref="Expansion.Expand"/> for that.
/// </remarks>
public abstract class Expr : IEquatable<Expr>
{
    private readonly int _hash;

    private protected Expr(int hash, IReadOnlyList<Expr> children)
    {
        _hash = hash;
        Size = (int)Math.Min(1 + children.Sum(c => (long)c.Size), int.MaxValue);
    }

    /// <summary>The number 0.</summary>
    public static Expr Zero => Number.ZeroValue;

    /// <summary>The number 1.</summary>
    public static Expr One => Number.OneValue;

    /// <summary>The direct subexpressions, in canonical order.</summary>
    public abstract IReadOnlyList<Expr> Children { get; }

    /// <summary>The number of nodes, counting shared subexpressions as often as they occur: what a walk through the tree costs.</summary>
    internal int Size { get; }

    /// <summary>True for the number 0.</summary>
    public bool IsZero => this is Number { Value.IsZero: true };

    /// <summary>True for the number 1.</summary>
    public bool IsOne => this is Number n && n.Value == Fraction.One;

    /// <summary>Converts an integer.</summary>
    public static implicit operator Expr(int value) => new Number(new Fraction(value));

    /// <summary>Converts a rational number.</summary>
    public static implicit operator Expr(Fraction value) => new Number(value);

    /// <summary>The sum of two expressions.</summary>
    public static Expr operator +(Expr left, Expr right) => Sum.Of([left, right]);

    /// <summary>The difference of two expressions.</summary>
    public static Expr operator -(Expr left, Expr right) => Sum.Of([left, -right]);

    /// <summary>The negative of an expression.</summary>
    public static Expr operator -(Expr operand) => Product.Of([Number.MinusOne, operand]);

    /// <summary>The product of two expressions.</summary>
    public static Expr operator *(Expr left, Expr right) => Product.Of([left, right]);

    /// <summary>The quotient of two expressions.</summary>
    /// <exception cref="UserInputException">The divisor is the number 0.</exception>
    public static Expr operator /(Expr left, Expr right) => Product.Of([left, Power.Of(right, Number.MinusOne)]);

    /// <summary>Structural equality of canonical forms.</summary>
    public static bool operator ==(Expr? left, Expr? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Structural inequality of canonical forms.</summary>
    public static bool operator !=(Expr? left, Expr? right) => !(left == right);

    /// <summary>This expression raised to a power.</summary>
    public Expr Pow(Expr exponent) => Power.Of(this, exponent);

    /// <summary>The non-negative square root of an expression.</summary>
    public static Expr Sqrt(Expr operand) => Power.Of(operand, Number.Half);

    /// <inheritdoc/>
    public bool Equals(Expr? other) =>
        ReferenceEquals(this, other) || (other is not null && _hash == other._hash && EqualsSameHash(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Expr);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => _hash;

    /// <summary>The expression as plain text that the parser reads back.</summary>
    public sealed override string ToString() => TextPrinter.Print(this);

    /// <summary>True when the symbol occurs anywhere in the expression.</summary>
    public bool Contains(Symbol symbol) => Equals(symbol) || Children.Any(child => child.Contains(symbol));

    /// <summary>The symbols that occur in the expression, each once.</summary>
    public IEnumerable<Symbol> Symbols => (this is Symbol symbol ? [symbol] : Children.SelectMany(child => child.Symbols)).Distinct();

    /// <summary>True when no symbol occurs in the expression: it denotes a real number.</summary>
    public bool IsConstant => this is not Symbol && Children.All(child => child.IsConstant);

    private protected abstract bool EqualsSameHash(Expr other);
}
