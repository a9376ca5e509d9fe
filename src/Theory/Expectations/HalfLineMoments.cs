using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// Expectations of z^n exp(a z^2 + b z) restricted to one side of a point l. With D = 1 - 2 a K,
/// M_n = (K/D) [ (n-1) M_(n-2) + b M_(n-1) ± l^(n-1) exp(a l^2 + b l) phi(l/sqrt K)/sqrt K ], + for z > l and - for z &lt; l,
/// M_0 = exp(b^2 K/(2D)) Phi(±(b K - l D)/sqrt(K D))/sqrt(D).
/// </summary>
internal sealed class HalfLineMoments(WholeLineMoments wholeLine, DerivationBudget budget)
{
    private readonly Dictionary<(Expr Quadratic, Expr Linear, Expr Point, bool Above), List<KernelForm>> _known = [];

    /// <summary>E[term; z > l] for <paramref name="above"/>, else E[term; z &lt; l].</summary>
    /// <exception cref="NoClosedFormException">The term oscillates or holds distribution functions, and is not even about l.</exception>
    public KernelForm Of(GaussianTerm term, Expr l, bool above)
    {
        if (!term.Frequency.IsZero || !term.Cdfs.IsOne)
        {
            return HalfOfEven(term, l);
        }

        if (!_known.TryGetValue((term.Quadratic, term.Linear, l, above), out List<KernelForm>? moments))
        {
            _known[(term.Quadratic, term.Linear, l, above)] = moments = [Zeroth(term, l, above)];
        }

        // phi(0) is a number and belongs into the coefficient.
        Expr density = Function.Of(FunctionKind.NormalPdf, l / Expr.Sqrt(Symbol.K));
        Expr weight = Function.Of(FunctionKind.Exp, Expansion.Expand((term.Quadratic * l * l) + (term.Linear * l))) * (above ? 1 : -1);
        (Expr boundary, Expr boundaryWeight) = density.IsConstant ? (Expr.One, weight * density) : (density, weight);
        RationalInKernel step = RationalInKernel.Monomial(2, Expr.One) * RationalInKernel.Reciprocal(WholeLineMoments.Curvature(term.Quadratic), 1);
        for (int n = moments.Count; n <= term.Power; n++)
        {
            KernelForm next = new();
            if (n > 1)
            {
                next.AddScaled(moments[n - 2], step * RationalInKernel.Monomial(0, n - 1));
            }

            next.AddScaled(moments[n - 1], step * RationalInKernel.Monomial(0, term.Linear));
            next.Add(boundary, step * RationalInKernel.Monomial(-1, Expansion.Expand(boundaryWeight * l.Pow(n - 1))));
            budget.Spend(next.Size);
            moments.Add(next);
        }

        return moments[term.Power];
    }

    private static KernelForm Zeroth(GaussianTerm term, Expr l, bool above)
    {
        Expr k = Symbol.K;
        Expr d = 1 + (WholeLineMoments.Curvature(term.Quadratic) * k);
        Expr threshold = term.Quadratic.IsZero
            ? (term.Linear * Expr.Sqrt(k)) - (l / Expr.Sqrt(k))
            : Expansion.Expand((term.Linear * k) - (l * d)) / (Expr.Sqrt(k) * Expr.Sqrt(d));
        Expr probability = Function.Of(FunctionKind.NormalCdf, above ? threshold : -threshold);
        Expr mean = WholeLineMoments.GaussianMean(term.Quadratic, term.Linear);
        return probability is Number
            ? KernelForm.Of(mean, RationalInKernel.Monomial(0, probability))
            : KernelForm.Of(mean * probability, RationalInKernel.Monomial(0, Expr.One));
    }

    private KernelForm HalfOfEven(GaussianTerm term, Expr l)
    {
        bool isEven = l.IsZero && term.Linear.IsZero && term.Cdfs.IsOne && (term.Power % 2 == 0) != term.IsSine;
        if (!isEven)
        {
            throw new NoClosedFormException(term.Cdfs.IsOne
                ? "sin or cos on a half-line leads to error functions of complex argument"
                : "erf or Phi times a truncated Gaussian leads to multivariate normal probabilities");
        }

        KernelForm half = new();
        half.AddScaled(wholeLine.Of(term), RationalInKernel.Monomial(0, Number.Half));
        return half;
    }
}
