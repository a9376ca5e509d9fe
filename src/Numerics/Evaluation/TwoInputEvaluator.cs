using System.Globalization;
using Theory.Activations;
using Theory.Expectations.TwoInputs;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Evaluation;

/// <summary>Evaluates the two-input expectations of an activation, by closed form or quadrature, with error bounds.</summary>
public sealed class TwoInputEvaluator
{
    /// <summary>A closed form whose rounding error exceeds this is replaced by quadrature where that is better.</summary>
    private const double LargestClosedFormError = 1e-12;

    /// <summary>What is as small as this is not improved.</summary>
    private const double Underflow = 1e-300;

    /// <summary>Evaluations of s that quadrature may spend to improve on a closed form: some tens of milliseconds.</summary>
    private const long ImprovementBudget = 100_000;

    private readonly Lazy<TwoInputQuadrature> _quadrature;

    /// <summary>Prepares an activation for evaluation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public TwoInputEvaluator(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation.FreeParameters is [string parameter, ..])
        {
            throw new UserInputException($"the activation {activation} has the free parameter {parameter}; give it a value");
        }

        Activation = activation;
        Derivation = TwoInputDerivation.Of(activation);
        _quadrature = new Lazy<TwoInputQuadrature>(() => new TwoInputQuadrature(ActivationCompiler.Compile(activation)));
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Its closed forms.</summary>
    public TwoInputDerivation Derivation { get; }

    /// <summary>Both expectations; one without a value says why, and leaves the other its own.</summary>
    /// <param name="ka">The variance of z_a, positive and finite.</param>
    /// <param name="kb">The variance of z_b, positive and finite.</param>
    /// <param name="rho">The correlation, from -1 to 1. At -1 and 1 with equal variances closed forms are the one-input ones, exact.</param>
    /// <param name="method">How to evaluate. Default: closed forms where they exist and are accurate.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">An argument is out of its domain.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public TwoInputValues Evaluate(
        double ka, double kb, double rho, EvaluationMethod method = EvaluationMethod.Auto, CancellationToken cancellation = default)
    {
        Require.Positive(ka, "K_a");
        Require.Positive(kb, "K_b");
        Require.That(Math.Abs(rho) <= 1, $"rho is a correlation and must lie between -1 and 1, got {rho}");
        Lazy<TwoInputEstimate> estimate = new(() => _quadrature.Value.Evaluate(ka, kb, rho, cancellation));
        // Where the closed form cancels; without a value where that does not come to an end soon, as for sin at large variances.
        Lazy<TwoInputEstimate> improvement = new(() => _quadrature.Value.Evaluate(ka, kb, Correlation.Of(rho), ImprovementBudget, cancellation));
        return new TwoInputValues(
            ka,
            kb,
            rho,
            Evaluate(TwoInputQuantity.KernelProduct, e => e.KernelProduct),
            Evaluate(TwoInputQuantity.DerivativeProduct, e => e.DerivativeProduct));

        QuantityValue Evaluate(TwoInputQuantity quantity, Func<TwoInputEstimate, Estimate> of)
        {
            TwoInputForm form = Derivation[quantity];
            if (form.UndefinedAtEnds is string reason && Math.Abs(rho) == 1)
            {
                return QuantityValue.None(method, NoValueKind.Undefined, reason);
            }

            QuantityValue? closed = method == EvaluationMethod.Quadrature ? null : FromClosedForm(quantity, form, ka, kb, rho, method);
            if (closed is { } value && (method == EvaluationMethod.ClosedForm || !value.IsDefined || value.AbsoluteError <= Math.Max(LargestClosedFormError * Math.Abs(value.Value), Underflow)))
            {
                return value;
            }

            if (closed is not { } rough)
            {
                return FromQuadrature(of(estimate.Value));
            }

            Estimate better = of(improvement.Value);
            return better.IsDefined && better.AbsoluteError < rough.AbsoluteError ? FromQuadrature(better) : rough;
        }
    }

    private static QuantityValue FromQuadrature(Estimate integral) =>
        new(integral.Value, integral.AbsoluteError, EvaluationMethod.Quadrature, integral.Missing);

    /// <summary>The value of the closed form; null where quadrature must do, and why there is none where the closed form was asked for.</summary>
    private static QuantityValue? FromClosedForm(TwoInputQuantity quantity, TwoInputForm form, double ka, double kb, double rho, EvaluationMethod method)
    {
        if (form.Formula is null)
        {
            return None($"there is no closed form of {quantity}: {form.Reason}");
        }

        Dictionary<Symbol, double> values = new()
        {
            [TwoInputSymbols.Ka] = ka,
            [TwoInputSymbols.Kb] = kb,
            [TwoInputSymbols.Rho] = rho,
        };
        if (form.PositiveInCorrelation.Any(p => !(RunningErrorEvaluator.Evaluate(p, values).Value > 0)))
        {
            return None($"the closed form of {quantity} holds only for {form.Condition}");
        }

        Expr? atEnd = ka != kb ? null : rho == 1 ? form.Coincident : rho == -1 ? form.Antipodal : null;
        values[Symbol.K] = ka;
        Expr formula = atEnd ?? form.InCorrelation!;
        BoundedValue value = RunningErrorEvaluator.Evaluate(formula, values);
        if (!IsFinite(value))
        {
            value = RunningErrorEvaluator.Evaluate(formula.ToExponentials(), values);
        }

        return IsFinite(value) ? new QuantityValue(value.Value, Vanishes(formula, rho) ? 0 : value.WithUnderflow, EvaluationMethod.ClosedForm)
            : Math.Abs(rho) == 1 ? None($"the closed form of {quantity} is a limit at rho = {rho} and different variances; leave out --method closed")
            : None($"the closed form of {quantity} is beyond the range of double precision there; use smaller variances", NoValueKind.Failed);

        QuantityValue? None(FormattableString why, NoValueKind kind = NoValueKind.NoClosedForm) =>
            method == EvaluationMethod.ClosedForm ? QuantityValue.None(method, kind, why.ToString(CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>True for what is 0 and did not become so by underflow, as of an odd activation at rho = 0.</summary>
    private static bool Vanishes(Expr formula, double rho) => formula.IsZero || (rho == 0 && formula.TrySubstitute(TwoInputSymbols.Rho, Expr.Zero) is { IsZero: true });

    private static bool IsFinite(BoundedValue value) => double.IsFinite(value.Value) && double.IsFinite(value.Error);
}
