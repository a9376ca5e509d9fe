using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>The closed forms of the two-input expectations of an activation, derived exactly.</summary>
public sealed class TwoInputDerivation
{
    private readonly Dictionary<TwoInputQuantity, TwoInputForm> _forms;

    private TwoInputDerivation(Activation activation, Dictionary<TwoInputQuantity, TwoInputForm> forms)
    {
        Activation = activation;
        _forms = forms;
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>The closed form of a quantity, or why there is none.</summary>
    public TwoInputForm this[TwoInputQuantity quantity] => _forms[quantity];

    /// <summary>Derives both expectations.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="work">After so many steps of algebra (<see cref="Derivation.OrdinaryWork"/> unless given) what is not derived yet is reported as having no closed form.</param>
    /// <param name="cancellation">Ends the derivation.</param>
    /// <remarks>
    /// Pieces that are polynomials times exponentials give Phi2, Phi and phi at the scaled breakpoints (for RePU the arc-cosine kernels); on the
    /// whole line sin, cos, erf and Phi of linear arguments are allowed as well (theory.md section 6).
    /// </remarks>
    /// <exception cref="OperationCanceledException">The derivation was cancelled.</exception>
    public static TwoInputDerivation Of(Activation activation, long? work = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Expr? jump = activation.FirstJump;
        string? undefined = jump is null ? null
            : $"s jumps at z = {jump}, so s' contains a delta function there and <s' s'> diverges for equal inputs";
        DerivationBudget limit = new(work ?? Derivation.OrdinaryWork, cancellation);

        TwoInputForm Attempt(Func<KinkedSum, KinkedSum> factor, string? undefinedAtEnds)
        {
            try
            {
                return Derive(factor(KinkedSum.Read(activation, limit)), undefinedAtEnds, limit);
            }
            catch (Exception reason) when (reason is NoClosedFormException or UserInputException)
            {
                return TwoInputForm.Unknown(reason.Message, undefinedAtEnds);
            }
        }

        return new TwoInputDerivation(activation, new()
        {
            [TwoInputQuantity.KernelProduct] = Attempt(s => s, null),
            [TwoInputQuantity.DerivativeProduct] = Attempt(s => s.Derivative(hasJumps: jump is not null), undefined),
        });
    }

    private static TwoInputForm Derive(KinkedSum f, string? undefinedAtEnds, DerivationBudget budget)
    {
        BivariateGaussian general = f.Corrections.Count + f.Jumps.Count == 0 ? BivariateGaussian.OfCovariance : BivariateGaussian.OfCorrelation;
        Expr formula = new TwoInputIntegral(general, budget).Of(f, f);
        Expr? AtEnd(BivariateGaussian end) => undefinedAtEnds is null ? new TwoInputIntegral(end, budget).Of(f, f) : null;
        return TwoInputForm.Of(formula, AtEnd(BivariateGaussian.Coincident), AtEnd(BivariateGaussian.Antipodal), Conditions(f, general), undefinedAtEnds);
    }

    /// <summary>Factors exp(a z^2) with a > 0 need variances that are not too large.</summary>
    private static List<Expr> Conditions(KinkedSum f, BivariateGaussian gaussian)
    {
        Expr? largest = f.Corrections.Select(c => c.Function).Append(f.Base).SelectMany(s => s.Terms.Keys).Select(t => t.Quadratic)
            .Where(a => ConstantValue.Of(a) > 0).DefaultIfEmpty(null).MaxBy(a => a is null ? 0 : ConstantValue.Of(a));
        return largest is null ? [] :
        [
            BivariateGaussian.Curvature(largest, gaussian.VarianceA),
            BivariateGaussian.Curvature(largest, gaussian.VarianceB),
            gaussian.Determinant(largest, largest),
        ];
    }
}
