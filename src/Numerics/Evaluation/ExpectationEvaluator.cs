using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Quadrature.FixedNodes;

namespace Theory.Numerics.Evaluation;

/// <summary>Evaluates the Gaussian expectations of an activation, by closed form or quadrature, with error bounds.</summary>
public sealed class ExpectationEvaluator
{
    /// <summary>A closed form whose rounding error exceeds this is replaced by quadrature: its terms exceed the result by about 1e3.</summary>
    private const double LargestClosedFormError = 2e-13;

    /// <summary>In the order of <see cref="Quantity.All"/>: a search among seven references takes less time than to hash a key.</summary>
    private readonly ClosedForm[] _forms;
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
        _forms = [.. Quantity.All.Select(q => Derivation[q])];
        _function = new Lazy<PiecewiseSmoothFunction>(() => ActivationCompiler.Compile(activation));
        _direct = new Lazy<DirectQuadrature>(() => new DirectQuadrature(activation));
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Its closed forms.</summary>
    public Derivation Derivation { get; }

    /// <summary>The activation with three derivatives, compiled.</summary>
    public PiecewiseSmoothFunction Function => _function.Value;

    /// <summary>One quantity at one K, the quickest way to a single number.</summary>
    /// <param name="quantity">Which.</param>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="method">How to evaluate. Default: the closed form where it exists and is accurate.</param>
    /// <exception cref="UserInputException">K is not positive and finite; the quantity diverges or overflows; or a closed form is asked for and there is none.</exception>
    public QuantityValue Evaluate(Quantity quantity, double K, EvaluationMethod method = EvaluationMethod.Auto)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        Require(K);
        QuantityValue? closed = FromClosedForm(quantity, K, method);
        if (closed is { } value && (method != EvaluationMethod.Auto || !(value.RelativeError > LargestClosedFormError)))
        {
            return value;
        }

        GaussianQuantities flag = FlagOf(quantity);
        return Better(closed, _direct.Value.TryEvaluateOne(K, flag) ?? Select(GaussianQuadrature.Evaluate(Function, K, flag), flag));
    }

    /// <summary>Quantities at one K.</summary>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="method">How to evaluate. Default: closed forms where they exist and are accurate.</param>
    /// <param name="quantities">Which; all by default. What is not needed cannot overflow.</param>
    /// <exception cref="UserInputException">K is not positive and finite; a quantity diverges or overflows; or a closed form is asked for and there is none.</exception>
    public ExpectationValues Evaluate(
        double K, EvaluationMethod method = EvaluationMethod.Auto, IReadOnlyCollection<Quantity>? quantities = null)
    {
        Require(K);
        Dictionary<Quantity, QuantityValue> values = [];
        GaussianQuantities missing = GaussianQuantities.None;
        foreach (Quantity quantity in quantities ?? Quantity.All)
        {
            if (FromClosedForm(quantity, K, method) is QuantityValue value)
            {
                values[quantity] = value;
                if (method == EvaluationMethod.Auto && value.RelativeError > LargestClosedFormError)
                {
                    missing |= FlagOf(quantity);
                }
            }
            else
            {
                missing |= FlagOf(quantity);
            }
        }

        if (missing != GaussianQuantities.None)
        {
            // Fixed nodes where they suffice, adaptive panels for the rest.
            GaussianExpectations? quick = _direct.Value.TryEvaluate(K, missing);
            GaussianQuantities rest = GaussianQuantities.None;
            foreach (Quantity quantity in quantities ?? Quantity.All)
            {
                GaussianQuantities flag = FlagOf(quantity);
                rest |= quick is not null && Select(quick, flag).IsDefined ? GaussianQuantities.None : missing & flag;
            }

            GaussianExpectations? adaptive = rest == GaussianQuantities.None ? null : GaussianQuadrature.Evaluate(Function, K, rest);
            foreach (Quantity quantity in quantities ?? Quantity.All)
            {
                GaussianQuantities flag = FlagOf(quantity);
                if ((missing & flag) != 0)
                {
                    values[quantity] = Better(
                        values.TryGetValue(quantity, out QuantityValue closed) ? closed : null, Select((rest & flag) != 0 ? adaptive! : quick!, flag));
                }
            }
        }

        return new ExpectationValues(K, values);
    }

    private static void Require(double K)
    {
        if (!(K > 0) || !double.IsFinite(K))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"K must be a positive finite number, got {K}"));
        }
    }

    private QuantityValue? FromClosedForm(Quantity quantity, double K, EvaluationMethod method)
    {
        ClosedForm form = _forms[IndexOf(quantity)];
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

    private static QuantityValue Better(QuantityValue? closed, Estimate estimate) => closed is { } value && !(estimate.AbsoluteError < value.AbsoluteError)
        ? value
        : new QuantityValue(estimate.Value, estimate.AbsoluteError, EvaluationMethod.Quadrature, estimate.UndefinedBecause);

    private static int IndexOf(Quantity quantity)
    {
        int i = 0;
        while (!quantity.Equals(Quantity.All[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>The same order as <see cref="Quantity.All"/>.</summary>
    private static GaussianQuantities FlagOf(Quantity quantity) => IndexOf(quantity) switch
    {
        0 => GaussianQuantities.Mean,
        1 => GaussianQuantities.Kernel,
        2 => GaussianQuantities.KernelFirstDerivative,
        3 => GaussianQuantities.ChiPerp,
        4 => GaussianQuantities.H,
        5 => GaussianQuantities.M4,
        _ => GaussianQuantities.KernelSecondDerivative,
    };

    private static Estimate Select(GaussianExpectations expectations, GaussianQuantities flag) => flag switch
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
