using System.Collections.Immutable;

namespace Theory.Expressions;

/// <summary>The total orders that make canonical forms unique and their printed form pleasant.</summary>
internal static class CanonicalOrder
{
    /// <summary>Order of factors: roots of numbers, pi, roots of equations, powers of symbols by name, sums, functions.</summary>
    public static readonly IComparer<Expr> Factors = Comparer<Expr>.Create(CompareFactors);

    /// <summary>Order of terms: polynomial terms by falling degree, then terms with functions.</summary>
    public static readonly IComparer<Expr> Terms = Comparer<Expr>.Create(CompareTerms);

    private static int CompareTerms(Expr a, Expr b)
    {
        int order = FunctionRank(a).CompareTo(FunctionRank(b));
        if (order == 0)
        {
            order = Degree(b).CompareTo(Degree(a));
        }

        if (order == 0)
        {
            // The monomials before the coefficients: were -x ordered unlike x, both a - b and b - a could begin with a minus sign.
            order = CompareChildren(MonomialOf(a), MonomialOf(b));
        }

        return order != 0 ? order : Compare(a, b);
    }

    private static ImmutableArray<Expr> MonomialOf(Expr term) => term switch
    {
        Number => [],
        Product product => product.Factors,
        _ => [term],
    };

    private static int CompareFactors(Expr a, Expr b)
    {
        int order = Rank(BaseOf(a)).CompareTo(Rank(BaseOf(b)));
        return order != 0 ? order : Compare(a, b);
    }

    /// <summary>0 without functions, else by the last function of a product: A*Phi(x) comes before B*phi(x).</summary>
    private static int FunctionRank(Expr expr) => expr switch
    {
        Function function => 1 + (int)function.Kind,
        Product product => FunctionRank(product.Factors[^1]),
        _ => expr.Children.Any(c => FunctionRank(c) > 0) ? int.MaxValue : 0,
    };

    private static double Degree(Expr expr) => expr switch
    {
        Symbol => 1,
        Product product => product.Factors.Sum(Degree),
        Sum sum => sum.Terms.Max(Degree),
        Power { Exponent: Number n } power => Degree(power.Base) * n.Value.ToDouble(),
        _ => 0,
    };

    private static Expr BaseOf(Expr expr) => expr is Power power ? power.Base : expr;

    private static int Rank(Expr expr) => expr switch
    {
        Number => 0,
        Pi => 1,
        Root => 2,
        Symbol => 3,
        Product => 4,
        Power => 5,
        Sum => 6,
        _ => 7,
    };

    /// <summary>Structural comparison: total, and zero exactly for equal expressions.</summary>
    private static int Compare(Expr a, Expr b)
    {
        if (ReferenceEquals(a, b))
        {
            return 0;
        }

        int order = Rank(a).CompareTo(Rank(b));
        if (order != 0)
        {
            return order;
        }

        order = (a, b) switch
        {
            (Number x, Number y) => x.Value.CompareTo(y.Value),
            (Root x, Root y) => CompareRoots(x, y),
            (Symbol x, Symbol y) => CompareSymbols(x, y),
            (Function x, Function y) => x.Kind.CompareTo(y.Kind),
            (Product x, Product y) => CompareChildren(x.Factors, y.Factors),
            _ => 0,
        };
        if (order != 0)
        {
            return order;
        }

        return CompareChildren(a.Children, b.Children);
    }

    private static int CompareRoots(Root x, Root y)
    {
        int order = (x.Low, x.High).CompareTo((y.Low, y.High));
        return order != 0 ? order : Compare(x.Equation, y.Equation);
    }

    private static int CompareSymbols(Symbol x, Symbol y)
    {
        int order = string.CompareOrdinal(x.Name, y.Name);
        return order != 0 ? order : x.IsPositive.CompareTo(y.IsPositive);
    }

    private static int CompareChildren(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b)
    {
        for (int i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            int order = Compare(a[i], b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Count.CompareTo(b.Count);
    }
}
