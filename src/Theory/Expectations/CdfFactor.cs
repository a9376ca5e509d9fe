using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A factor Phi(alpha z + beta).</summary>
internal sealed record CdfFactor(Expr Slope, Expr Offset)
{
    /// <summary>The factor as an expression.</summary>
    public Expr Expression => Function.Of(FunctionKind.NormalCdf, (Slope * Symbol.Z) + Offset);

    /// <summary>Reads the argument of Phi.</summary>
    public static CdfFactor Of(Expr argument)
    {
        UnivariatePolynomial linear = UnivariatePolynomial.TryFrom(argument, Symbol.Z)!;
        return new CdfFactor(linear[1], linear[0]);
    }
}
