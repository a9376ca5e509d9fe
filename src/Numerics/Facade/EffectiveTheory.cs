using Theory.Activations;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Facade;

/// <summary>The front door: what the effective theory says of one activation.</summary>
/// <remarks>
/// A thin façade: each member forwards to the part of the library that does the work, which a program that needs more can use itself. Sampled networks are an
/// extension in <c>Theory.Validation</c>, so that nothing here loads TorchSharp. Safe to use from several threads.
/// </remarks>
/// <example>
/// <code>
/// var gelu = EffectiveTheory.Of("gelu");
/// Console.WriteLine(gelu.Kernel.Formula);
/// Console.WriteLine(gelu.Kernel.At(1));
/// </code>
/// </example>
public sealed class EffectiveTheory
{
    private readonly ExpectationEvaluator _evaluator;
    private readonly Lazy<Classification> _classification;

    private EffectiveTheory(Activation activation)
    {
        _evaluator = new ExpectationEvaluator(activation);
        _classification = new Lazy<Classification>(() => Classifier.Classify(_evaluator));
    }

    /// <summary>The activation.</summary>
    public Activation Activation => _evaluator.Activation;

    /// <summary>The mean activation &lt;s&gt;.</summary>
    public Expectation Mean => this[Quantity.Mean];

    /// <summary>The kernel g(K) = &lt;s^2&gt;.</summary>
    public Expectation Kernel => this[Quantity.Kernel];

    /// <summary>The parallel susceptibility at C_W = 1, g'(K).</summary>
    public Expectation ChiParallel => this[Quantity.ChiParallel];

    /// <summary>The perpendicular susceptibility at C_W = 1, &lt;s'^2&gt;.</summary>
    public Expectation ChiPerp => this[Quantity.ChiPerp];

    /// <summary>h at C_W = 1, half the derivative of &lt;s'^2&gt;.</summary>
    public Expectation H => this[Quantity.H];

    /// <summary>The fourth moment &lt;s^4&gt;, source of the four-point vertex.</summary>
    public Expectation FourthMoment => this[Quantity.FourthMoment];

    /// <summary>Any expectation, also one of your own: <c>theory[Quantity.Of(Integrand.Of(3), "third moment", "here")]</c>.</summary>
    public Expectation this[Quantity quantity] => new(quantity ?? throw new ArgumentNullException(nameof(quantity)), _evaluator);

    /// <summary>The theory of an activation.</summary>
    /// <param name="activation">A name of the catalogue (<c>gelu</c>, <c>leaky_relu(0.1)</c>, <c>mrepu:2</c>) or a formula in z (<c>z*max(0,z+1)^2</c>).</param>
    /// <exception cref="UserInputException">The text is not an activation, or a parameter is left free.</exception>
    public static EffectiveTheory Of(string activation) => new(Activation.Parse(activation));

    /// <summary>The theory of an activation.</summary>
    /// <exception cref="UserInputException">The activation has a free parameter.</exception>
    public static EffectiveTheory Of(Activation activation) => new(activation);

    /// <summary>The universality class, the critical initialisations, and why. Computed once.</summary>
    /// <exception cref="UserInputException">The activation is not defined on the whole line, or its C_W is beyond the range of double precision.</exception>
    public Classification Classify() => _classification.Value;

    /// <summary>The law of fully connected networks with this activation.</summary>
    /// <param name="depth">The number L of layers of preactivations.</param>
    /// <param name="width">The number of neurons of every layer.</param>
    /// <param name="cw">C_W of every layer.</param>
    /// <param name="cb">C_b of every layer. Default 0.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public Network Law(int depth, int width, double cw, double cb = 0) => Network.Plain(Activation, depth, width, cb, cw);

    /// <summary>Kernel, finite-width metric, four-point vertex, susceptibilities, gradients and tangent kernel of networks of a law, layer by layer.</summary>
    /// <param name="law">The law, from <see cref="Law"/> or with layers of your own.</param>
    /// <param name="k1">The kernel K(1) of the first preactivations.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>The layers that are reached, and why the flow ends where it ends early.</returns>
    /// <exception cref="UserInputException">The networks cannot have this K(1), or are infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public FlowOutcome<FlowLayer> Flow(Network law, double k1, CancellationToken cancellation = default) =>
        KernelFlow.ComputeWithLogarithms(Evaluator(law), Signal.Kernel(k1), cancellation);

    /// <summary>A network with this activation prepared.</summary>
    /// <exception cref="UserInputException">An activation of the network has a free parameter.</exception>
    public NetworkEvaluator Evaluator(Network law) => new(law, _evaluator);

    /// <inheritdoc/>
    public override string ToString() => Activation.ToString();
}
