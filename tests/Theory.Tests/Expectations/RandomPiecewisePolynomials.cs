using System.Collections.Concurrent;
using Fractions;
using FsCheck;
using FsCheck.Fluent;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Tests.Expectations;

/// <summary>Random piecewise polynomials with rational and irrational breakpoints of either sign, and 0; with jumps unless continuous.</summary>
public static class RandomPiecewisePolynomials
{
    private static readonly ConcurrentDictionary<Expr, Lazy<Derivation>> Derivations = new();

    private static readonly Expr[] Points =
    [
        0, 1, -1, new Fraction(1, 2), new Fraction(-7, 5), 2, Expr.Sqrt(2), -Expr.Sqrt(2), Pi.Value / 3, (1 - Expr.Sqrt(5)) / 2, -Expr.Sqrt(3) / 3,
    ];

    private static readonly Gen<Expr> Coefficients = Gen.OneOf(
        Gen.Choose(-6, 6).Select(n => (Expr)n),
        from n in Gen.Choose(-9, 9) from d in Gen.Choose(1, 5) select (Expr)new Fraction(n, d),
        Gen.Elements<Expr>(Expr.Sqrt(2), -Expr.Sqrt(3), Pi.Value));

    private static readonly Gen<Expr> Polynomials =
        from degree in Gen.Choose(0, 3)
        from coefficients in Coefficients.ArrayOf(degree + 1)
        select Sum.Of(coefficients.Select((c, i) => c * Symbol.Z.Pow(i)));

    /// <summary>Properties are tested on the same activations: each is derived once.</summary>
    public static Derivation DerivationOf(Activation activation) =>
        Derivations.GetOrAdd(activation.Definition, _ => new Lazy<Derivation>(() => Derivation.Of(activation))).Value;

    public static Arbitrary<Activation> Activations() => Arb.From(
        from count in Gen.Choose(0, 3)
        from points in Gen.Elements(Points).ArrayOf(count)
        from continuous in Gen.Elements(true, true, false)
        from first in Polynomials
        from changes in Polynomials.ArrayOf(count)
        select Activation.Create("random", points.Zip(changes).Aggregate(first, (sum, kink) => sum + (continuous
            ? Function.Of(FunctionKind.Max, 0, Symbol.Z - kink.First) * kink.Second
            : Function.Of(FunctionKind.Step, Symbol.Z - kink.First) * kink.Second))));
}
