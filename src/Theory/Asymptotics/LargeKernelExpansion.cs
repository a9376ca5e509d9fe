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
    private readonly Dictionary<Quantity, KernelTerm> _terms = [];

    private LargeKernelExpansion(Activation activation)
    {
        Activation = activation;
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

        Add(Quantity.Mean, Moment(left, right, 1));
        Add(Quantity.Kernel, Moment(left, right, 2));
        Add(Quantity.FourthMoment, Moment(left, right, 4));
        if (this[Quantity.Kernel] is { HalfPower: > 0 } kernel)
        {
            KernelTerm slope = Derivative(kernel);
            Add(Quantity.ChiParallel, slope);
            Add(Quantity.KernelSecondDerivative, slope.HalfPower > 0 ? Derivative(slope) : null);
        }

        if (activation.FirstJump is null && Math.Max(left.Power, right.Power) > 0)
        {
            KernelTerm? perpendicular = Moment(Slope(left), Slope(right), 2);
            Add(Quantity.ChiPerp, perpendicular);
            Add(Quantity.H, perpendicular is { HalfPower: > 0 } ? Derivative(perpendicular, Number.Half) : null);
        }
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>True when s tends to constants on both sides.</summary>
    public bool Saturates { get; }

    /// <summary>The leading term of a quantity at C_W = 1; null when it is not known.</summary>
    public KernelTerm? this[Quantity quantity] => _terms.GetValueOrDefault(quantity);

    /// <summary>The leading behaviour of an activation.</summary>
    public static LargeKernelExpansion Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new LargeKernelExpansion(activation);
    }

    /// <summary>d/dz of c |z|^n, up to a sign that squares away; a constant has no slope at leading order.</summary>
    private static LeadingPower Slope(LeadingPower s) => new(s.Coefficient * s.Power, Math.Max(0, s.Power - 1));

    private static KernelTerm? Moment(LeadingPower left, LeadingPower right, int factors)
    {
        LeadingPower[] sides = [.. new[] { left, right }.Where(s => !s.Vanishes)];
        if (sides.Length == 0)
        {
            return null;
        }

        int power = sides.Max(s => s.Power);
        Expr coefficient = Expansion.Expand(Sum.Of(sides.Where(s => s.Power == power).Select(s => s.Coefficient.Pow(factors))));
        return coefficient.IsZero ? null : new KernelTerm(factors * power, Expansion.Expand(coefficient * LocalFunction.HalfMoment(factors * power)));
    }

    private static KernelTerm Derivative(KernelTerm term, Expr? factor = null) =>
        new(term.HalfPower - 2, Expansion.Expand((factor ?? Expr.One) * new Fraction(term.HalfPower, 2) * term.Coefficient));

    private void Add(Quantity quantity, KernelTerm? term)
    {
        if (term is not null)
        {
            _terms[quantity] = term;
        }
    }
}
