using System.Collections.Concurrent;
using Theory.Activations;

namespace Theory.Expectations;

/// <summary>The closed forms of all quantities of an activation, derived exactly.</summary>
public sealed class Derivation
{
    /// <summary>
    /// The steps of algebra that a derivation may take unless told otherwise: about 10 s on an ordinary machine, and ten times what the two-input forms of
    /// mrepu:5 take. Steps are counted, not seconds, so that the same activations have closed forms on every machine.
    /// </summary>
    public const long OrdinaryWork = 1_500_000;

    private readonly ConcurrentDictionary<Quantity, ClosedForm> _forms = [];
    private readonly long _work;

    private Derivation(Activation activation, long work, CancellationToken cancellation)
    {
        Activation = activation;
        _work = work;
        foreach ((Quantity quantity, ClosedForm form) in Derive(Quantity.All, cancellation))
        {
            _forms[quantity] = form;
        }
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>The closed form of a quantity, or why there is none. Those outside <see cref="Quantity.All"/> are derived when they are first asked for.</summary>
    public ClosedForm this[Quantity quantity] => _forms.GetOrAdd(quantity, q => Derive([q], CancellationToken.None)[q]);

    /// <summary>Derives every quantity of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="work">After so many steps of algebra (<see cref="OrdinaryWork"/> unless given) what is not derived yet is reported as having no closed form.</param>
    /// <param name="cancellation">Ends the derivation.</param>
    /// <remarks>
    /// Pieces that are sums of c z^n exp(a z^2 + b z) have closed forms with Phi and phi at the scaled breakpoints; on the whole line factors
    /// sin, cos, erf and Phi of linear arguments are allowed as well (theory.md section 6). For other activations the result says so.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The derivation was cancelled.</exception>
    public static Derivation Of(Activation activation, long? work = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new Derivation(activation, work ?? OrdinaryWork, cancellation);
    }

    private Dictionary<Quantity, ClosedForm> Derive(IReadOnlyList<Quantity> quantities, CancellationToken cancellation)
    {
        Dictionary<Quantity, ClosedForm> forms = quantities.ToDictionary(q => q, q => (ClosedForm)null!);
        PowerLaw? power = PowerLaw.TryRead(Activation);
        ExpectationDerivation? gaussian = null;
        string? unknown = null;
        DerivationBudget limit = new(_work, cancellation);
        foreach (Quantity quantity in quantities)
        {
            if (power is null && JumpIn(Activation, quantity) is string reason)
            {
                forms[quantity] = ClosedForm.Undefined(reason);
                continue;
            }

            if (power is null && gaussian is null && unknown is null)
            {
                try
                {
                    gaussian = new ExpectationDerivation(Activation, limit);
                }
                catch (Exception error) when (error is NoClosedFormException or UserInputException)
                {
                    unknown = error.Message;
                }
            }

            forms[quantity] = power?.Of(quantity) ?? gaussian?.Of(quantity) ?? ClosedForm.Unknown(unknown!);
        }

        return forms;
    }

    /// <summary>Why a breakpoint leaves a quantity without a meaning; null when none does.</summary>
    /// <summary>Decides by the jumps of an activation and its derivatives whether an expectation exists, without deriving anything.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="quantity">The expectation.</param>
    /// <param name="undefinedBecause">Why it does not exist at any K; null where it does.</param>
    /// <returns>False for powers, whose closed forms decide.</returns>
    public static bool TryDecide(Activation activation, Quantity quantity, out string? undefinedBecause)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(quantity);
        undefinedBecause = JumpIn(activation, quantity);
        return PowerLaw.TryRead(activation) is null;
    }

    private static string? JumpIn(Activation activation, Quantity quantity) => quantity.Integrand.Order == 0 ? null
        : Junction.Of(activation, quantity.Integrand.Order).SelectMany(_ => quantity.Integrand.Terms, (j, t) => (Junction: j, t.Monomial))
            .Where(p => p.Monomial.Degree > 1 && p.Junction.On(p.Monomial) == DeltaEffect.Undefined)
            .Select(p => p.Junction.Reason(p.Monomial)).FirstOrDefault();
}
