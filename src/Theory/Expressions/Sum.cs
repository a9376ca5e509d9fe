using System.Collections.Immutable;
using System.Numerics;
using Fractions;

namespace Theory.Expressions;

/// <summary>A sum of at least two terms: flat, like terms collected, canonically ordered.</summary>
public sealed class Sum : Expr
{
    private Sum(ImmutableArray<Expr> terms)
        : base(terms.Aggregate(4, HashCode.Combine), terms)
    {
        Terms = terms;
    }

    /// <summary>The terms in canonical order; at most one of them is a number.</summary>
    public ImmutableArray<Expr> Terms { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => Terms;

    /// <summary>The canonical sum of the given terms; not necessarily a <see cref="Sum"/> node.</summary>
    public static Expr Of(params Expr[] terms) => Of((IEnumerable<Expr>)terms);

    /// <summary>The canonical sum of the given terms; not necessarily a <see cref="Sum"/> node.</summary>
    public static Expr Of(IEnumerable<Expr> terms)
    {
        Fraction constant = Fraction.Zero;
        Dictionary<Expr, Fraction> coefficients = [];
        foreach (Expr term in terms.SelectMany(Flatten))
        {
            if (term is Number number)
            {
                constant = Number.RequireSize(constant + number.Value);
                continue;
            }

            (Fraction coefficient, Expr rest) = Product.SplitCoefficient(term);
            coefficients[rest] = Number.RequireSize(coefficients.GetValueOrDefault(rest, Fraction.Zero) + coefficient);
        }

        List<Expr> collected = [.. coefficients.Where(c => !c.Value.IsZero).Select(c => Product.Scale(c.Value, c.Key))];
        if (!constant.IsZero)
        {
            collected.Add(constant);
        }

        if (collected.Count == 0)
        {
            return Zero;
        }

        if (collected.Count == 1)
        {
            return collected[0];
        }

        collected.Sort(CanonicalOrder.Terms);
        return new Sum([.. collected]);
    }

    /// <summary>Splits off the rational content with the sign of the first term: what is left has coprime integer coefficients.</summary>
    internal (Fraction Content, Expr Primitive) Primitive()
    {
        BigInteger numerators = BigInteger.Zero;
        BigInteger denominators = BigInteger.One;
        foreach (Expr term in Terms)
        {
            Fraction coefficient = CoefficientOf(term);
            numerators = BigInteger.GreatestCommonDivisor(numerators, coefficient.Numerator);
            denominators *= coefficient.Denominator / BigInteger.GreatestCommonDivisor(denominators, coefficient.Denominator);
        }

        Fraction content = new(CoefficientOf(Terms[0]).IsNegative ? -numerators : numerators, denominators);
        return content == Fraction.One ? (content, this) : (content, Of(Terms.Select(t => Product.Scale(content.Reciprocal(), t))));
    }

    private static Fraction CoefficientOf(Expr term) => term switch
    {
        Number number => number.Value,
        Product product => product.Coefficient,
        _ => Fraction.One,
    };

    private static IEnumerable<Expr> Flatten(Expr term) => term is Sum sum ? sum.Terms : [term];

    private protected override bool EqualsSameHash(Expr other) => other is Sum s && s.Terms.SequenceEqual(Terms);
}
