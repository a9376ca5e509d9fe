using System.Collections.Immutable;
using Fractions;

namespace Theory.Expressions;

/// <summary>A function of the field applied to arguments.</summary>
public sealed class Function : Expr
{
    private const int LargestFoldedGamma = 100;

    private Function(FunctionKind kind, ImmutableArray<Expr> arguments)
        : base(arguments.Aggregate(HashCode.Combine(7, kind), HashCode.Combine), arguments)
    {
        Kind = kind;
        Arguments = arguments;
    }

    /// <summary>Which function.</summary>
    public FunctionKind Kind { get; }

    /// <summary>The arguments: one, or two for max and min.</summary>
    public ImmutableArray<Expr> Arguments { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => Arguments;

    /// <summary>The canonical application; not necessarily a <see cref="Function"/> node.</summary>
    /// <exception cref="UserInputException">The logarithm of a number that is not positive.</exception>
    public static Expr Of(FunctionKind kind, params Expr[] arguments)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(arguments.Length, FunctionInfo.Of(kind).Arity);
        return kind is FunctionKind.Max or FunctionKind.Min
            ? Extremum(kind, arguments[0], arguments[1])
            : kind is FunctionKind.BivariateNormalCdf ? BivariateCdf(arguments[0], arguments[1], arguments[2])
            : OfOne(kind, arguments[0]);
    }

    private static Expr OfOne(FunctionKind kind, Expr x)
    {
        if (x is Number number && FoldNumber(kind, number.Value) is Expr folded)
        {
            return folded;
        }

        Symmetry symmetry = FunctionInfo.Of(kind).Symmetry;
        if (symmetry != Symmetry.None && IsWrittenNegative(x))
        {
            Expr positive = OfOne(kind, -x);
            return symmetry == Symmetry.Odd ? -positive : positive;
        }

        return (kind, x) switch
        {
            (FunctionKind.Log, Function { Kind: FunctionKind.Exp } inner) => inner.Arguments[0],
            (FunctionKind.Exp, Function { Kind: FunctionKind.Log } inner) => inner.Arguments[0],
            (FunctionKind.Abs, _) when Positivity.IsPositive(x) => x,
            (FunctionKind.Abs, Function { Kind: FunctionKind.Abs }) => x,
            (FunctionKind.Abs, Product product) when product.Coefficient != Fraction.One =>
                product.Coefficient.Abs() * OfOne(kind, Product.SplitCoefficient(product).Monomial),
            (FunctionKind.Sign or FunctionKind.Step, _) when Positivity.IsPositive(x) => One,
            (FunctionKind.Sign, Product product) when product.Coefficient != Fraction.One =>
                OfOne(kind, Product.SplitCoefficient(product).Monomial),
            _ => new Function(kind, [x]),
        };
    }

    private static Expr? FoldNumber(FunctionKind kind, Fraction x)
    {
        switch (kind)
        {
            case FunctionKind.Abs:
                return x.Abs();
            case FunctionKind.Sign:
                return x.IsZero ? Zero : x.IsPositive ? One : Number.MinusOne;
            case FunctionKind.Step:
                return x.IsPositive ? One : Zero;
            case FunctionKind.Gamma:
                return OfGamma(x);
            case FunctionKind.Log when !x.IsPositive:
                throw new UserInputException($"log({x}) is not a real number; the argument of log must be positive");
            case FunctionKind.Log when x == Fraction.One:
                return Zero;
            case FunctionKind.Log when x < Fraction.One:
                return -OfOne(kind, x.Reciprocal());
        }

        if (!x.IsZero)
        {
            return null;
        }

        return kind switch
        {
            FunctionKind.Exp or FunctionKind.Cos or FunctionKind.Cosh or FunctionKind.Sech or FunctionKind.Erfc => One,
            FunctionKind.NormalCdf or FunctionKind.Sigmoid => Number.Half,
            FunctionKind.NormalPdf => 1 / Sqrt(2 * Pi.Value),
            FunctionKind.Softplus => Of(FunctionKind.Log, 2),
            _ => Zero,
        };
    }

    /// <summary>Factorials at integers, (n - 1/2)! at half-integers; null elsewhere.</summary>
    private static Expr? OfGamma(Fraction x)
    {
        if (x.Denominator.IsOne && !x.IsPositive)
        {
            throw new UserInputException($"gamma({x}) is a pole; the argument of gamma must not be 0, -1, -2, ...");
        }

        if (x.Denominator > 2 || x.IsNegative || x > LargestFoldedGamma)
        {
            return null;
        }

        Fraction product = Fraction.One;
        for (Fraction factor = x - 1; factor.IsPositive; factor -= 1)
        {
            product *= factor;
        }

        return x.Denominator.IsOne ? product : product * Sqrt(Pi.Value);
    }

    /// <summary>Phi2 is symmetric in its thresholds; at correlation 0 it factorises, and at thresholds 0 it is an angle.</summary>
    private static Expr BivariateCdf(Expr h, Expr k, Expr rho)
    {
        if (rho.IsZero)
        {
            return Of(FunctionKind.NormalCdf, h) * Of(FunctionKind.NormalCdf, k);
        }

        if (h.IsZero && k.IsZero)
        {
            return (Number.Half * Number.Half) + (Of(FunctionKind.Arcsin, rho) / (2 * Pi.Value));
        }

        return CanonicalOrder.Factors.Compare(h, k) <= 0
            ? new Function(FunctionKind.BivariateNormalCdf, [h, k, rho])
            : new Function(FunctionKind.BivariateNormalCdf, [k, h, rho]);
    }

    private static Expr Extremum(FunctionKind kind, Expr a, Expr b)
    {
        if (a.Equals(b))
        {
            return a;
        }

        if (a is Number x && b is Number y)
        {
            return (x.Value > y.Value) == (kind == FunctionKind.Max) ? a : b;
        }

        return CanonicalOrder.Factors.Compare(a, b) <= 0
            ? new Function(kind, [a, b])
            : new Function(kind, [b, a]);
    }

    /// <summary>True when the first term carries a minus sign, so that -x is the simpler way to write it.</summary>
    private static bool IsWrittenNegative(Expr x) => x switch
    {
        Number number => number.Value.IsNegative,
        Product product => product.Coefficient.IsNegative,
        Sum sum => IsWrittenNegative(sum.Terms[0]),
        _ => false,
    };

    private protected override bool EqualsSameHash(Expr other) =>
        other is Function f && f.Kind == Kind && f.Arguments.SequenceEqual(Arguments);
}
