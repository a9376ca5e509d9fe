using System.Collections.Concurrent;
using Theory.Activations;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Architectures;

/// <summary>How layers change the signal of one input, with the expectations of every activation prepared once.</summary>
internal sealed class ArchitectureEvaluator
{
    private static readonly Quantity MeanSlope = Quantity.Mean.Derivative(1, "meanSlope", "<s>'", @"\langle\sigma\rangle'", "slope of the mean activation", "d<s>/dK");

    private static readonly Quantity[] ForVertex = [Quantity.Mean, Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, Quantity.FourthMoment, MeanSlope];

    private static readonly Quantity[] WithoutVertex = [Quantity.Mean, Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp, MeanSlope];

    /// <summary>Without one of these there is no signal behind an activation.</summary>
    private static readonly Quantity[] Needed = [Quantity.Kernel, Quantity.ChiParallel, Quantity.ChiPerp];

    private readonly ConcurrentDictionary<Activation, ExpectationEvaluator> _expectations = [];
    private readonly ConcurrentDictionary<Activation, KernelTable>? _tables;
    private readonly FluctuationSteps _fluctuations;

    /// <summary>An evaluator.</summary>
    /// <param name="tabulated">
    /// True for work that asks for kernels a million times: expectations come from tables with an error of 1e-10, made at the first use, and means are not followed, which
    /// <see cref="MeanUse"/> must have found not to matter. Such an evaluator may be used by several threads.
    /// </param>
    public ArchitectureEvaluator(bool tabulated = false)
    {
        _tables = tabulated ? [] : null;
        _fluctuations = new FluctuationSteps(ExpectationsOf);
    }

    /// <summary>Told the kernel of every signal that enters an activation; null for nobody.</summary>
    public Action<double>? Entering { get; set; }

    /// <summary>The expectations of an activation.</summary>
    public ExpectationEvaluator ExpectationsOf(Activation activation) => _expectations.GetOrAdd(
        activation, a => _expectations.FirstOrDefault(e => e.Key.Definition == a.Definition).Value ?? new ExpectationEvaluator(a));

    /// <summary>The signal behind a network that K enters, without its fluctuations.</summary>
    public SignalState Behind(Architecture network, double k) =>
        Apply(network.Sequence, new SignalState { K = k, Fluctuation = new UnknownFluctuation("not asked for"), Shape = network.Input });

    /// <summary>The signal behind a sequence.</summary>
    public SignalState Apply(LayerSequence sequence, SignalState state) => sequence.Layers.Aggregate(state, (s, layer) => Apply(layer, s));

    /// <summary>The signal behind a layer, or the state before with its end, which no further layer changes.</summary>
    /// <exception cref="UserInputException">The layer does not take such a signal.</exception>
    public SignalState Apply(Layer layer, SignalState state)
    {
        if (state.End is not null)
        {
            return state;
        }

        SignalState next = layer switch
        {
            Linear linear => Weigh(linear, state),
            Elementwise activation => Activate(activation, state),
            Scaling scaling => Scale(state, scaling.Factor),
            Residual residual => Skip(residual, state),
            Branches branches => Combine(branches, state),
            Normalisation norm => Normalise(norm, state),
            Dropout dropout => Drop(dropout, state),
            Repetition repetition => Enumerable.Repeat(repetition.Body, repetition.Count).Aggregate(state, (s, body) => Apply(body, s)),
            Flatten => state with { Fluctuation = new UnknownFluctuation("finite width is not known for images") },
            Convolution convolution => Convolve(convolution, state),
            Pooling => throw layer.Refused("pooling needs the correlations of positions, which one kernel does not know; use theory gram, whose inputs are images"),
            _ => throw layer.Refused("this layer is not followed here"),
        };
        if (next.End is not null)
        {
            return state with { End = next.End };
        }

        next = next with { Shape = layer is Repetition ? next.Shape : Architecture.ShapeAfter(layer, state.Shape) };
        return double.IsFinite(next.K) && !double.IsInfinity(next.Theta) ? next
            : state with { End = new FlowEnd(0, FlowEndKind.Overflow, $"{(double.IsFinite(next.K) ? "Theta" : "the kernel")} behind {Architecture.TextOf(layer)} exceeds 1.8e308; use fewer layers, a smaller C_W or a smaller input") };
    }

    private SignalState Weigh(Linear layer, SignalState state)
    {
        double k = layer.Cb + (layer.Cw * state.K);
        return state with
        {
            K = k,
            Slope = layer.Cw * state.Slope,
            Jacobian = layer.Cw * state.Jacobian,
            Theta = layer.LambdaB + (layer.LambdaW * state.K) + (layer.Cw * state.Theta),
            Mean = 0,
            MeanSlope = 0,
            IsUniform = true,
            NotGaussianBecause = null,
            Fluctuation = _fluctuations.Weigh(state.Fluctuation, layer, state.K, k, state.Shape.Width),
        };
    }

    private SignalState Activate(Elementwise layer, SignalState state)
    {
        if (state.NotGaussianBecause is string reason)
        {
            throw layer.Refused($"the activation {layer.Activation} needs a Gaussian signal, and this one is not: {reason}; put linear before it");
        }

        if (!(state.K > 0))
        {
            throw layer.Refused($"the signal that enters {layer.Activation} is 0; use a positive K, or biases");
        }

        Entering?.Invoke(state.K);
        if (_tables is not null && state.Fluctuation is UnknownFluctuation && Look(layer, state) is SignalState found)
        {
            return found;
        }

        ExpectationEvaluator evaluator = ExpectationsOf(layer.Activation);
        ExpectationValues values = evaluator.Evaluate(state.K, quantities: state.Fluctuation is UnknownFluctuation ? WithoutVertex : ForVertex);
        if (Needed.Select(q => values[q].Missing).FirstOrDefault(m => m is { Kind: not NoValueKind.Undefined }) is NoValue missing)
        {
            return state with { End = new FlowEnd(0, missing.Kind == NoValueKind.Overflows ? FlowEndKind.Overflow : FlowEndKind.Expectation, $"{layer.Activation}: {missing.Reason}") };
        }

        double g = values[Quantity.Kernel].Value;
        double slope = values[Quantity.ChiParallel].Value;
        double perpendicular = values[Quantity.ChiPerp].Value;

        // That of an odd activation is 0 but for rounding, and stays so for every K.
        QuantityValue mean = values[Quantity.Mean];
        bool hasMean = Math.Abs(mean.Value) > mean.AbsoluteError;
        return state with
        {
            K = g,
            Slope = slope * state.Slope,
            Jacobian = perpendicular * state.Jacobian,
            Theta = state.Theta == 0 ? 0 : perpendicular * state.Theta,
            Mean = hasMean ? mean.Value : 0,
            MeanSlope = hasMean ? values[MeanSlope].Value * state.Slope : 0,
            NotGaussianBecause = $"it comes from the activation {layer.Activation}",
            Fluctuation = state.Fluctuation is UnknownFluctuation ? state.Fluctuation
                : FluctuationSteps.Activate(state.Fluctuation, new SquareMoments(layer.Activation, state.K, slope, values[Quantity.FourthMoment].Value - (g * g))),
        };
    }

    /// <summary>The same from a table; null where it has no values.</summary>
    private SignalState? Look(Elementwise layer, SignalState state)
    {
        KernelTable table = _tables!.GetOrAdd(layer.Activation, a => KernelTable.Of(ExpectationsOf(a)));
        double x = Math.Log(state.K);
        if (x < table.From || x > table.To)
        {
            return null;
        }

        KernelSample sample = table.At(x);
        return state with
        {
            K = sample.G,
            Slope = sample.Slope * state.Slope,
            Jacobian = sample.SlopeSquare * state.Jacobian,
            Theta = state.Theta == 0 ? 0 : sample.SlopeSquare * state.Theta,
            NotGaussianBecause = $"it comes from the activation {layer.Activation}",
        };
    }

    private static SignalState Scale(SignalState state, double factor)
    {
        double square = factor * factor;
        return state with
        {
            K = square * state.K,
            Slope = square * state.Slope,
            Jacobian = square * state.Jacobian,
            Theta = square * state.Theta,
            Mean = factor * state.Mean,
            MeanSlope = factor * state.MeanSlope,
            Fluctuation = FluctuationSteps.Scale(state.Fluctuation, factor),
        };
    }

    private SignalState Skip(Residual residual, SignalState state)
    {
        SignalState body = Apply(residual.Body, state with { Fluctuation = FluctuationSteps.Enter(state.Fluctuation, state.Shape.Width) });
        SignalState skip = residual.Projection is LayerSequence projection ? Apply(projection, state) : state;
        if ((body.End ?? skip.End) is FlowEnd end)
        {
            return state with { End = end };
        }

        SignalState sum = Add(residual, [Weighted(skip, residual.Alpha), Weighted(body, residual.Beta)]);
        return sum with
        {
            Fluctuation = residual.Projection is not null ? new UnknownFluctuation("finite width is not known for projected skips")
                : FluctuationSteps.Leave(body.Fluctuation, residual, state.K, sum.K),
        };
    }

    private SignalState Combine(Branches branches, SignalState state)
    {
        string name = branches.Name ?? Architecture.TextOf(branches).Split('(')[0];
        UnknownFluctuation unknown = new($"finite width is not known for {name}");
        SignalState[] states = [.. branches.Sequences.Select(s => Apply(s, state with { Fluctuation = unknown }))];
        if (states.Select(s => s.End).FirstOrDefault(e => e is not null) is FlowEnd end)
        {
            return state with { End = end };
        }

        SignalState result = branches.Combination switch
        {
            BranchCombination.Sum => Add(branches, states),
            BranchCombination.Product => Multiply(branches, states, name),
            _ => Concatenate(states),
        };
        return result with { Fluctuation = unknown };
    }

    /// <summary>A branch times a number, which may be 0.</summary>
    private static SignalState Weighted(SignalState state, double factor) => factor == 0
        ? state with { K = 0, Slope = 0, Jacobian = 0, Theta = 0, Mean = 0, MeanSlope = 0, NotGaussianBecause = null, IsUniform = true }
        : factor == 1 ? state : Scale(state, factor);

    /// <summary>y_1 + y_2 + …, independent of each other: the mean square has the products of the means besides.</summary>
    private static SignalState Add(Layer layer, SignalState[] states)
    {
        if (states.Count(s => s.Mean != 0) > 1 && Array.Exists(states, s => !s.IsUniform))
        {
            throw layer.Refused("what is concatenated has no single mean, and cannot be added to a signal with a mean; put linear behind concat");
        }

        double mean = states.Sum(s => s.Mean);
        double cross = (mean * mean) - states.Sum(s => s.Mean * s.Mean);
        double slope = states.Sum(s => s.MeanSlope);
        return states[0] with
        {
            K = states.Sum(s => s.K) + cross,
            Slope = states.Sum(s => s.Slope) + (states.Count(s => s.Mean != 0) > 1 ? (2 * mean * slope) - states.Sum(s => 2 * s.Mean * s.MeanSlope) : 0),
            Jacobian = states.Sum(s => s.Jacobian),
            Theta = states.Sum(s => s.Theta),
            Mean = mean,
            MeanSlope = slope,
            IsUniform = Array.TrueForAll(states, s => s.IsUniform),
            NotGaussianBecause = states.Select(s => s.NotGaussianBecause).FirstOrDefault(r => r is not null),
        };
    }

    /// <summary>y_1 y_2 …, independent of each other.</summary>
    private static SignalState Multiply(Layer layer, SignalState[] states, string name)
    {
        if (Array.Exists(states, s => !s.IsUniform))
        {
            throw layer.Refused("what is concatenated cannot be multiplied neuron by neuron here; put linear behind concat");
        }

        double Others(int i, Func<SignalState, double> of) => states.Where((_, j) => j != i).Aggregate(1.0, (p, s) => p * of(s));
        double Each(Func<SignalState, double> of, Func<SignalState, double> others) => states.Select((s, i) => of(s) * Others(i, others)).Sum();
        return states[0] with
        {
            K = states.Aggregate(1.0, (p, s) => p * s.K),
            Slope = Each(s => s.Slope, s => s.K),
            Jacobian = Each(s => s.Jacobian, s => s.K),
            Theta = Each(s => s.Theta, s => s.K),
            Mean = states.Aggregate(1.0, (p, s) => p * s.Mean),
            MeanSlope = Each(s => s.MeanSlope, s => s.Mean),
            NotGaussianBecause = $"it is a product ({name})",
        };
    }

    /// <summary>Neurons beside each other: averages, by width.</summary>
    private static SignalState Concatenate(SignalState[] states)
    {
        double[] weights = BranchWeights.Of(states.Select(s => s.Shape));
        double Average(Func<SignalState, double> of) => states.Select((s, i) => weights[i] * of(s)).Sum();
        return states[0] with
        {
            K = Average(s => s.K),
            Slope = Average(s => s.Slope),
            Jacobian = Average(s => s.Jacobian),
            Theta = Average(s => s.Theta),
            Mean = Average(s => s.Mean),
            MeanSlope = Average(s => s.MeanSlope),
            IsUniform = false,
            NotGaussianBecause = "neurons that are concatenated have different variances",
        };
    }

    /// <summary>Divided by the deviation, whose own derivative does not matter: perturbations of one input change it by 1/n of theirs.</summary>
    private static SignalState Normalise(Normalisation norm, SignalState state)
    {
        bool centred = norm.Kind == NormalisationKind.Layer;
        double variance = centred ? state.K - (state.Mean * state.Mean) : state.K;
        if (!(variance > 0))
        {
            throw norm.Refused("the norm of a signal of 0 does not exist; use a positive K, or biases");
        }

        return state with
        {
            K = 1,
            Slope = 0,
            Jacobian = state.Jacobian / variance,
            Theta = state.Theta / variance,
            Mean = centred ? 0 : state.Mean / Math.Sqrt(variance),
            MeanSlope = centred || state.Mean == 0 ? 0 : (state.MeanSlope - (state.Mean * state.Slope / (2 * variance))) / Math.Sqrt(variance),
            Fluctuation = FluctuationSteps.Normalise(state.Fluctuation, centred, state.Shape.Width),
        };
    }

    private static SignalState Drop(Dropout dropout, SignalState state) => dropout.Keep == 1 ? state : state with
    {
        K = state.K / dropout.Keep,
        Slope = state.Slope / dropout.Keep,
        Jacobian = state.Jacobian / dropout.Keep,
        Theta = state.Theta / dropout.Keep,
        NotGaussianBecause = "dropout has set some of its neurons to 0",
        Fluctuation = new UnknownFluctuation("finite width is not known behind dropout"),
    };

    private SignalState Convolve(Convolution convolution, SignalState state) => convolution.Padding == Padding.Zero && convolution.Size.Any(s => s > 1)
        ? throw convolution.Refused("beyond the edge there are zeros, so that the kernel differs from position to position; use padding=circular or valid here, or theory gram, whose inputs are images")
        : Weigh(convolution.Weights, state) with { Fluctuation = new UnknownFluctuation("finite width is not known for images") };
}
