using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Evaluation;

/// <summary>Evaluates the Gaussian expectations of an activation, by closed form or quadrature, with error bounds.</summary>
public sealed class ExpectationEvaluator
{
    /// <summary>A closed form whose rounding error exceeds this is replaced by quadrature: its terms exceed the result by about 1e3.</summary>
    private const double LargestClosedFormError = 2e-13;

    private static readonly Dictionary<Quantity, GaussianQuantities> Flags = new()
    {
        [Quantity.Mean] = GaussianQuantities.Mean,
        [Quantity.Kernel] = GaussianQuantities.Kernel,
        [Quantity.ChiParallel] = GaussianQuantities.KernelFirstDerivative,
        [Quantity.ChiPerp] = GaussianQuantities.ChiPerp,
        [Quantity.H] = GaussianQuantities.H,
        [Quantity.FourthMoment] = GaussianQuantities.M4,
        [Quantity.KernelSecondDerivative] = GaussianQuantities.KernelSecondDerivative,
    };

    private readonly Lazy<PiecewiseSmoothFunction> _function;
    private readonly Lazy<DirectQuadrature> _direct;

    /// <summary>Prepares an activation for evaluation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public ExpectationEvaluator(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (activation.FreeParameters is [string parameter, ..])
        {
            throw new UserInputException($"the activation {activation} has the free parameter {parameter}; give it a value");
        }

        Activation = activation;
        Derivation = Derivation.Of(activation);
        _function = new Lazy<PiecewiseSmoothFunction>(() => ActivationCompiler.Compile(activation));
        _direct = new Lazy<DirectQuadrature>(() => new DirectQuadrature(activation));
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Its closed forms.</summary>
    public Derivation Derivation { get; }

    /// <summary>The activation with three derivatives, compiled.</summary>
    public PiecewiseSmoothFunction Function => _function.Value;

    /// <summary>Quantities at one K.</summary>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="method">How to evaluate. Default: closed forms where they exist and are accurate.</param>
    /// <param name="quantities">Which; all by default. What is not needed cannot overflow.</param>
    /// <exception cref="UserInputException">K is not positive and finite; a quantity diverges or overflows; or a closed form is asked for and there is none.</exception>
    public ExpectationValues Evaluate(
        double K, EvaluationMethod method = EvaluationMethod.Auto, IReadOnlyCollection<Quantity>? quantities = null)
    {
        if (!(K > 0) || !double.IsFinite(K))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"K must be a positive finite number, got {K}"));
        }

        Dictionary<Quantity, QuantityValue> values = [];
        GaussianQuantities missing = GaussianQuantities.None;
        foreach (Quantity quantity in quantities ?? Quantity.All)
        {
            if (FromClosedForm(quantity, K, method) is QuantityValue value)
            {
                values[quantity] = value;
                if (method == EvaluationMethod.Auto && value.RelativeError > LargestClosedFormError)
                {
                    missing |= Flags[quantity];
                }
            }
            else
            {
                missing |= Flags[quantity];
            }
        }

        if (missing != GaussianQuantities.None)
        {
            // Fixed nodes where they suffice, adaptive panels for the rest.
            GaussianQuantities direct = missing & DirectQuadrature.Supported;
            GaussianExpectations? quick = direct == GaussianQuantities.None ? null : _direct.Value.TryEvaluate(K, direct);
            GaussianQuantities rest = quick is null ? missing : missing & ~direct;
            GaussianExpectations? adaptive = rest == GaussianQuantities.None ? null : GaussianQuadrature.Evaluate(Function, K, rest);
            foreach (Quantity quantity in quantities ?? Quantity.All)
            {
                if ((missing & Flags[quantity]) == 0)
                {
                    continue;
                }

                QuantityValue value = FromQuadrature(Select((rest & Flags[quantity]) != 0 ? adaptive! : quick!, quantity));
                if (!values.TryGetValue(quantity, out QuantityValue closed) || value.AbsoluteError < closed.AbsoluteError)
                {
                    values[quantity] = value;
                }
            }
        }

        return new ExpectationValues(K, values);
    }

    private QuantityValue? FromClosedForm(Quantity quantity, double K, EvaluationMethod method)
    {
        ClosedForm form = Derivation[quantity];
        if (form.IsUndefined)
        {
            return new QuantityValue(double.NaN, double.NaN, method, form.Reason);
        }

        if (method == EvaluationMethod.Quadrature)
        {
            return null;
        }

        if (form.Formula is null)
        {
            return method == EvaluationMethod.Auto ? null : throw new UserInputException($"there is no closed form of {quantity}: {form.Reason}");
        }

        if (form.ValidBelow is not null && K >= RunningErrorEvaluator.Evaluate(form.ValidBelow, Symbol.K, K).Value)
        {
            return form.DivergesBeyond
                ? throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"{quantity} diverges at K = {K}: it exists only for {form.Condition}"))
                : method == EvaluationMethod.Auto ? null
                : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the closed form of {quantity} holds only for {form.Condition}, not at K = {K}"));
        }

        BoundedValue value = RunningErrorEvaluator.Evaluate(form.Formula, Symbol.K, K);
        if (!double.IsFinite(value.Value) && method == EvaluationMethod.Auto)
        {
            // exp(2K) overflows long before exp(2K) Phi(-2 sqrt K) does.
            return null;
        }

        return double.IsFinite(value.Value)
            ? new QuantityValue(value.Value, value.Error, EvaluationMethod.ClosedForm)
            : throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"{quantity} is beyond the range of double precision at K = {K}; use a smaller K"));
    }

    private static QuantityValue FromQuadrature(Estimate estimate) =>
        new(estimate.Value, estimate.AbsoluteError, EvaluationMethod.Quadrature, estimate.UndefinedBecause);

    private static Estimate Select(GaussianExpectations expectations, Quantity quantity) => Flags[quantity] switch
    {
        GaussianQuantities.Mean => expectations.Mean,
        GaussianQuantities.Kernel => expectations.Kernel,
        GaussianQuantities.KernelFirstDerivative => expectations.KernelFirstDerivative,
        GaussianQuantities.KernelSecondDerivative => expectations.KernelSecondDerivative,
        GaussianQuantities.ChiPerp => expectations.ChiPerp,
        GaussianQuantities.H => expectations.H,
        _ => expectations.M4,
    };
}
