using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// Expectations of <see cref="GaussianTerm"/>s over the whole line. With D = 1 - 2 a K, Stein's lemma lowers the power of z:
/// M_n = (K/D) [ (n-1) M_(n-2) + b M_(n-1) + sum over factors Phi(alpha z + beta) of M_(n-1) with that factor replaced by its derivative ].
/// </summary>
internal sealed class WholeLineMoments(DerivationBudget budget)
{
    private readonly Dictionary<GaussianTerm, KernelForm> _known = [];

    /// <summary>Every moment found so far, those that are reached by Stein's lemma included; simple ones first.</summary>
    public IEnumerable<(GaussianTerm Term, KernelForm Value)> Known => _known
        .OrderBy(m => m.Key.CdfFactors().Count).ThenBy(m => m.Key.Power).Select(m => (m.Key, m.Value));

    /// <summary>E[term].</summary>
    /// <exception cref="NoClosedFormException">The term has no known closed form.</exception>
    public KernelForm Of(GaussianTerm term)
    {
        if (!_known.TryGetValue(term, out KernelForm? form))
        {
            _known[term] = form = term.Cdfs.IsOne ? Oscillating(term) : WithCdfs(term);
        }

        return form;
    }

    /// <summary>1 - 2 a K as its coefficient c in 1 + c K.</summary>
    public static Expr Curvature(Expr quadratic) => Expansion.Expand(-2 * quadratic);

    /// <summary>exp(b^2 K/(2D))/sqrt(D): the mean of exp(a z^2 + b z).</summary>
    public static Expr GaussianMean(Expr quadratic, Expr linear)
    {
        Expr d = 1 + (Curvature(quadratic) * Symbol.K);
        return Function.Of(FunctionKind.Exp, Expansion.Expand(linear * linear) * Symbol.K / (2 * d)) / Expr.Sqrt(d);
    }

    /// <summary>
    /// Without distribution functions the recursion is that of a Gaussian of complex mean: with beta = b + i w, M_n = M_0 P_n and
    /// P_n = (K/D) [ (n-1) P_(n-2) + beta P_(n-1) ].
    /// </summary>
    private KernelForm Oscillating(GaussianTerm term)
    {
        Expr c = Curvature(term.Quadratic);
        RationalInKernel step = RationalInKernel.Monomial(2, Expr.One) * RationalInKernel.Reciprocal(c, 1);
        RationalInKernel b = step * RationalInKernel.Monomial(0, term.Linear);
        RationalInKernel w = step * RationalInKernel.Monomial(0, term.Frequency);
        RationalInKernel zero = RationalInKernel.Monomial(0, Expr.Zero);
        (RationalInKernel Re, RationalInKernel Im) previous = (zero, zero);
        (RationalInKernel Re, RationalInKernel Im) current = (RationalInKernel.Monomial(0, Expr.One), zero);
        RationalInKernel minus = RationalInKernel.Monomial(0, -1);
        for (int n = 1; n <= term.Power; n++)
        {
            budget.Spend(current.Re.Size + current.Im.Size);
            RationalInKernel order = step * RationalInKernel.Monomial(0, n - 1);
            (previous, current) = (current, (
                (order * previous.Re) + (b * current.Re) + (w * current.Im * minus),
                (order * previous.Im) + (b * current.Im) + (w * current.Re)));
        }

        // M_0 = exp((b^2 - w^2) K/(2D)) (cos + i sin)(b w K/D)/sqrt(D).
        Expr d = 1 + (c * Symbol.K);
        Expr exponent = Expansion.Expand((term.Linear * term.Linear) - (term.Frequency * term.Frequency)) * Symbol.K / (2 * d);
        Expr envelope = Function.Of(FunctionKind.Exp, exponent) / Expr.Sqrt(d);
        Expr phase = term.Linear * term.Frequency * Symbol.K / d;
        Expr cosine = envelope * Function.Of(FunctionKind.Cos, phase);
        Expr sine = envelope * Function.Of(FunctionKind.Sin, phase);
        KernelForm form = new();
        form.Add(cosine, term.IsSine ? current.Im : current.Re);
        if (!sine.IsZero)
        {
            form.Add(sine, term.IsSine ? current.Re : current.Im * minus);
        }

        return form;
    }

    private KernelForm WithCdfs(GaussianTerm term)
    {
        if (!term.Frequency.IsZero)
        {
            throw new NoClosedFormException("sin or cos times erf or Phi leads to error functions of complex argument");
        }

        if (term.Power == 0)
        {
            return OrthantProbability.Of(term);
        }

        GaussianTerm lower = term with { Power = term.Power - 1 };
        KernelForm bracket = new();
        if (term.Power > 1)
        {
            bracket.AddScaled(Of(term with { Power = term.Power - 2 }), RationalInKernel.Monomial(0, term.Power - 1));
        }

        if (!term.Linear.IsZero)
        {
            bracket.AddScaled(Of(lower), RationalInKernel.Monomial(0, term.Linear));
        }

        foreach (CdfFactor cdf in term.CdfFactors())
        {
            (GaussianTerm density, Expr factor) = GaussianSum.WithDensity(lower, cdf);
            bracket.AddScaled(Of(density), RationalInKernel.Monomial(0, factor));
        }

        KernelForm form = new();
        form.AddScaled(bracket, RationalInKernel.Monomial(2, Expr.One) * RationalInKernel.Reciprocal(Curvature(term.Quadratic), 1));
        budget.Spend(form.Size);
        return form;
    }
}
