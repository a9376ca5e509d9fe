using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// Expectations of exp(a z^2 + b z) times distribution functions: probabilities that several correlated normal variables are all negative.
/// With D = 1 - 2aK and D_j = D + alpha_j^2 K the j-th has threshold h_j = (beta_j D + alpha_j b K)/sqrt(D D_j), and a pair has
/// correlation alpha_i alpha_j K/sqrt(D_i D_j).
/// </summary>
internal static class OrthantProbability
{
    /// <summary>E[exp(a z^2 + b z) prod_j Phi(alpha_j z + beta_j)].</summary>
    /// <exception cref="NoClosedFormException">More factors than have a known closed form.</exception>
    public static KernelForm Of(GaussianTerm term)
    {
        Expr k = Symbol.K;
        IReadOnlyList<CdfFactor> cdfs = term.CdfFactors();
        Expr d = 1 + (WholeLineMoments.Curvature(term.Quadratic) * k);
        Expr mean = WholeLineMoments.GaussianMean(term.Quadratic, term.Linear);
        Expr[] widened = [.. cdfs.Select(f => 1 + (Expansion.Expand(WholeLineMoments.Curvature(term.Quadratic) + (f.Slope * f.Slope)) * k))];
        Expr[] thresholds = [.. cdfs.Select((f, j) => Threshold(f, term.Linear, d, widened[j]))];
        Expr Correlation(int i, int j) => cdfs[i].Slope * cdfs[j].Slope * k / (Expr.Sqrt(widened[i]) * Expr.Sqrt(widened[j]));

        bool centred = Array.TrueForAll(thresholds, h => h.IsZero);
        KernelForm form = new();
        switch (cdfs.Count)
        {
            case 1:
                Expr probability = Function.Of(FunctionKind.NormalCdf, thresholds[0]);
                (Expr transcendental, Expr coefficient) = probability is Number ? (mean, probability) : (mean * probability, Expr.One);
                form.Add(transcendental, RationalInKernel.Monomial(0, coefficient));
                break;
            case 2 when centred:
                form.Add(mean, RationalInKernel.Monomial(0, new Fractions.Fraction(1, 4)));
                form.Add(mean * Arcsin(Correlation(0, 1)), RationalInKernel.Monomial(0, 1 / (2 * Pi.Value)));
                break;
            case 2:
                form.Add(
                    mean * Function.Of(FunctionKind.BivariateNormalCdf, thresholds[0], thresholds[1], Correlation(0, 1)),
                    RationalInKernel.Monomial(0, Expr.One));
                break;
            case 3 when centred:
                form.Add(mean, RationalInKernel.Monomial(0, new Fractions.Fraction(1, 8)));
                foreach ((int i, int j) in ((int, int)[])[(0, 1), (0, 2), (1, 2)])
                {
                    form.Add(mean * Arcsin(Correlation(i, j)), RationalInKernel.Monomial(0, 1 / (4 * Pi.Value)));
                }

                break;
            default:
                throw new NoClosedFormException(
                    $"it leads to the probability that {cdfs.Count} correlated normal variables are all {(centred ? "negative" : "below shifted thresholds")}, of which no closed form is known");
        }

        return form;
    }

    private static Expr Threshold(CdfFactor cdf, Expr linear, Expr d, Expr widened) => linear.IsZero
        ? cdf.Offset * Expr.Sqrt(d) / Expr.Sqrt(widened)
        : Expansion.Expand((cdf.Offset * d) + (cdf.Slope * linear * Symbol.K)) / (Expr.Sqrt(d) * Expr.Sqrt(widened));

    private static Expr Arcsin(Expr x) => Function.Of(FunctionKind.Arcsin, x);
}
