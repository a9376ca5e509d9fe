using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>
/// The transcendental functions of a pair of half-lines: the probability of the quadrant, the densities of its edges, the density of its
/// corner. In the distances h = (mu_x - l)/sqrt(A), k = (mu_y - u)/sqrt(B) they are Phi2(h, k, rho), phi(h) Phi((k - rho h)/sqrt(1 - rho^2))
/// and phi(h) phi((k - rho h)/sqrt(1 - rho^2)).
/// </summary>
/// <remarks>For equal or opposite inputs, rho = ±1, they are the limits: one variable determines whether the other is beyond its breakpoint.</remarks>
internal sealed class CornerFunctions(BivariateGaussian gaussian, QuadrantMoments.Side a, QuadrantMoments.Side b)
{
    /// <summary>The probability that both variables are on their half-lines.</summary>
    public Expr Probability => (a.Half, b.Half) switch
    {
        (null, null) => Expr.One,
        ({ } half, null) => Cdf(half.Sign * a.Distance),
        (null, { } half) => Cdf(half.Sign * b.Distance),
        ({ } first, { } second) when gaussian.IsDegenerate => AtEnd(first.Sign * a.Distance, second.Sign * b.Distance, first.Sign * second.Sign * gaussian.Correlation),
        ({ } first, { } second) => Function.Of(
            FunctionKind.BivariateNormalCdf, first.Sign * a.Distance, second.Sign * b.Distance, first.Sign * second.Sign * gaussian.Correlation),
    };

    /// <summary>2 pi sqrt(1 - rho^2) times the standardised density at the corner; 0 without a corner.</summary>
    public Expr Density => a.Half is null || b.Half is null ? Expr.Zero
        : Pdf(a.Distance) * (gaussian.IsDegenerate ? Expr.Zero : Pdf(Beyond(a, b)));

    /// <summary>phi at one breakpoint times the probability that the other variable is on its half-line.</summary>
    public Expr LineProbability(bool exchanged)
    {
        (QuadrantMoments.Side at, QuadrantMoments.Side along) = exchanged ? (b, a) : (a, b);
        if (along.Half is not HalfLine half)
        {
            return Pdf(at.Distance);
        }

        if (!gaussian.IsDegenerate)
        {
            return Pdf(at.Distance) * Cdf(half.Sign * Beyond(at, along));
        }

        int side = SignOf(half.Sign * (along.Distance - (gaussian.Correlation * at.Distance)));
        return side == 0 ? Pdf(at.Distance) / 2 : side > 0 ? Pdf(at.Distance) : Expr.Zero;
    }

    /// <summary>(k - rho h)/sqrt(1 - rho^2); where the numerator is q (1 - rho^2), q sqrt(1 - rho^2) needs no division.</summary>
    private Expr Beyond(QuadrantMoments.Side at, QuadrantMoments.Side along)
    {
        Expr numerator = BivariateForm.Simplify(along.Distance - (gaussian.Correlation * at.Distance));
        return gaussian.Correlation is Symbol rho && UnivariatePolynomial.TryFrom(numerator, rho) is { Degree: 2 } p
            && p[1].IsZero && Expansion.Expand(p[0] + p[2]).IsZero
            ? p[0] * gaussian.Rest
            : numerator / gaussian.Rest;
    }

    /// <summary>Phi2(h, k, 1) = Phi(min(h, k)), Phi2(h, k, -1) = max(0, Phi(h) + Phi(k) - 1).</summary>
    private static Expr AtEnd(Expr h, Expr k, Expr rho) => rho.IsOne
        ? Cdf(SignOf(h - k) <= 0 ? h : k)
        : SignOf(h + k) <= 0 ? Expr.Zero : Cdf(h) + Cdf(k) - 1;

    /// <summary>The sign of a difference of distances, which does not depend on K.</summary>
    private static int SignOf(Expr expr)
    {
        Expr simple = BivariateForm.Simplify(expr);
        return simple.IsZero ? 0 : Math.Sign(ConstantValue.Of(simple.Substitute(Symbol.K, Number.Half * Number.Half))
            ?? throw new NoClosedFormException($"the sign of {simple} is not known"));
    }

    private static Expr Cdf(Expr x) => Function.Of(FunctionKind.NormalCdf, x);

    private static Expr Pdf(Expr x) => Function.Of(FunctionKind.NormalPdf, x);
}
