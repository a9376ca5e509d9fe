using Fractions;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>The leading behaviour c K^(n/2) of the quantities as K -> infinity, from the powers with which s grows on both sides.</summary>
/// <remarks>
/// Where s grows like c z^n on a side, that side contributes c^m E[z^(mn); z > 0] to &lt;s^m&gt;. Where s saturates, s' is concentrated near 0 and
/// &lt;s'^2&gt; falls like 1/sqrt(K) with a constant that is an integral over s' and has no closed form in general: it is not given here.
/// </remarks>
public sealed class LargeKernelExpansion
{
    private readonly (LeadingPower Left, LeadingPower Right)? _sides;

    private LargeKernelExpansion(Activation activation)
    {
        Activation = activation;
        IsSublinear = LeadingPower.LargestPower(activation.Pieces[0].Expression, -1) < 1 && LeadingPower.LargestPower(activation.Pieces[^1].Expression, 1) < 1;
        if (LeadingPower.Of(activation.Pieces[0].Expression, -1) is not { } left || LeadingPower.Of(activation.Pieces[^1].Expression, 1) is not { } right)
        {
            return;
        }

        Saturates = left.Power <= 0 && right.Power <= 0;
        if (left.Power < 0 || right.Power < 0)
        {
            // A function that falls like a power has its mean from finite z, or a logarithm.
            return;
        }

        _sides = (left, right);
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>True when s tends to constants on both sides.</summary>
    public bool Saturates { get; }

    /// <summary>True when s is known to grow more slowly than z on both sides, whether it tends to something or not, as sin(z): the kernel returns from every large K.</summary>
    public bool IsSublinear { get; }

    /// <summary>The leading term of a quantity at C_W = 1; null when it is not known.</summary>
    public KernelTerm? this[Quantity quantity] => _sides is (LeadingPower left, LeadingPower right) ? Expand(quantity, left, right) : null;

    /// <summary>The leading behaviour of an activation.</summary>
    public static LargeKernelExpansion Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new LargeKernelExpansion(activation);
    }

    private KernelTerm? Expand(Quantity quantity, LeadingPower left, LeadingPower right)
    {
        int order = quantity.Integrand.Order;
        if ((order > 0 && Saturates)
            || (order > 0 && quantity.Integrand.Terms.Any(t => t.Monomial.Degree > 1 && Junction.Of(Activation, order).Any(j => j.On(t.Monomial) == DeltaEffect.Undefined))))
        {
            return null;
        }

        KernelTerm? leading = null;
        foreach ((Fraction coefficient, DerivativeMonomial product) in quantity.Integrand.Terms)
        {
            if (Moment(Side(left, product, -1), Side(right, product, 1)) is not KernelTerm term)
            {
                return null;
            }

            term = new KernelTerm(term.HalfPower, coefficient * quantity.Factor * term.Coefficient);
            leading = leading is null || term.HalfPower > leading.HalfPower ? term
                : term.HalfPower < leading.HalfPower ? leading
                : new KernelTerm(term.HalfPower, Expansion.Expand(leading.Coefficient + term.Coefficient));
        }

        for (int n = 0; n < quantity.KernelDerivatives && leading is not null; n++)
        {
            leading = leading.HalfPower > 0 ? new(leading.HalfPower - 2, new Fraction(leading.HalfPower, 2) * leading.Coefficient) : null;
        }

        return leading is null || Expansion.Expand(leading.Coefficient) is not { IsZero: false } value ? null : new KernelTerm(leading.HalfPower, value);
    }

    /// <summary>A product of derivatives of c |z|^n on one side; 0 where a derivative of a power vanishes, which lower terms then decide.</summary>
    private static LeadingPower Side(LeadingPower s, DerivativeMonomial product, int sign)
    {
        Expr coefficient = Expr.One;
        for (int order = 0; order <= product.Order; order++)
        {
            Expr derivative = s.Coefficient;
            for (int i = 0; i < order; i++)
            {
                derivative *= sign * (s.Power - i);
            }

            coefficient *= derivative.Pow(product[order]);
        }

        return new LeadingPower(Expansion.Expand(coefficient), (product.Degree * s.Power) - product.Differentiations);
    }

    /// <summary>The mean of a function that is c |z|^n on each side; null where it comes from finite z.</summary>
    private static KernelTerm? Moment(LeadingPower left, LeadingPower right)
    {
        LeadingPower[] sides = [.. new[] { left, right }.Where(s => !s.Vanishes)];
        if (sides.Length == 0)
        {
            return null;
        }

        int power = sides.Max(s => s.Power);
        Expr coefficient = Expansion.Expand(Sum.Of(sides.Where(s => s.Power == power).Select(s => s.Coefficient)));
        return power < 0 || coefficient.IsZero ? null : new KernelTerm(power, Expansion.Expand(coefficient * LocalFunction.HalfMoment(power)));
    }
}
