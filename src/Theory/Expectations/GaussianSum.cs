using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A linear combination of <see cref="GaussianTerm"/>s with exact constant coefficients: closed under sums, products and derivatives.</summary>
internal sealed class GaussianSum
{
    /// <summary>More terms than this make formulas that nobody reads; the limit keeps derivations short.</summary>
    private const int MaximumTerms = 1000;

    /// <summary>Longer products are refused for the same reason.</summary>
    private const int MaximumProducts = 100_000;

    /// <summary>As in the closed forms.</summary>
    private const int LongestCoefficient = HalfPowerPolynomial.LongestCoefficient;

    /// <summary>Products of numbers take a fraction of the time of the other steps that a budget counts.</summary>
    private const int NodesPerProduct = 8;

    private readonly Dictionary<GaussianTerm, Expr> _terms = [];

    /// <summary>The terms with their coefficients, none of them zero.</summary>
    public IReadOnlyDictionary<GaussianTerm, Expr> Terms => _terms;

    /// <summary>The zero function.</summary>
    public static GaussianSum Zero { get; } = new();

    /// <summary>A constant function.</summary>
    public static GaussianSum Constant(Expr value) => Of(GaussianTerm.Unit, value);

    /// <summary>A single term.</summary>
    public static GaussianSum Of(GaussianTerm term, Expr coefficient)
    {
        GaussianSum sum = new();
        sum.Add(term, coefficient);
        return sum;
    }

    /// <summary>Pointwise sum.</summary>
    public static GaussianSum operator +(GaussianSum a, GaussianSum b)
    {
        GaussianSum sum = new();
        foreach ((GaussianTerm term, Expr coefficient) in a._terms.Concat(b._terms))
        {
            sum.Add(term, coefficient);
        }

        return sum;
    }

    /// <summary>Pointwise product; products of oscillations become sums of oscillations.</summary>
    /// <exception cref="NoClosedFormException">The product has too many terms.</exception>
    public static GaussianSum Multiply(GaussianSum a, GaussianSum b, DerivationBudget budget)
    {
        if ((long)a._terms.Count * b._terms.Count > MaximumProducts)
        {
            throw new NoClosedFormException($"the integrand is a product with more than {MaximumProducts} terms");
        }

        GaussianSum product = new();
        long size = b._terms.Values.Sum(d => (long)d.Size);
        foreach ((GaussianTerm x, Expr c) in a._terms)
        {
            budget.Spend(c.Size * size / NodesPerProduct);
            foreach ((GaussianTerm y, Expr d) in b._terms)
            {
                product.AddProduct(x, y, c * d);
            }

            if (product._terms.Count > MaximumTerms)
            {
                throw new NoClosedFormException($"the integrand has more than {MaximumTerms} terms");
            }
        }

        return product;
    }

    /// <summary>The function times a constant.</summary>
    public GaussianSum Scale(Expr factor)
    {
        GaussianSum scaled = new();
        foreach ((GaussianTerm term, Expr coefficient) in _terms)
        {
            scaled.Add(term, coefficient * factor);
        }

        return scaled;
    }

    /// <summary>The function times z^n.</summary>
    public GaussianSum TimesPower(int n)
    {
        GaussianSum shifted = new();
        foreach ((GaussianTerm term, Expr coefficient) in _terms)
        {
            shifted.Add(term with { Power = term.Power + n }, coefficient);
        }

        return shifted;
    }

    /// <summary>The derivative.</summary>
    public GaussianSum Derivative()
    {
        GaussianSum derivative = new();
        foreach ((GaussianTerm t, Expr c) in _terms)
        {
            if (t.Power > 0)
            {
                derivative.Add(t with { Power = t.Power - 1 }, c * t.Power);
            }

            derivative.Add(t with { Power = t.Power + 1 }, 2 * c * t.Quadratic);
            derivative.Add(t, c * t.Linear);
            derivative.Add(t with { IsSine = !t.IsSine }, (t.IsSine ? c : -c) * t.Frequency);
            foreach (CdfFactor cdf in t.CdfFactors())
            {
                (GaussianTerm term, Expr factor) = WithDensity(t, cdf);
                derivative.Add(term, c * factor);
            }
        }

        return derivative;
    }

    /// <summary>
    /// Replaces one factor Phi(alpha z + beta) by its derivative alpha phi(alpha z + beta), a Gaussian that joins the exponent.
    /// </summary>
    public static (GaussianTerm Term, Expr Factor) WithDensity(GaussianTerm t, CdfFactor cdf)
    {
        (Expr alpha, Expr beta) = (cdf.Slope, cdf.Offset);
        Expr factor = alpha * Function.Of(FunctionKind.Exp, Expansion.Expand(-(beta * beta) / 2)) / Expr.Sqrt(2 * Pi.Value);
        GaussianTerm term = t with
        {
            Quadratic = Expansion.Expand(t.Quadratic - (alpha * alpha / 2)),
            Linear = Expansion.Expand(t.Linear - (alpha * beta)),
            Cdfs = t.Cdfs / cdf.Expression,
        };
        return (term, factor);
    }

    private void Add(GaussianTerm term, Expr coefficient)
    {
        if (term.Frequency.IsZero && term.IsSine)
        {
            return;
        }

        if (ConstantValue.Of(term.Frequency) < 0)
        {
            term = term with { Frequency = -term.Frequency };
            coefficient = term.IsSine ? -coefficient : coefficient;
        }

        Expr sum = Expansion.ExpandedSum(_terms.GetValueOrDefault(term, Expr.Zero), coefficient);
        CoefficientTable.Put(_terms, term, sum, LongestCoefficient);
    }

    private void AddProduct(GaussianTerm x, GaussianTerm y, Expr coefficient)
    {
        if (x.IsMonomial && y.IsMonomial)
        {
            Add(GaussianTerm.Unit with { Power = x.Power + y.Power }, coefficient);
            return;
        }

        GaussianTerm product = new(
            x.Power + y.Power,
            Expansion.Expand(x.Quadratic + y.Quadratic),
            Expansion.Expand(x.Linear + y.Linear),
            Expr.Zero,
            false,
            x.Cdfs * y.Cdfs);
        if (x.Frequency.IsZero || y.Frequency.IsZero)
        {
            GaussianTerm oscillating = x.Frequency.IsZero ? y : x;
            Add(product with { Frequency = oscillating.Frequency, IsSine = oscillating.IsSine }, coefficient);
            return;
        }

        // cos u cos v = (cos(u-v) + cos(u+v))/2, sin u sin v = (cos(u-v) - cos(u+v))/2, sin u cos v = (sin(u-v) + sin(u+v))/2.
        Expr half = coefficient / 2;
        bool sine = x.IsSine != y.IsSine;
        (GaussianTerm u, GaussianTerm v) = sine && y.IsSine ? (y, x) : (x, y);
        Add(product with { Frequency = Expansion.Expand(u.Frequency - v.Frequency), IsSine = sine }, half);
        Add(product with { Frequency = Expansion.Expand(u.Frequency + v.Frequency), IsSine = sine }, x.IsSine && y.IsSine ? -half : half);
    }
}
