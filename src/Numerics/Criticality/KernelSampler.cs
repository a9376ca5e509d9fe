using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>Evaluates g, g' and &lt;s'^2&gt; of an activation where they exist.</summary>
internal sealed class KernelSampler
{
    /// <summary>Below this g its logarithm is no longer a smooth function.</summary>
    private const double LeastG = 1e-200;

    private readonly ExpectationEvaluator _evaluator;
    private readonly Quantity[] _quantities;
    private readonly bool _jumps;

    /// <summary>Prepares an activation.</summary>
    /// <exception cref="UserInputException">The activation is not defined on the whole line.</exception>
    public KernelSampler(ExpectationEvaluator evaluator)
    {
        _ = evaluator.Function;
        _evaluator = evaluator;
        _jumps = evaluator.Activation.FirstJump is not null;
        _quantities = _jumps ? [Quantity.Kernel, Quantity.ChiParallel] : [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp];
    }

    /// <summary>The activation.</summary>
    public Activation Activation => _evaluator.Activation;

    /// <summary>The expectations at K with the largest relative uncertainty (of g', relative to g/K); false where one diverges, overflows or vanishes.</summary>
    public bool TryEvaluate(double k, out KernelSample sample, out double uncertainty)
    {
        (sample, uncertainty) = (default, 0);
        try
        {
            ExpectationValues values = _evaluator.Evaluate(k, quantities: _quantities);
            QuantityValue g = values[Quantity.Kernel];
            QuantityValue slope = values[Quantity.ChiParallel];
            QuantityValue? perpendicular = _jumps ? null : values[Quantity.ChiPerp];
            sample = new KernelSample(k, g.Value, slope.Value, perpendicular?.Value ?? double.NaN);
            uncertainty = Math.Max(Math.Max(g.RelativeError, slope.AbsoluteError * k / g.Value), perpendicular?.RelativeError ?? 0);
            return g.Value > LeastG && double.IsFinite(g.Value) && double.IsFinite(slope.Value)
                && (perpendicular is null || (sample.SlopeSquare > 0 && double.IsFinite(sample.SlopeSquare)));
        }
        catch (UserInputException)
        {
            return false;
        }
    }
}
