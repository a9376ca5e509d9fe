using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>The closed forms of all quantities of an activation, derived exactly.</summary>
public sealed class Derivation
{
    private static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(10);

    private readonly Dictionary<Quantity, ClosedForm> _forms;

    private Derivation(Activation activation, Dictionary<Quantity, ClosedForm> forms)
    {
        Activation = activation;
        _forms = forms;
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>The closed form of a quantity, or why there is none.</summary>
    public ClosedForm this[Quantity quantity] => _forms[quantity];

    /// <summary>Derives every quantity of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="budget">After this time (10 s unless given) what is not derived yet is reported as having no closed form.</param>
    /// <param name="cancellation">Ends the derivation.</param>
    /// <remarks>
    /// Pieces that are sums of c z^n exp(a z^2 + b z) have closed forms with Phi and phi at the scaled breakpoints; on the whole line factors
    /// sin, cos, erf and Phi of linear arguments are allowed as well (theory.md section 6). For other activations the result says so.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The derivation was cancelled.</exception>
    public static Derivation Of(Activation activation, TimeSpan? budget = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Dictionary<Quantity, ClosedForm> forms;
        try
        {
            DerivationBudget limit = new(budget ?? DefaultBudget, cancellation);
            forms = PowerLaw.TryRead(activation)?.Derive() ?? Derive(PiecewiseGaussianSum.Read(activation, limit), limit);
        }
        catch (Exception reason) when (reason is NoClosedFormException or UserInputException)
        {
            forms = Quantity.All.ToDictionary(q => q, _ => ClosedForm.Unknown(reason.Message));
        }

        if (activation.FirstJump is Expr jump)
        {
            forms[Quantity.ChiPerp] = forms[Quantity.H] = ClosedForm.Undefined(
                $"s jumps at z = {jump}, so s' contains a delta function there and <s'^2> diverges");
        }

        return new Derivation(activation, forms);
    }

    private static Dictionary<Quantity, ClosedForm> Derive(PiecewiseGaussianSum s, DerivationBudget budget)
    {
        WholeLineMoments wholeLine = new(budget);
        HalfLineMoments halfLine = new(wholeLine, budget);

        // Each attempt by itself: <s^4> of GELU has no closed form, but <s^2> has.
        ClosedForm Attempt(Func<PiecewiseGaussianSum> integrand, Func<PiecewiseGaussianSum, KernelForm> expectation)
        {
            try
            {
                PiecewiseGaussianSum f = integrand();
                Expr? convergence = f.ConvergenceBound();
                return ClosedForm.Of(expectation(f).ToExpr(), f.ValidityBound(), diverges: convergence is not null && convergence.Equals(f.ValidityBound()));
            }
            catch (Exception reason) when (reason is NoClosedFormException or UserInputException)
            {
                // The algebra refuses numbers and sums that are too long with a UserInputException.
                return ClosedForm.Unknown(reason.Message);
            }
        }

        KernelForm Mean(PiecewiseGaussianSum f) => f.Expectation(wholeLine, halfLine);

        // d<f>/dK = <f (z^2 - K)>/(2K^2): as a derivative in K it includes the motion of kinks.
        KernelForm Slope(PiecewiseGaussianSum f) => Combine((Mean(f.TimesPower(2)), -4, Half), (Mean(f), -2, -Half));

        // d^2<f>/dK^2 = <f (z^4 - 6 K z^2 + 3 K^2)>/(4K^4).
        KernelForm Curvature(PiecewiseGaussianSum f) => Combine(
            (Mean(f.TimesPower(4)), -8, Quarter), (Mean(f.TimesPower(2)), -6, -6 * Quarter), (Mean(f), -4, 3 * Quarter));

        Lazy<PiecewiseGaussianSum> square = new(() => s * s);
        Lazy<PiecewiseGaussianSum> slopeSquare = new(() => s.Derivative() is var slope ? slope * slope : s);
        return new Dictionary<Quantity, ClosedForm>
        {
            [Quantity.Mean] = Attempt(() => s, Mean),
            [Quantity.Kernel] = Attempt(() => square.Value, Mean),
            [Quantity.FourthMoment] = Attempt(() => square.Value * square.Value, Mean),
            [Quantity.ChiParallel] = Attempt(() => square.Value, Slope),
            [Quantity.KernelSecondDerivative] = Attempt(() => square.Value, Curvature),
            [Quantity.ChiPerp] = Attempt(() => slopeSquare.Value, Mean),
            [Quantity.H] = Attempt(() => slopeSquare.Value, f => Combine((Slope(f), 0, Half))),
        };
    }

    private static Expr Half => Number.Half;

    private static Expr Quarter => Half * Half;

    private static KernelForm Combine(params (KernelForm Form, int HalfPower, Expr Factor)[] terms)
    {
        KernelForm sum = new();
        foreach ((KernelForm form, int halfPower, Expr factor) in terms)
        {
            sum.AddScaled(form, RationalInKernel.Monomial(halfPower, factor));
        }

        return sum;
    }
}
