using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// The normal form of Gaussian expectations: a sum of transcendental functions of K, each times a rational coefficient in sqrt(K).
/// </summary>
internal sealed class KernelForm
{
    private readonly Dictionary<Expr, RationalInKernel> _terms = [];

    /// <summary>True for 0.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>The nodes of its coefficients: what it costs to handle it.</summary>
    public long Size => _terms.Values.Sum(c => c.Size);

    /// <summary>A single term.</summary>
    public static KernelForm Of(Expr transcendental, RationalInKernel coefficient)
    {
        KernelForm form = new();
        form.Add(transcendental, coefficient);
        return form;
    }

    /// <summary>Adds a term.</summary>
    /// <param name="transcendental">Its function of K; constant factors and powers of K belong into the coefficient.</param>
    /// <param name="coefficient">Its coefficient.</param>
    public void Add(Expr transcendental, RationalInKernel coefficient)
    {
        (Fractions.Fraction number, Expr monomial) = Product.SplitCoefficient(transcendental);
        if (number != Fractions.Fraction.One)
        {
            (transcendental, coefficient) = (monomial, coefficient * RationalInKernel.Monomial(0, number));
        }

        RationalInKernel sum = _terms.TryGetValue(transcendental, out RationalInKernel? known) ? known + coefficient : coefficient;
        if (sum.IsZero)
        {
            _terms.Remove(transcendental);
        }
        else
        {
            _terms[transcendental] = sum;
        }
    }

    /// <summary>Adds another form times a coefficient.</summary>
    public void AddScaled(KernelForm other, RationalInKernel factor)
    {
        foreach ((Expr transcendental, RationalInKernel coefficient) in other._terms)
        {
            Add(transcendental, coefficient * factor);
        }
    }

    /// <summary>The form as an expression in K.</summary>
    public Expr ToExpr()
    {
        MergeReflectedCdfs();
        return Sum.Of(_terms.Select(t => t.Value.Times(t.Key)));
    }

    /// <summary>Where both Phi(t) and Phi(-t) occur, Phi(t) = 1 - Phi(-t) makes one of them superfluous.</summary>
    private void MergeReflectedCdfs()
    {
        foreach (Expr key in _terms.Keys.ToArray())
        {
            if (Cdf(key) is not Function cdf || !_terms.TryGetValue(key, out RationalInKernel? coefficient))
            {
                continue;
            }

            Expr rest = key / cdf;
            Expr reflected = rest * Function.Of(FunctionKind.NormalCdf, -cdf.Arguments[0]);
            if (!_terms.TryGetValue(reflected, out RationalInKernel? other))
            {
                continue;
            }

            // Of a threshold whose sign is a matter of a free parameter, neither can be given up without losing small tails, unless both go.
            bool bothGo = (coefficient + (other * RationalInKernel.Monomial(0, -1))).IsZero;
            if (bothGo || Positivity.IsPositive(cdf.Arguments[0]))
            {
                _terms.Remove(key);
                Add(rest, coefficient);
                Add(reflected, coefficient * RationalInKernel.Monomial(0, -1));
            }
        }
    }

    private static Function? Cdf(Expr key) => key switch
    {
        Function { Kind: FunctionKind.NormalCdf } cdf => cdf,
        Product product => product.Factors.OfType<Function>().FirstOrDefault(f => f.Kind == FunctionKind.NormalCdf),
        _ => null,
    };
}
