using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Flow;
using Theory.Numerics.Kernels;

namespace Theory.Numerics.Recommendations;

/// <summary>Initialisations of a network of any layers, ordered by what they cost.</summary>
/// <remarks>
/// The first and the last layer have a C_W of their own where they do not say one: they set the kernel that the others see, and the variance of outputs. Kernels and gradients of one
/// input are followed for all candidates, pairs of inputs for the best of them, around which C_W is then refined.
/// </remarks>
internal sealed class NetworkSearch
{
    private const int WeightSteps = 33;
    private const double LeastWeight = 0.05;
    private const double LargestWeight = 20;
    private const int OfEachKind = 3;
    private const int KindsRefined = 4;
    private const int StepsOfOneSize = 3;

    /// <summary>Outputs as functions of the correlation of inputs are differentiated over this.</summary>
    private const double Step = 0.05;

    /// <summary>Less of a share of the outputs that the nonlinear part has, and the network is all but linear.</summary>
    internal const double LeastNonlinearity = 0.05;

    private const double Missed = 5;

    private static readonly double[] StepFactors = [1.3, 1.1, 1.03];
    private static readonly double[] KernelsTried = [0.1, 0.3, 1, 3];
    private static readonly double[] BiasShares = [0, 0.02, 0.1];

    private readonly ArchitectureTemplate _template;
    private readonly RecommendationOptions _options;
    private readonly ArchitectureEvaluator _evaluator;
    private readonly KernelEvaluator _pairs = new(new ParallelOptions { MaxDegreeOfParallelism = 1 });
    private readonly bool _ownFirst;
    private readonly bool _ownLast;

    public NetworkSearch(ArchitectureTemplate template, RecommendationOptions options)
    {
        (_template, _options) = (template, options);
        Layer[] one = [.. template.With(new Linear(0, 1)).Sequence.Layers];
        Layer[] two = [.. template.With(new Linear(0, 2)).Sequence.Layers];
        bool IsOpen(Index i) => one[i] is Linear a && two[i] is Linear b && a.Cw != b.Cw;
        _ownLast = IsOpen(^1);
        _ownFirst = IsOpen(0) && one.Length > 1;
        _evaluator = new ArchitectureEvaluator(tabulated: !MeanUse.Of(new LayerSequence(one)));
    }

    /// <summary>True when the first layer has a C_W of its own.</summary>
    public bool HasOwnFirst => _ownFirst;

    /// <summary>True when the last layer has a C_W of its own.</summary>
    public bool HasOwnLast => _ownLast;

    /// <summary>All that can be followed, the best first; those with two inputs only.</summary>
    public IReadOnlyList<NetworkCandidate> Ordered(CancellationToken cancellation)
    {
        double[] weights = _template.LeavesCw
            ? [.. Enumerable.Range(0, WeightSteps).Select(i => LeastWeight * Math.Pow(LargestWeight / LeastWeight, i / (WeightSteps - 1.0)))] : [1];
        double[] kernels = _options.FirstKernel is double given ? [given] : _ownFirst ? KernelsTried : [_options.InputScale];
        List<NetworkCandidate> all = [];
        string? reason = null;
        foreach (double beta in Betas())
        {
            foreach (double k in kernels)
            {
                foreach (double share in _template.LeavesCb ? BiasShares : [0])
                {
                    cancellation.ThrowIfCancellationRequested();
                    all.AddRange(weights.Select(w => Follow(share * k, w, beta, k, ref reason)).OfType<NetworkCandidate>());
                }
            }
        }

        if (all.Count == 0)
        {
            throw new UserInputException(reason ?? "no initialisation that was tried has a kernel behind every layer");
        }

        // One input does not show how much of a network is nonlinear: of each kind some C_W are tried with two, up to the largest whose gradients are well.
        List<NetworkCandidate> best = [.. all.GroupBy(c => (c.Beta, c.FirstKernel, c.Cb)).SelectMany(Spread).Select(c => WithPairs(c, cancellation)).OfType<NetworkCandidate>().OrderBy(c => c.Cost)];
        Require.That(best.Count > 0, $"two inputs cannot be followed through the network at any initialisation that was tried");
        foreach (NetworkCandidate start in best.DistinctBy(c => (c.Beta, c.FirstKernel, c.Cb)).Take(KindsRefined).ToArray())
        {
            best.Add(Refined(start, cancellation));
        }

        return [.. best.OrderBy(c => c.Cost)];
    }

    private static IEnumerable<NetworkCandidate> Spread(IEnumerable<NetworkCandidate> kind)
    {
        NetworkCandidate[] ordered = [.. kind.OrderBy(c => c.Cw)];
        int last = Array.FindLastIndex(ordered, c => c.Cost < Missed);
        int first = Array.FindIndex(ordered, c => c.Cost < Missed);
        return last < 0 ? ordered.OrderBy(c => c.Cost).Take(1)
            : Enumerable.Range(0, OfEachKind).Select(i => ordered[last - (i * (last - first) / Math.Max(1, OfEachKind - 1))]).Distinct();
    }

    /// <summary>Better C_W nearby, in steps that get smaller.</summary>
    private NetworkCandidate Refined(NetworkCandidate best, CancellationToken cancellation)
    {
        string? reason = null;
        foreach (double factor in _template.LeavesCw ? StepFactors : [])
        {
            bool improved = true;
            for (int n = 0; n < StepsOfOneSize && improved; n++)
            {
                improved = false;
                foreach (double w in (double[])[best.Cw / factor, best.Cw * factor])
                {
                    if (Follow(best.Cb, Rounded(w), best.Beta, best.FirstKernel, ref reason) is NetworkCandidate c && c.Cost < best.Cost && WithPairs(c, cancellation) is NetworkCandidate complete
                        && complete.Cost < best.Cost)
                    {
                        (best, improved) = (complete, true);
                        break;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>1, and factors that keep many skips together of order 1.</summary>
    private double[] Betas()
    {
        if (!_template.LeavesBeta)
        {
            return [1];
        }

        int skips = CountSkips(_template.With(new Linear(0, 1)).Sequence);
        return [.. ((double[])[1, 0.7, 0.5, 0.3, Rounded(1 / Math.Sqrt(skips))]).Distinct()];
    }

    private static int CountSkips(LayerSequence sequence) => sequence.Layers.Sum(l => l switch
    {
        Residual => 1,
        Repetition r => r.Count * CountSkips(r.Body),
        _ => 0,
    });

    /// <summary>Three digits.</summary>
    private static double Rounded(double value)
    {
        double scale = Math.Pow(10, 2 - Math.Floor(Math.Log10(value)));
        return Math.Round(value * scale) / scale;
    }

    /// <summary>The network with its first and last layer set; null where a kernel does not exist.</summary>
    private NetworkCandidate? Follow(double cb, double cw, double beta, double first, ref string? reason)
    {
        try
        {
            ((NetworkCandidate? candidate, string? end), string? refusal) = Attempt.At(() => Follow(cb, cw, beta, first));
            reason ??= refusal ?? end;
            return candidate;
        }
        finally
        {
            _evaluator.Entering = null;
        }
    }

    private (NetworkCandidate? Candidate, string? End) Follow(double cb, double cw, double beta, double first)
    {
        Layer[] layers = [.. _template.With(new Linear(cb, cw, _options.Width), beta).Sequence.Layers];
        double k = _options.InputScale;
        if (_ownFirst)
        {
            layers[0] = Weights((Linear)layers[0], first / k);
        }

        List<double> entering = [];
        _evaluator.Entering = entering.Add;
        SignalState state = new() { K = k, Fluctuation = new UnknownFluctuation("not asked for"), Shape = SignalShape.Unknown };
        double gradient = 0;
        for (int i = 0; i + 1 < layers.Length || (i < layers.Length && !_ownLast); i++)
        {
            state = _evaluator.Apply(layers[i], state.Measured());
            gradient += i == 0 && layers[0] is Linear ? 0 : Math.Log(state.Jacobian);
        }

        if (_ownLast && state.End is null)
        {
            layers[^1] = Weights((Linear)layers[^1], _options.OutputVariance / state.K);
            state = _evaluator.Apply(layers[^1], state.Measured());
        }

        if (state.End is FlowEnd end)
        {
            return (null, end.Text);
        }

        double spread = entering.Select(e => Math.Abs(Math.Log(e / entering[0]))).DefaultIfEmpty(0).Max();
        NetworkCandidate candidate = new(cb, cw, beta, first)
        {
            Architecture = new Architecture(new LayerSequence(layers)),
            LogGradient = gradient,
            LogSpread = spread,
            Output = state.K,
        };
        candidate = candidate with { Cost = OneInput(candidate) };
        return (double.IsFinite(candidate.Cost) ? candidate : null, null);
    }

    private static Linear Weights(Linear layer, double cw) => new(0, cw, layer.Width, layer.LambdaB, layer.LambdaW);

    /// <summary>The correlation of outputs, and how much of them is nonlinear: K_12(rho) = a_0 + a_1 rho + …, and 1 - a_0 - a_1 at |rho| = 1 is the rest.</summary>
    private NetworkCandidate? WithPairs(NetworkCandidate c, CancellationToken cancellation)
    {
        double Output(double rho)
        {
            cancellation.ThrowIfCancellationRequested();
            KernelLayer last = new ArchitectureKernels(c.Architecture).Pair(_options.InputScale, _options.InputScale, rho, _pairs).Last();
            return last.Kernel[0, 1] / Math.Sqrt(last.Kernel[0, 0] * last.Kernel[1, 1]);
        }

        double here = Output(_options.InputCorrelation);
        (double below, double above) = (Output(-Step), Output(Step));
        double constant = 0.5 * (below + above);
        double linear = (above - below) / (2 * Step);
        NetworkCandidate complete = c with { Correlation = here, Nonlinearity = Math.Clamp(1 - constant - linear, 0, 1) };
        complete = complete with { Cost = c.Cost + TwoInputs(complete) };
        return double.IsFinite(complete.Cost) ? complete : null;
    }

    /// <summary>Gradients and kernels within their bands, values of moderate size; weights of the same sizes as in <see cref="CandidateCost"/>.</summary>
    private double OneInput(NetworkCandidate c)
    {
        double gradients = Math.Abs(c.LogGradient) / Math.Log(_options.GradientBand);
        double spread = c.LogSpread / Math.Log(_options.Band);
        double scale = Math.Log(c.FirstKernel);
        return (gradients * gradients) + Excess(gradients - 1, 20) + (0.2 * spread * spread) + Excess(spread - 1, 2)
            + Excess(Math.Log(c.Cw / CandidateCost.LargestCw), 5) + (0.03 * scale * scale);
    }

    private double TwoInputs(NetworkCandidate c)
    {
        double correlation = Math.Max(0, c.Correlation);
        double apart = Math.Log((1 - _options.LargestCorrelation) / Math.Max(1e-15, 1 - correlation));
        return (0.4 * Math.Pow(correlation, 8)) + Excess(apart, 2) + (0.3 * (1 - c.Nonlinearity)) + Excess(Math.Log(LeastNonlinearity / Math.Max(1e-15, c.Nonlinearity)), 1);
    }

    private static double Excess(double beyond, double weight) => beyond > 0 ? Missed + (weight * beyond * beyond) : 0;
}
