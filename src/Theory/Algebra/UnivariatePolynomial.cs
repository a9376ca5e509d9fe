using System.Globalization;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>A polynomial in one variable with exact constant coefficients.</summary>
public sealed class UnivariatePolynomial
{
    /// <summary>Polynomials of higher degree are refused.</summary>
    private const int MaximumDegree = 300;

    /// <summary>More work than this is refused.</summary>
    private const int MaximumProducts = 200_000;

    private readonly Expr[] _coefficients;

    private UnivariatePolynomial(IEnumerable<Expr> coefficients)
    {
        Expr[] all = [.. coefficients];
        int count = all.Length;
        while (count > 0 && all[count - 1].IsZero)
        {
            count--;
        }

        _coefficients = all[..count];
    }

    /// <summary>Coefficients by rising power; empty for the zero polynomial.</summary>
    public IReadOnlyList<Expr> Coefficients => _coefficients;

    /// <summary>The degree; -1 for the zero polynomial.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>True for the zero polynomial.</summary>
    public bool IsZero => _coefficients.Length == 0;

    /// <summary>The polynomial with the given coefficients by rising power.</summary>
    public static UnivariatePolynomial Of(params Expr[] coefficients) => new(coefficients);

    /// <summary>Reads an expression as a polynomial in a symbol; null when it is not one.</summary>
    /// <exception cref="UserInputException">It is one, but of a degree above 300.</exception>
    public static UnivariatePolynomial? TryFrom(Expr expr, Symbol variable)
    {
        UnivariatePolynomial? polynomial = TryFrom(expr, variable, out string? refused);
        return refused is null ? polynomial : throw new UserInputException(refused);
    }

    /// <summary>The polynomial; null for an expression that is none, and with the reason for one that is too large to be written out.</summary>
    public static UnivariatePolynomial? TryFrom(Expr expr, Symbol variable, out string? refused)
    {
        ArgumentNullException.ThrowIfNull(expr);
        refused = null;
        if (DegreeBound(expr, variable) is > MaximumDegree and var bound)
        {
            refused = TooHigh(bound);
            return null;
        }

        // Where functions occur, multiplying out is refused for exp(z) + … too; that is then not a polynomial rather than an error.
        Expr? expanded = Expansion.TryExpand(expr, out string? unexpanded);
        if (expanded is null)
        {
            refused = HasFunctionOf(variable, expr) ? null : unexpanded;
            return null;
        }

        SortedDictionary<int, List<Expr>> byPower = [];
        foreach (Expr term in expanded is Sum sum ? sum.Terms : (IReadOnlyList<Expr>)[expanded])
        {
            int power = 0;
            List<Expr> rest = [];
            foreach (Expr factor in term is Product product ? product.Children : [term])
            {
                if (factor.Equals(variable))
                {
                    power += 1;
                }
                else if (factor is Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } exponent } p && p.Base.Equals(variable))
                {
                    double degree = power + exponent.Value.ToDouble();
                    if (degree > MaximumDegree)
                    {
                        refused = TooHigh(degree);
                        return null;
                    }

                    power = (int)degree;
                }
                else if (factor.Contains(variable))
                {
                    return null;
                }
                else
                {
                    rest.Add(factor);
                }
            }

            if (!byPower.TryGetValue(power, out List<Expr>? terms))
            {
                byPower[power] = terms = [];
            }

            terms.Add(Product.Of(rest));
        }

        Expr[] coefficients = new Expr[byPower.Keys.Max() + 1];
        Array.Fill(coefficients, Expr.Zero);
        foreach ((int power, List<Expr> terms) in byPower)
        {
            coefficients[power] = Sum.Of(terms);
        }

        return new UnivariatePolynomial(coefficients);
    }

    /// <summary>The sum of two polynomials.</summary>
    public static UnivariatePolynomial operator +(UnivariatePolynomial a, UnivariatePolynomial b) =>
        new(Enumerable.Range(0, Math.Max(a._coefficients.Length, b._coefficients.Length)).Select(i => a[i] + b[i]));

    /// <summary>The difference of two polynomials.</summary>
    public static UnivariatePolynomial operator -(UnivariatePolynomial a, UnivariatePolynomial b) => a + b.Scale(-1);

    /// <summary>The product of two polynomials.</summary>
    public static UnivariatePolynomial operator *(UnivariatePolynomial a, UnivariatePolynomial b)
    {
        if (a.IsZero || b.IsZero)
        {
            return new UnivariatePolynomial([]);
        }

        if ((long)a._coefficients.Sum(TermCount) * b._coefficients.Sum(TermCount) > MaximumProducts)
        {
            throw new UserInputException($"multiplying polynomials would take more than {MaximumProducts} products of terms");
        }

        List<Expr>[] terms = [.. Enumerable.Range(0, a.Degree + b.Degree + 1).Select(_ => new List<Expr>())];
        for (int i = 0; i <= a.Degree; i++)
        {
            for (int j = 0; j <= b.Degree; j++)
            {
                if (!a[i].IsZero && !b[j].IsZero)
                {
                    terms[i + j].Add(a[i] * b[j]);
                }
            }
        }

        return new UnivariatePolynomial(terms.Select(t => Expansion.Expand(Sum.Of(t))));
    }

    /// <summary>The coefficient of a power; 0 beyond the degree.</summary>
    public Expr this[int power] => power < _coefficients.Length ? _coefficients[power] : Expr.Zero;

    /// <summary>The polynomial times a constant.</summary>
    public UnivariatePolynomial Scale(Expr factor) => new(_coefficients.Select(c => Expansion.Expand(c * factor)));

    /// <summary>The derivative.</summary>
    public UnivariatePolynomial Derivative() => new(_coefficients.Skip(1).Select((c, i) => c * (i + 1)));

    /// <summary>The value at an exact point, by Horner's rule.</summary>
    public Expr ValueAt(Expr point) =>
        _coefficients.Reverse().Aggregate(Expr.Zero, (value, c) => Expansion.Expand((value * point) + c));

    /// <summary>The polynomial as an expression.</summary>
    public Expr ToExpr(Symbol variable) => Sum.Of(_coefficients.Select((c, i) => c * variable.Pow(i)));

    private static bool HasFunctionOf(Symbol variable, Expr expr) =>
        (expr is Function && expr.Contains(variable)) || expr.Children.Any(c => HasFunctionOf(variable, c));

    private static int TermCount(Expr coefficient) => coefficient is Sum sum ? sum.Terms.Length : coefficient.IsZero ? 0 : 1;

    private static string TooHigh(double degree) => string.Create(CultureInfo.InvariantCulture, $"a polynomial of degree {degree:0} is beyond the limit of {MaximumDegree}");

    /// <summary>An upper bound for the degree, found before anything is multiplied out.</summary>
    private static double DegreeBound(Expr expr, Symbol variable) => expr switch
    {
        Symbol => expr.Equals(variable) ? 1 : 0,
        Sum sum => sum.Terms.Max(t => DegreeBound(t, variable)),
        Product product => product.Factors.Sum(f => DegreeBound(f, variable)),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } n } power when power.Contains(variable) => DegreeBound(power.Base, variable) * n.Value.ToDouble(),
        _ => 0,
    };
}
