using System.Collections.Immutable;
using Fractions;

namespace Theory.Expressions;

/// <summary>
/// A product of a non-zero rational coefficient and powers of distinct bases: flat, equal bases and exponentials collected,
/// canonically ordered. Never just a number, never a single factor with coefficient 1, never a number times a sum
/// (2*(z + 1) is 2*z + 2, so that z - (z + 1) collapses). Beside other factors a sum is primitive: (2*z + 2)*K is 2*K*(z + 1).
/// </summary>
public sealed class Product : Expr
{
    private readonly ImmutableArray<Expr> _children;

    private Product(Fraction coefficient, ImmutableArray<Expr> factors)
        : base(factors.Aggregate(HashCode.Combine(5, coefficient.GetHashCode()), HashCode.Combine), factors)
    {
        Coefficient = coefficient;
        Factors = factors;
        _children = coefficient == Fraction.One ? factors : factors.Insert(0, coefficient);
    }

    /// <summary>The rational coefficient.</summary>
    public Fraction Coefficient { get; }

    /// <summary>The factors other than the coefficient, in canonical order; none is a number.</summary>
    public ImmutableArray<Expr> Factors { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => _children;

    /// <summary>The canonical product of the given factors; not necessarily a <see cref="Product"/> node.</summary>
    public static Expr Of(params Expr[] factors) => Of((IEnumerable<Expr>)factors);

    /// <summary>The canonical product of the given factors; not necessarily a <see cref="Product"/> node.</summary>
    public static Expr Of(IEnumerable<Expr> factors)
    {
        Fraction coefficient = Fraction.One;
        List<Expr> pending = [.. factors];

        // Collecting can create new numbers (sqrt(2)*sqrt(2)), products (sqrt(8)) or bases that stand there already; repeat until nothing changes.
        while (true)
        {
            List<Expr> flat = [];
            foreach (Expr factor in pending)
            {
                Flatten(factor, ref coefficient, flat);
            }

            if (coefficient.IsZero)
            {
                return Zero;
            }

            List<Expr> collected = Collect(flat);
            bool merged = collected.Count < flat.Count;
            if (!merged && collected.TrueForAll(f => f is not (Number or Product)))
            {
                return Build(coefficient, collected);
            }

            pending = collected;
        }
    }

    /// <summary>Splits an expression into its rational coefficient and the rest.</summary>
    public static (Fraction Coefficient, Expr Monomial) SplitCoefficient(Expr expr) => expr switch
    {
        Number number => (number.Value, One),
        Product product => (product.Coefficient, Build(Fraction.One, [.. product.Factors])),
        _ => (Fraction.One, expr),
    };

    internal static Expr Scale(Fraction coefficient, Expr expr) => expr switch
    {
        Number number => coefficient * number.Value,
        Product product => Build(coefficient * product.Coefficient, [.. product.Factors]),
        _ => Build(coefficient, [expr]),
    };

    private static void Flatten(Expr factor, ref Fraction coefficient, List<Expr> flat)
    {
        switch (factor)
        {
            case Number number:
                coefficient = Number.RequireSize(coefficient * number.Value);
                break;
            case Product product:
                coefficient = Number.RequireSize(coefficient * product.Coefficient);
                flat.AddRange(product.Factors);
                break;
            case Sum sum:
                (Fraction content, Expr primitive) = sum.Primitive();
                coefficient *= content;
                flat.Add(primitive);
                break;
            default:
                flat.Add(factor);
                break;
        }
    }

    private static List<Expr> Collect(List<Expr> factors)
    {
        List<Expr> exponentials = [];
        Dictionary<Expr, List<Expr>> exponentsOfBase = [];
        Dictionary<Fraction, List<Expr>> rootsOfExponent = [];
        foreach (Expr factor in factors)
        {
            switch (factor)
            {
                case Function { Kind: FunctionKind.Exp } exponential:
                    exponentials.Add(exponential.Arguments[0]);
                    break;
                case Power { Base: Number, Exponent: Number exponent }:
                    if (!rootsOfExponent.TryGetValue(exponent.Value, out List<Expr>? roots))
                    {
                        rootsOfExponent[exponent.Value] = roots = [];
                    }

                    roots.Add(factor);
                    break;
                default:
                    (Expr @base, Expr power) = factor is Power p ? (p.Base, p.Exponent) : (factor, One);
                    if (!exponentsOfBase.TryGetValue(@base, out List<Expr>? exponents))
                    {
                        exponentsOfBase[@base] = exponents = [];
                    }

                    exponents.Add(power);
                    break;
            }
        }

        List<Expr> collected = [];
        foreach ((Fraction exponent, List<Expr> roots) in rootsOfExponent)
        {
            // A root that stands alone is irreducible already; looking for its factors again would be slow.
            collected.Add(roots.Count == 1 ? roots[0] : Power.Of(Product.Of(roots.Select(r => ((Power)r).Base)), exponent));
        }

        foreach ((Expr @base, List<Expr> exponents) in exponentsOfBase)
        {
            collected.Add(exponents.Count == 1 && !ReferenceEquals(exponents[0], One) ? Power.Of(@base, exponents[0])
                : exponents.Count == 1 ? @base
                : Power.Of(@base, Sum.Of(exponents)));
        }

        if (exponentials.Count > 0)
        {
            collected.Add(Function.Of(FunctionKind.Exp, Sum.Of(exponentials)));
        }

        return collected;
    }

    private static Expr Build(Fraction coefficient, List<Expr> factors)
    {
        if (coefficient.IsZero)
        {
            return Zero;
        }

        if (factors.Count == 0)
        {
            return coefficient;
        }

        if (factors.Count == 1)
        {
            if (coefficient == Fraction.One)
            {
                return factors[0];
            }

            if (factors[0] is Sum sum)
            {
                return Sum.Of(sum.Terms.Select(term => Scale(coefficient, term)));
            }
        }

        factors.Sort(CanonicalOrder.Factors);
        return new Product(coefficient.Reduce(), [.. factors]);
    }

    private protected override bool EqualsSameHash(Expr other) =>
        other is Product p && p.Coefficient == Coefficient && p.Factors.SequenceEqual(Factors);
}
