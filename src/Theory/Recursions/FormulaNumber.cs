using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>A formula as the coefficient of an expansion, kept multiplied out.</summary>
internal readonly record struct FormulaNumber(Expr Value) : ISeriesNumber<FormulaNumber>
{
    /// <inheritdoc/>
    public static FormulaNumber Of(long integer) => new(new Number(new Fractions.Fraction(integer)));

    public static FormulaNumber operator +(FormulaNumber left, FormulaNumber right) => new(left.Value + right.Value);

    public static FormulaNumber operator *(FormulaNumber left, FormulaNumber right) => new(Expansion.Expand(left.Value * right.Value));
}
