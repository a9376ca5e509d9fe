using System.Globalization;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Theory.Validation.Activations;
using Theory.Validation.Sampling;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>What theory says about an ensemble: about the very networks and the very signal that are sampled, so that the two cannot differ.</summary>
public sealed class EnsembleTheory
{
    /// <summary>
    /// What the judgement by the exact law may take, some seconds for most activations, more where transforms are costly (those that oscillate, in few neurons); it judges the layers that this suffices for. The quick law has four to eight digits, and
    /// no ensemble resolves as many: a distribution function of a million networks is known to 10^-3.
    /// </summary>
    private const long LawEffort = 500_000;

    private readonly NetworkEvaluator _networks;
    private readonly Signal _signal;
    private IReadOnlyList<PairFlow>? _pairs;

    private EnsembleTheory(NetworkEvaluator networks, Signal signal, FlowOutcome<FlowLayer> flow, CancellationToken cancellation)
    {
        (_networks, _signal) = (networks, signal);
        Flow = flow with { Layers = MetricTails.AddTo(networks, flow.Layers, cancellation) };
        Followed = flow is { End: not null, Layers.Count: > 0 } && Degree is > 1
            ? new FlowOutcome<FlowLayer>([.. Flow.Layers, .. Enumerable.Range(flow.Layers.Count + 1, Network.Depth - flow.Layers.Count).Select(Beyond)], null)
            : Flow;
    }

    /// <summary>The law of the networks.</summary>
    public Network Network => _networks.Network;

    /// <summary>The flow of the first input.</summary>
    public FlowOutcome<FlowLayer> Flow { get; }

    /// <summary>
    /// The same as far as an ensemble can be followed: for homogeneous activations, whose ensembles go on by logarithms, layers beyond double precision are NaN.
    /// </summary>
    public FlowOutcome<FlowLayer> Followed { get; }

    /// <summary>p where s(c z) = c^p s(z) in every layer and there are no biases; else null.</summary>
    private double? Degree => Network.LinearLayers.All(l => l.Cb == 0) && _networks.Uniform is ExpectationEvaluator evaluator
        ? HomogeneityDegree.Of(evaluator.Activation)
        : null;

    /// <summary>The theory of an ensemble.</summary>
    /// <param name="options">The ensemble.</param>
    /// <param name="known">An activation that is prepared already; it also stands for the one that a network of a single layer lacks.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The networks cannot have such a first layer, or are infinitely wide, or the first input is 0.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static EnsembleTheory Of(SamplingOptions options, ExpectationEvaluator? known = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.InputCount > 1)
        {
            options.Network.RequireNormal("the theory of several inputs");
        }

        NetworkEvaluator networks = new(options.Network, known);
        Signal first = options.InputCount == 1 ? options.Signal : Signal.Kernel(options.FirstMetric()[0]);
        return new EnsembleTheory(networks, options.Signal, KernelFlow.Compute(networks, first, cancellation), cancellation);
    }

    /// <summary>log K(l) of a homogeneous activation without biases, by log K(l+1) = p log K(l) + log(C_W g(1)); null for others.</summary>
    /// <exception cref="UserInputException">g(1) has no value.</exception>
    public IReadOnlyList<double>? LogKernels()
    {
        if (Degree is not double degree)
        {
            return null;
        }

        KernelPower power = new(degree, _networks.At(1)!.Evaluate(Quantity.Kernel, 1).OrThrow().Value);
        double[] logs = new double[Network.Depth];
        logs[0] = Math.Log(_signal.FirstKernel(Network)[0]);
        for (int l = 1; l < logs.Length; l++)
        {
            logs[l] = power.Next(logs[l - 1], Network[l + 1].Cw);
        }

        return logs;
    }

    /// <summary>The flow of each input; inputs of one length share theirs, and there is none where K(1) is 0 or the flow ends.</summary>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IReadOnlyList<IReadOnlyList<FlowLayer>?> Flows(CancellationToken cancellation = default)
    {
        int inputs = _signal.Count;
        if (inputs == 1)
        {
            return [Followed.Layers];
        }

        double[] metric = _signal.FirstKernel(Network);
        Dictionary<string, IReadOnlyList<FlowLayer>?> known = [];
        return [.. Enumerable.Range(0, inputs).Select(a =>
        {
            double k1 = metric[a * (inputs + 1)];
            string key = k1.ToString("E10", CultureInfo.InvariantCulture);
            if (!known.TryGetValue(key, out IReadOnlyList<FlowLayer>? flow))
            {
                flow = k1 > 0 && new EnsembleTheory(_networks, Signal.Kernel(k1), KernelFlow.Compute(_networks, Signal.Kernel(k1), cancellation), cancellation).Followed is { End: null } whole
                    ? whole.Layers
                    : null;
                known.Add(key, flow);
            }

            return flow;
        })];
    }

    /// <summary>An ensemble of these networks against its theory: layer by layer, all layers together, and how far the expansion reaches.</summary>
    /// <exception cref="ArgumentException">The ensemble is one of other networks or of another signal.</exception>
    /// <exception cref="UserInputException">There are too few networks for so many layers.</exception>
    public (EnsembleComparison Layers, EnsembleJudgement Judgement, ExpansionReach Reach) Compare(EnsembleStatistics statistics, string sampler)
    {
        RequireSame(statistics);
        IReadOnlyList<FlowLayer> flow = Followed.Layers;
        return (EnsembleComparison.Of(flow, statistics.Layers(), sampler), EnsembleJudgement.Of(flow, statistics), ExpansionReach.Of(flow, statistics));
    }

    /// <summary>The distributions of an ensemble of these networks, for one input, against the exact law; null for several inputs or too few networks.</summary>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    internal LawJudgement? CompareLaw(EnsembleStatistics statistics, CancellationToken cancellation)
    {
        RequireSame(statistics);
        if (_signal.Count > 1 || !Network.IsNormal || statistics.Distribution(1).Count < LayerComparison.FewestMembers)
        {
            return null;
        }

        FlowOutcome<LawLayer> law = MetricLaw.ComputeQuickly(Network, _signal, [], LawEffort, cancellation);
        (LogHistogram, long) Sampled(int layer) => (statistics.Distribution(layer), statistics.Overflowed(layer));
        return _networks.Uniform is { } evaluator ? LawJudgement.Of(law, Sampled, SampledRange.Floor(evaluator, Network.LinearLayers.Max(l => l.Cw))) : LawJudgement.Of(law, Sampled);
    }

    /// <summary>The pairs of inputs of an ensemble of these networks against theory.</summary>
    /// <param name="statistics">The ensemble.</param>
    /// <param name="flows">The flow of each input.</param>
    /// <param name="options">How it was drawn.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="ArgumentException">The ensemble is one of other networks or of another signal.</exception>
    /// <exception cref="UserInputException">There are too few networks for so many layers.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public SeveralInputsJudgement ComparePairs(
        EnsembleStatistics statistics, IReadOnlyList<IReadOnlyList<FlowLayer>?> flows, SamplingOptions options, CancellationToken cancellation = default)
    {
        RequireSame(statistics);
        return SeveralInputsJudgement.Of(_pairs ??= PairFlow.Of(_networks, (NetworkInputs)_signal, cancellation), flows, statistics, options);
    }

    private void RequireSame(EnsembleStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!ReferenceEquals(statistics.Network, Network) || !ReferenceEquals(statistics.Signal, _signal))
        {
            throw new ArgumentException("the ensemble is one of other networks or of another signal than the theory", nameof(statistics));
        }
    }

    /// <summary>A layer beyond double precision.</summary>
    private static FlowLayer Beyond(int layer) =>
        new(layer, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}
