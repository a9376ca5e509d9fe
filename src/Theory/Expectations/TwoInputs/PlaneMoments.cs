using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>
/// Moments E[x^m y^n exp(a x^2 + b x + a' y^2 + b' y) prod Phi(...)] over the whole plane, at most two factors Phi of linear arguments.
/// </summary>
/// <remarks>
/// By Stein's lemma in the tilted Gaussian, E[x F] = mu_x E[F] + A E[dF/dx] + C E[dF/dy], where the derivative of a factor Phi is a Gaussian
/// that joins the exponent: it ends in orthant probabilities of at most two variables.
/// </remarks>
internal sealed class PlaneMoments(BivariateGaussian gaussian, DerivationBudget budget)
{
    private readonly Dictionary<(GaussianTerm, GaussianTerm), BivariateForm> _known = [];

    /// <summary>E[a(x) b(y)].</summary>
    /// <exception cref="NoClosedFormException">The product has no known closed form.</exception>
    public BivariateForm Of(GaussianTerm a, GaussianTerm b)
    {
        if (!_known.TryGetValue((a, b), out BivariateForm? form))
        {
            bool oscillates = !a.Frequency.IsZero || !b.Frequency.IsZero;
            if (oscillates && !(a.Cdfs.IsOne && b.Cdfs.IsOne))
            {
                throw new NoClosedFormException("sin or cos times erf or Phi leads to error functions of complex argument");
            }

            _known[(a, b)] = form = oscillates ? OscillatingMoments.Of(gaussian.Tilted(a.Quadratic, b.Quadratic), a, b)
                : a.Power > 0 ? Lower(a, b, exchanged: false)
                : b.Power > 0 ? Lower(b, a, exchanged: true)
                : Orthant(a, b);
            budget.Spend(form.Size);
        }

        return form;
    }

    private BivariateForm Lower(GaussianTerm first, GaussianTerm second, bool exchanged)
    {
        BivariateGaussian tilted = exchanged
            ? gaussian.Exchanged.Tilted(first.Quadratic, second.Quadratic)
            : gaussian.Tilted(first.Quadratic, second.Quadratic);
        BivariateForm At(GaussianTerm x, GaussianTerm y) => exchanged ? Of(y, x) : Of(x, y);
        GaussianTerm lower = first with { Power = first.Power - 1 };
        BivariateForm form = new();
        Expr mean = Expansion.Expand((tilted.VarianceA * first.Linear) + (tilted.Covariance * second.Linear));
        if (!mean.IsZero)
        {
            form.AddScaled(At(lower, second), mean);
        }

        if (first.Power > 1)
        {
            form.AddScaled(At(first with { Power = first.Power - 2 }, second), (first.Power - 1) * tilted.VarianceA);
        }

        foreach (CdfFactor cdf in first.CdfFactors())
        {
            (GaussianTerm density, Expr factor) = GaussianSum.WithDensity(lower, cdf);
            form.AddScaled(At(density, second), factor * tilted.VarianceA);
        }

        if (second.Power > 0)
        {
            form.AddScaled(At(lower, second with { Power = second.Power - 1 }), second.Power * tilted.Covariance);
        }

        foreach (CdfFactor cdf in second.CdfFactors())
        {
            (GaussianTerm density, Expr factor) = GaussianSum.WithDensity(second, cdf);
            form.AddScaled(At(lower, density), factor * tilted.Covariance);
        }

        return form;
    }

    /// <summary>
    /// Without powers: the probability that normal variables w - alpha x - beta, w standard, are all negative. Each has variance
    /// 1 + alpha^2 A, a pair the covariance alpha_i alpha_j C.
    /// </summary>
    private BivariateForm Orthant(GaussianTerm a, GaussianTerm b)
    {
        BivariateGaussian tilted = gaussian.Tilted(a.Quadratic, b.Quadratic);
        Expr meanA = Expansion.Expand((tilted.VarianceA * a.Linear) + (tilted.Covariance * b.Linear));
        Expr meanB = Expansion.Expand((tilted.Covariance * a.Linear) + (tilted.VarianceB * b.Linear));
        Expr prefactor = tilted.Norm * Function.Of(FunctionKind.Exp, Expansion.Expand(((a.Linear * meanA) + (b.Linear * meanB)) / 2));
        (CdfFactor Cdf, bool OfA)[] factors = [.. a.CdfFactors().Select(f => (f, true)), .. b.CdfFactors().Select(f => (f, false))];
        Expr[] deviations = [.. factors.Select(f => Expr.Sqrt(BivariateForm.Together(1 + (f.Cdf.Slope.Pow(2) * (f.OfA ? tilted.VarianceA : tilted.VarianceB)))))];
        Expr[] thresholds = [.. factors.Select((f, i) => BivariateForm.Simplify(f.Cdf.Offset + (f.Cdf.Slope * (f.OfA ? meanA : meanB))) / deviations[i])];
        return BivariateForm.Of(Probability() * prefactor, Expr.One);

        Expr Probability()
        {
            switch (factors.Length)
            {
                case 0:
                    return Expr.One;
                case 1:
                    return Function.Of(FunctionKind.NormalCdf, thresholds[0]);
                case 2:
                    Expr covariance = factors[0].OfA != factors[1].OfA ? tilted.Covariance : factors[0].OfA ? tilted.VarianceA : tilted.VarianceB;
                    Expr correlation = factors[0].Cdf.Slope * factors[1].Cdf.Slope * covariance / (deviations[0] * deviations[1]);
                    return Function.Of(FunctionKind.BivariateNormalCdf, thresholds[0], thresholds[1], correlation);
                default:
                    throw new NoClosedFormException($"it leads to the probability that {factors.Length} correlated normal variables are all negative, of which no closed form is known");
            }
        }
    }
}
