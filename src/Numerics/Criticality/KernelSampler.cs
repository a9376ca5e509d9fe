using Theory.Activations;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Criticality;

/// <summary>Evaluates g, g' and &lt;s'^2&gt; of an activation where they exist.</summary>
internal sealed class KernelSampler
{
    /// <summary>Below this g its logarithm is no longer a smooth function.</summary>
    private const double LeastG = 1e-200;

    /// <summary>An activation that loses more digits than this to rounding, as log(1 + z^2) near 0, is not known there; and seeking them is slow.</summary>
    private const double LargestUncertainty = 1e-10;

    /// <summary>
    /// Closed forms that are known to this are taken as they are. Quadrature would be a little more accurate at best: of sin(z) at large K, whose g' underflows, it is not, and takes
    /// thousands of nodes to find that out.
    /// </summary>
    private const double SufficientUncertainty = 1e-12;

    private readonly ExpectationEvaluator _evaluator;
    private readonly Quantity[] _quantities;
    private readonly SmallKernelSeries? _series;
    private readonly bool _jumps;
    private readonly bool _hasClosedForms;

    /// <summary>Prepares an activation.</summary>
    /// <exception cref="UserInputException">The activation is not defined on the whole line.</exception>
    public KernelSampler(ExpectationEvaluator evaluator)
    {
        _ = evaluator.Function;
        _evaluator = evaluator;
        _jumps = evaluator.Activation.FirstJump is not null;
        // Where <s^2> diverges at every K, as that of exp(z^4), the series describes nothing.
        _series = evaluator.Outgrows(Quantity.Kernel) ? null : SmallKernelSeries.Of(evaluator.Activation, _jumps);
        _quantities = _jumps ? [Quantity.Kernel, Quantity.ChiParallel] : [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp];
        _hasClosedForms = Array.TrueForAll(_quantities, q => evaluator.Derivation[q].Formula is not null);
    }

    /// <summary>The activation.</summary>
    public Activation Activation => _evaluator.Activation;

    /// <summary>True where s oscillates and quadrature has to follow it.</summary>
    public bool Oscillates => !_hasClosedForms && Activation.Pieces.Any(p => Waves(p.Expression));

    /// <summary>What is used at small K; null where s has no expansion at 0.</summary>
    public SmallKernelSeries? Series => _series;

    /// <summary>The expectations at K with the largest relative uncertainty (of g', relative to the larger of g' and g/K); false where one diverges, overflows, vanishes or is not known.</summary>
    public bool TryEvaluate(double k, out KernelSample sample, out double uncertainty) => Evaluate(k, out sample, out uncertainty) == SampleOutcome.Exists;

    /// <summary>The same, and what there is instead.</summary>
    public SampleOutcome Evaluate(double k, out KernelSample sample, out double uncertainty)
    {
        (sample, uncertainty) = (default, 0);
        if (_series is not null && k < _series.Below)
        {
            (sample, uncertainty) = (_series.At(k), SmallKernelSeries.Tolerance);
            return sample.G > LeastG ? SampleOutcome.Exists : SampleOutcome.Vanishes;
        }

        if (_hasClosedForms && Evaluate(k, EvaluationMethod.ClosedForm, out sample, out uncertainty) == SampleOutcome.Exists && uncertainty < SufficientUncertainty)
        {
            return SampleOutcome.Exists;
        }

        return Evaluate(k, EvaluationMethod.Auto, out sample, out uncertainty);
    }

    private SampleOutcome Evaluate(double k, EvaluationMethod method, out KernelSample sample, out double uncertainty)
    {
        (sample, uncertainty) = (default, 0);
        ExpectationValues values = _evaluator.Evaluate(k, method, _quantities);
        NoValue[] missing = [.. _quantities.Select(q => values[q].Missing).OfType<NoValue>()];
        if (missing.Length > 0)
        {
            return Array.TrueForAll(missing, m => m.IsInfinite) ? SampleOutcome.Infinite : SampleOutcome.Failed;
        }

        QuantityValue g = values[Quantity.Kernel];
        QuantityValue slope = values[Quantity.ChiParallel];
        QuantityValue? perpendicular = _jumps ? null : values[Quantity.ChiPerp];
        sample = new KernelSample(k, g.Value, slope.Value, perpendicular?.Value ?? double.NaN);
        uncertainty = Math.Max(g.RelativeError, slope.AbsoluteError / Math.Max(g.Value / k, Math.Abs(slope.Value)));

        // Where <s'^2> underflows to 0, whose relative error is infinite, g is known as well as elsewhere.
        bool vanishes = !(g.Value > LeastG) || (perpendicular is not null && !(sample.SlopeSquare > 0));
        uncertainty = vanishes ? uncertainty : Math.Max(uncertainty, perpendicular?.RelativeError ?? 0);
        return vanishes ? SampleOutcome.Vanishes
            : uncertainty < LargestUncertainty ? SampleOutcome.Exists
            : SampleOutcome.Lost;
    }

    private static bool Waves(Expr expr) => expr is Function { Kind: FunctionKind.Sin or FunctionKind.Cos } || expr.Children.Any(Waves);
}
