using Theory.Activations;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>Whether a small-K expansion converges, and why.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Below">The series converges at least for K below this; null when that does not apply.</param>
/// <param name="Kink">The breakpoint other than 0 that is nearest to 0; null when there is none.</param>
/// <param name="Statement">One sentence for people.</param>
public sealed record Convergence(ConvergenceKind Kind, Expr? Below, Expr? Kink, string Statement)
{
    /// <summary>The order of what no power of K can show, as exp(-1/(2K)), because s changes its form at <see cref="Kink"/>; null when it does not.</summary>
    public Expr? ExponentiallySmall => Kink is null ? null : ExponentialOf(Kink);

    private static Expr ExponentialOf(Expr kink) => Function.Of(FunctionKind.Exp, -kink * kink / (2 * Symbol.K));

    /// <summary>Decides for the mean of a product of so many factors s (or s').</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="factors">The number of factors: 1 for the mean, 2 for g, 4 for m4.</param>
    /// <param name="isComplete">True when no term beyond those shown exists.</param>
    /// <remarks>
    /// If |f(z)| is at most exp(t |z|^2) in the complex plane, the series of &lt;f&gt;_K converges for K &lt; 1/(2t): |f_n| is at most about
    /// (2et/n)^(n/2), against moments of (n/e)^(n/2) K^(n/2). A singularity of f at finite z lets f_n fall only geometrically, and the series diverges.
    /// </remarks>
    internal static Convergence Of(Activation activation, int factors, bool isComplete)
    {
        Expr[] centre = [.. activation.Pieces.Where(p => p.FromValue <= 0 && p.ToValue >= 0).Select(p => p.Expression)];
        Expr? growth = centre.Select(EntireGrowth.Of).Aggregate(EntireGrowth.Larger);
        bool isPolynomial = Array.TrueForAll(centre, EntireGrowth.IsPolynomial);
        Expr? kink = activation.Breakpoints.Where(b => !b.IsZero).MinBy(b => Math.Abs(ConstantValue.Of(b) ?? 0));
        if (kink is not null)
        {
            Expr small = ExponentialOf(kink);
            string inside = isPolynomial && isComplete ? "the terms shown are all there are" : isPolynomial ? "the series is a polynomial" : "asymptotic";
            return new Convergence(ConvergenceKind.Asymptotic, null, kink,
                $"{inside}; what happens beyond z = {kink} adds terms of order {small}, smaller than every power of K");
        }

        if (isPolynomial)
        {
            return new Convergence(
                isComplete ? ConvergenceKind.Exact : ConvergenceKind.Converges, null, null,
                isComplete ? "exact: there are no further terms" : "a finite sum; a higher order shows all of it");
        }

        if (growth is null)
        {
            return new Convergence(ConvergenceKind.Asymptotic, null, null,
                "asymptotic: s is not known to be entire, and a singularity at any complex z makes the terms grow in the end at every K > 0");
        }

        if (growth.IsZero)
        {
            return new Convergence(ConvergenceKind.Converges, null, null, "converges for every K: s is entire and grows more slowly than any exp(t |z|^2)");
        }

        Expr below = 1 / (2 * factors * growth);
        return new Convergence(ConvergenceKind.Converges, below, null, $"converges at least for K < {below}: s is entire and grows at most like exp({growth * new Symbol("|z|").Pow(2)}) for complex z");
    }
}
