using System.Collections.Concurrent;
using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;
using Theory.Numerics.Quadrature;
using Theory.Numerics.Quadrature.FixedNodes;

namespace Theory.Numerics.Evaluation;

/// <summary>Evaluates the Gaussian expectations of an activation, by closed form or quadrature, with error bounds.</summary>
public sealed class ExpectationEvaluator
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>A closed form whose rounding error exceeds this is replaced by quadrature: its terms exceed the result by about 1e3.</summary>
    private const double LargestClosedFormError = 2e-13;

    /// <summary>Those of <see cref="Quantity.All"/>, where a search among seven references takes less time than to hash a key.</summary>
    private readonly Lazy<ClosedForm[]> _forms;
    private readonly Lock _deriving = new();
    private readonly ConcurrentDictionary<Quantity, (bool IsDecided, string? UndefinedBecause)> _existence = [];
    private readonly Lazy<PiecewiseSmoothFunction> _function;
    private readonly Lazy<DirectQuadrature> _direct;
    private readonly Lazy<DerivativeTable> _table;
    private readonly bool _mayOutgrow;
    private Derivation? _derivation;

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
        _forms = new Lazy<ClosedForm[]>(() => [.. Quantity.All.Select(q => Derivation[q])]);
        _function = new Lazy<PiecewiseSmoothFunction>(() => ActivationCompiler.Compile(activation));
        _direct = new Lazy<DirectQuadrature>(() => new DirectQuadrature(activation));
        _table = new Lazy<DerivativeTable>(() => new DerivativeTable(activation));
        _mayOutgrow = activation.Pieces.Any(p => Outgrowth.IsPossible(p.Expression));
    }

    /// <summary>The activation.</summary>
    public Activation Activation { get; }

    /// <summary>Its closed forms; derived when they are first asked for.</summary>
    public Derivation Derivation => Derived(CancellationToken.None);

    /// <summary>The activation with three derivatives, compiled.</summary>
    public PiecewiseSmoothFunction Function => _function.Value;

    /// <summary>The activation with more derivatives, at many points at a time.</summary>
    internal DerivativeTable Derivatives => _table.Value;

    /// <summary>True if a quantity exists at no K. Of most formulas it is known without their derivatives, which fixed nodes do not need.</summary>
    internal bool Outgrows(Quantity quantity) => _mayOutgrow && Function.Outgrows(quantity.Integrand);

    /// <summary>True if a quantity is known not to exist at K, so that no quadrature is to be asked.</summary>
    private bool Diverges(Quantity quantity, double k) => Outgrows(quantity) || (_mayOutgrow && Function.Diverges(quantity.Integrand.Degree, k) == true);

    /// <summary>One quantity at one K, the quickest way to a single number.</summary>
    /// <param name="quantity">Which.</param>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="method">How to evaluate. Default: the closed form where it exists and is accurate.</param>
    /// <returns>The value, or why there is none: it does not exist, diverges, overflows, could not be computed, or has no closed form although that was asked for.</returns>
    /// <exception cref="UserInputException">K is not positive and finite.</exception>
    public QuantityValue Evaluate(Quantity quantity, double K, EvaluationMethod method = EvaluationMethod.Auto)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        Require.Positive(K, "K");
        QuantityValue? closed = FromClosedForm(quantity, K, method);
        return closed is { } value && !NeedsQuadrature(value, method) ? value
            : Better(closed, (Diverges(quantity, K) ? null : _direct.Value.TryEvaluateOne(K, quantity)) ?? GaussianQuadrature.Evaluate(Function, K, [quantity])[quantity]);
    }

    /// <summary>Quantities at one K. One without a value takes none of the others with it.</summary>
    /// <param name="K">The kernel, positive and finite.</param>
    /// <param name="method">How to evaluate. Default: closed forms where they exist and are accurate.</param>
    /// <param name="quantities">Which; those of <see cref="Quantity.All"/> unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">K is not positive and finite.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public ExpectationValues Evaluate(
        double K, EvaluationMethod method = EvaluationMethod.Auto, IReadOnlyCollection<Quantity>? quantities = null, CancellationToken cancellation = default)
    {
        Require.Positive(K, "K");
        Dictionary<Quantity, QuantityValue> values = [];
        List<Quantity>? missing = null;
        List<QuantityValue?>? closed = null;
        foreach (Quantity quantity in quantities ?? Quantity.All)
        {
            QuantityValue? value = FromClosedForm(quantity, K, method, cancellation);
            values[quantity] = value ?? default;
            if (value is null || NeedsQuadrature(value.Value, method))
            {
                (missing ??= []).Add(quantity);
                (closed ??= []).Add(value);
            }
        }

        if (missing is not null && closed is not null)
        {
            // Fixed nodes where they suffice, adaptive panels for the rest.
            Estimate?[] quick = new Estimate?[missing.Count];
            if (!missing.Exists(q => Diverges(q, K)))
            {
                _direct.Value.TryEvaluate(K, missing, quick);
            }

            Quantity[] rest = [.. missing.Where((_, i) => quick[i] is null)];
            GaussianExpectations? adaptive = rest.Length == 0 ? null : GaussianQuadrature.Evaluate(Function, K, rest, cancellation);
            for (int i = 0; i < missing.Count; i++)
            {
                values[missing[i]] = Better(closed[i], quick[i] ?? adaptive![missing[i]]);
            }
        }

        return new ExpectationValues(K, values);
    }

    private static bool NeedsQuadrature(QuantityValue closed, EvaluationMethod method) =>
        closed.IsDefined && method == EvaluationMethod.Auto && closed.RelativeError > LargestClosedFormError;

    /// <summary>The closed forms; where the derivation is cancelled, the next one who asks begins again.</summary>
    private Derivation Derived(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _derivation) is { } known)
        {
            return known;
        }

        lock (_deriving)
        {
            return _derivation ??= Derivation.Of(Activation, cancellation: cancellation);
        }
    }

    private QuantityValue? FromClosedForm(Quantity quantity, double K, EvaluationMethod method, CancellationToken cancellation = default)
    {
        if (method == EvaluationMethod.Quadrature && _derivation is null && ExistenceOf(quantity) is (true, var reason))
        {
            // A formula of many digits takes seconds to derive, which nothing would use here.
            return reason is null ? null : QuantityValue.None(method, NowhereKind(quantity), reason);
        }

        _ = Derived(cancellation);
        ClosedForm form = FormOf(quantity);
        if (form.IsUndefined)
        {
            return QuantityValue.None(method, NowhereKind(quantity), form.Reason!);
        }

        if (method == EvaluationMethod.Quadrature)
        {
            return null;
        }

        if (form.Formula is null)
        {
            return method == EvaluationMethod.Auto ? null : QuantityValue.None(method, NoValueKind.NoClosedForm, $"there is no closed form of {quantity}: {form.Reason}");
        }

        if (form.ValidBelow is not null && K >= RunningErrorEvaluator.Evaluate(form.ValidBelow, Symbol.K, K).Value)
        {
            return form.DivergesBeyond
                ? QuantityValue.None(method, NoValueKind.Diverges, Text($"{quantity} diverges at K = {K}: it exists only for {form.Condition}"))
                : method == EvaluationMethod.Auto ? null
                : QuantityValue.None(method, NoValueKind.NoClosedForm, Text($"the closed form of {quantity} holds only for {form.Condition}, not at K = {K}"));
        }

        BoundedValue value = RunningErrorEvaluator.Evaluate(form.Formula, Symbol.K, K);
        if (!double.IsFinite(value.Value) && method == EvaluationMethod.Auto)
        {
            // exp(2K) overflows long before exp(2K) Phi(-2 sqrt K) does.
            return null;
        }

        return double.IsFinite(value.Value)
            ? new QuantityValue(value.Value, form.Formula.IsZero ? 0 : value.WithUnderflow, EvaluationMethod.ClosedForm)
            : QuantityValue.None(method, NoValueKind.Failed, Text($"{quantity} is beyond the range of double precision at K = {K}; use a smaller K"));
    }

    /// <summary>Of what exists at no K: where slopes have no expectation, as of sign, computations go on without them; without a moment of s itself there is no kernel, or no fluctuation of it.</summary>
    private static NoValueKind NowhereKind(Quantity quantity) => quantity.Integrand.Order == 0 ? NoValueKind.Diverges : NoValueKind.Undefined;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static QuantityValue Better(QuantityValue? closed, Estimate estimate) => closed is { } value
        && (!(estimate.AbsoluteError < value.AbsoluteError) || (value.AbsoluteError < SmallestNormal && !double.IsNormal(value.Value) && !double.IsNormal(estimate.Value)))
        ? value
        : new QuantityValue(estimate.Value, estimate.AbsoluteError, EvaluationMethod.Quadrature, estimate.Missing);

    private (bool IsDecided, string? UndefinedBecause) ExistenceOf(Quantity quantity)
    {
        if (!_existence.TryGetValue(quantity, out (bool, string?) known))
        {
            bool isDecided = Derivation.TryDecide(Activation, quantity, out string? reason);
            _existence[quantity] = known = (isDecided, reason);
        }

        return known;
    }

    private ClosedForm FormOf(Quantity quantity)
    {
        ClosedForm[] forms = _forms.Value;
        for (int i = 0; i < forms.Length; i++)
        {
            if (ReferenceEquals(quantity, Quantity.All[i]))
            {
                return forms[i];
            }
        }

        return Derivation[quantity];
    }
}
