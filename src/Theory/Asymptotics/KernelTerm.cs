using Fractions;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>A term c K^(n/2) of an expansion.</summary>
/// <param name="HalfPower">n, twice the power of K.</param>
/// <param name="Coefficient">The exact constant c.</param>
public sealed record KernelTerm(int HalfPower, Expr Coefficient)
{
    /// <summary>The power of K.</summary>
    public Fraction Power => new Fraction(HalfPower, 2).Reduce();

    /// <summary>The term as an expression in K.</summary>
    public Expr ToExpr() => Coefficient * Symbol.K.Pow(Power);

    /// <inheritdoc/>
    public override string ToString() => ToExpr().ToString();
}
