using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Enclosures;

/// <summary>Functions of z as their limits at infinity and what falls towards 0 there, so that limits cancel exactly: Phi(z) = 1 - Phi(-z), softplus(z) = z + softplus(-z).</summary>
internal static class ComplementForm
{
    /// <summary>The same function, written for large positive z.</summary>
    public static Expr Of(Expr f) => Expansion.TryExpand(Rewritten(f)) ?? f;

    private static Expr Rewritten(Expr f)
    {
        Expr written = f.MapChildren(Rewritten);
        return written switch
        {
            Function { Arguments: [Expr x] } function when Rises(x) => Complement(function, x) ?? written,
            Power { Exponent: Number { Value: var e } } root when e == new Fraction(1, 2) => RootOfSquare(root) ?? written,
            _ => written,
        };
    }

    private static Expr? Complement(Function function, Expr x) => function.Kind switch
    {
        FunctionKind.NormalCdf or FunctionKind.Sigmoid => 1 - Function.Of(function.Kind, -x),
        FunctionKind.Tanh => 1 - (2 * Function.Of(FunctionKind.Sigmoid, -2 * x)),
        FunctionKind.Erf => 1 - Function.Of(FunctionKind.Erfc, x),
        FunctionKind.Softplus => x + Function.Of(FunctionKind.Softplus, -x),
        _ => null,
    };

    /// <summary>sqrt(a^2 z^2 + c) = a z + c/(a z + sqrt(a^2 z^2 + c)).</summary>
    private static Expr? RootOfSquare(Power root)
    {
        if (UnivariatePolynomial.TryFrom(root.Base, Symbol.Z) is not { Degree: 2 } square || !square[1].IsZero || !Positivity.IsPositive(square[2]))
        {
            return null;
        }

        Expr line = Expr.Sqrt(square[2]) * Symbol.Z;
        return line + (square[0] / (line + root));
    }

    /// <summary>Whether it goes to infinity: a line, and one with more, as it may be. What is written is right in any case.</summary>
    private static bool Rises(Expr x) => UnivariatePolynomial.TryFrom(x, Symbol.Z) is { Degree: 1 } line ? ConstantValue.Of(line[1]) > 0 : x is Sum sum && sum.Terms.Any(Rises);
}
