using System.Collections.Concurrent;
using Theory.Activations;

namespace Theory.Expectations;

/// <summary>The closed forms of all quantities of an activation, derived exactly.</summary>
public sealed class Derivation
{
    private static readonly TimeSpan DefaultBudget = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Quantity, ClosedForm> _forms = [];
    private readonly TimeSpan _budget;

    private Derivation(Activation activation, TimeSpan budget, CancellationToken cancellation)
    {
        Activation = activation;
        _budget = budget;
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
        return new Derivation(activation, budget ?? DefaultBudget, cancellation);
    }

    private Dictionary<Quantity, ClosedForm> Derive(IReadOnlyList<Quantity> quantities, CancellationToken cancellation)
    {
        Dictionary<Quantity, ClosedForm> forms = quantities.ToDictionary(q => q, q => (ClosedForm)null!);
        PowerLaw? power = PowerLaw.TryRead(Activation);
        ExpectationDerivation? gaussian = null;
        string? unknown = null;
        DerivationBudget limit = new(_budget, cancellation);
        foreach (Quantity quantity in quantities)
        {
            if (power is null && UndefinedBecause(quantity) is string reason)
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
    private string? UndefinedBecause(Quantity quantity) => quantity.Integrand.Order == 0 ? null
        : Junction.Of(Activation, quantity.Integrand.Order).SelectMany(_ => quantity.Integrand.Terms, (j, t) => (Junction: j, t.Monomial))
            .Where(p => p.Monomial.Degree > 1 && p.Junction.On(p.Monomial) == DeltaEffect.Undefined)
            .Select(p => p.Junction.Reason(p.Monomial)).FirstOrDefault();
}
