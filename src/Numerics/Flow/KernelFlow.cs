using System.Globalization;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow;

/// <summary>The flow of kernel, metric, four-point vertex and tangent kernel through the layers, for a single input.</summary>
public static class KernelFlow
{
    private static readonly Quantity[] Susceptibilities = [Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H];

    /// <summary>Iterates the recursions from layer 1 to layer L.</summary>
    /// <remarks>
    /// K(l+1) = C_b + C_W g(K(l)); V(l+1) = C_W^2 (m4 - g^2) + (n_l/n_(l-1)) chi_par^2 V(l) with V(1) = 0 (paper eq. 8, PDLT 4.40);
    /// G1(l+1) = (n_l/n_(l-1)) (chi_par G1(l) + C_W g'' V(l)/2) with G1(1) = 0; the next order in 1/n of both; and
    /// Theta(l+1) = lambda_b + lambda_W g + chi_perp Theta(l) with Theta(1) = lambda_b + lambda_W |x|^2/n_0 (PDLT 9.5).
    /// </remarks>
    /// <param name="network">The network with its activations.</param>
    /// <param name="signal">One input.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">The network cannot have such a first layer, or is infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<FlowLayer> Compute(NetworkEvaluator network, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<FlowLayer> layers = [];
        FlowEnd? end = Run(network, FirstKernel(network.Network, signal), NeuronExcess.First(network.Network, signal), layers, cancellation);
        return new FlowOutcome<FlowLayer>(WithGradients(layers), end);
    }

    /// <summary>The same, but where g is a power of K, as for RePU, layers beyond double precision are given by the logarithms of K and V.</summary>
    /// <exception cref="UserInputException">The network cannot have such a first layer, or is infinitely wide.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<FlowLayer> ComputeWithLogarithms(NetworkEvaluator network, Signal signal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        List<FlowLayer> layers = [];
        double k1 = FirstKernel(network.Network, signal);
        FlowEnd? end = Run(network, k1, NeuronExcess.First(network.Network, signal), layers, cancellation);
        if (layers.Count == 0 || !network.Network.IsNormal || network.Uniform is not ExpectationEvaluator evaluator || PowerLawFlow.Of(evaluator.Derivation) is not PowerLawFlow law)
        {
            return new FlowOutcome<FlowLayer>(WithGradients(layers), end);
        }

        List<FlowLayer> all = [.. law.Layers(network.Network, k1, layers).TakeWhile(l => double.IsFinite(l.LogK))];
        return new FlowOutcome<FlowLayer>(WithGradients(all), all.Count == network.Network.Depth ? null
            : Leaves(all.Count + 1, network.Network, k1, FlowEndKind.Overflow, "the logarithm of the kernel exceeds 1.8e308"));
    }

    /// <summary>K(1) of one input.</summary>
    internal static double FirstKernel(Network network, Signal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        ArgumentOutOfRangeException.ThrowIfNotEqual(signal.Count, 1, nameof(signal));
        double k1 = signal.FirstKernel(network)[0];
        return k1 > 0 ? k1 : throw new UserInputException("K(1) is 0, as for an input of zeros without biases; a flow needs a positive K(1)");
    }

    /// <summary>Above this K^2 a variance of the metric that is not a normal double is none, as of sign, whose s^2 is a constant; below it, one that is lost.</summary>
    private const double LeastSquare = 1e-280;

    private static FlowEnd? Run(NetworkEvaluator evaluators, double k1, NeuronExcess excess, List<FlowLayer> layers, CancellationToken cancellation)
    {
        Network network = evaluators.Network;
        double k = k1;
        double theta = network[1].LambdaB + (network[1].LambdaW * (k1 - network[1].Cb) / network[1].Cw);
        MetricMoments moments = default;

        // The largest excess so far, relative to K^2: what is neglected with weights that are not normal is about that much smaller than what is not.
        double relative = 0;
        for (int layer = 1; layer <= network.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool last = layer == network.Depth;
            if (evaluators.At(layer) is not ExpectationEvaluator evaluator)
            {
                layers.Add(OfInputOnly(k, theta));
                break;
            }

            relative = Math.Max(relative, Math.Max(Math.Abs(excess.One) / 3, Math.Abs(excess.Two)) / k / k);
            ExpectationValues? values = Evaluate(evaluator, k, last ? Susceptibilities : Quantity.All, out string? failure);
            if (values is null)
            {
                // A layer is reached even where what leads to the next one does not exist.
                values = last ? null : Evaluate(evaluator, k, Susceptibilities, out _);
                if (values is not null)
                {
                    layers.Add(Describe(layer, values, moments, network, excess, relative) with { TangentKernel = double.IsFinite(theta) ? theta : double.NaN });
                }

                return layers.Count > 0
                    ? Leaves(layers.Count + 1, network, k1, FlowEndKind.Expectation, failure!)
                    : new FlowEnd(1, FlowEndKind.Expectation, failure!);
            }

            layers.Add(Describe(layer, values, moments, network, excess, relative) with { TangentKernel = double.IsFinite(theta) ? theta : double.NaN });
            if (last)
            {
                break;
            }

            Linear next = network[layer + 1];
            double cw = next.Cw;
            double g = values[Quantity.Kernel].Value;
            moments = moments.Next(LayerCumulants.Of(evaluator, values, cw, network.WidthOf(layer)), excess);
            excess = next.IsNormal ? default : NeuronExcess.Next(network, layer + 1, g, values[Quantity.FourthMoment].Value);
            theta = next.LambdaB + (next.LambdaW * g) + (cw * values[Quantity.ChiPerp].Value * theta);
            k = next.Cb + (cw * g);
            bool finite = double.IsFinite(k) && double.IsFinite(moments.Mean1) && double.IsFinite(moments.Square1);
            if (!finite || k <= 0)
            {
                return finite
                    ? Leaves(layer + 1, network, k1, FlowEndKind.Underflow, "the kernel underflows to 0")
                    : Leaves(layer + 1, network, k1, FlowEndKind.Overflow, "the kernel or its fluctuation exceeds 1.8e308");
            }
        }

        return null;
    }

    /// <summary>The expectations, or null and why one of them has no value; what does not exist at any K stays NaN.</summary>
    private static ExpectationValues? Evaluate(ExpectationEvaluator evaluator, double k, IReadOnlyList<Quantity> quantities, out string? failure)
    {
        ExpectationValues values = evaluator.Evaluate(k, quantities: quantities);
        failure = quantities.Select(q => values[q].Missing).FirstOrDefault(m => m is { Kind: not NoValueKind.Undefined })?.Reason;
        return failure is null ? values : null;
    }

    /// <summary>Adds the growth of gradients, which is known from the last layer backwards.</summary>
    private static FlowLayer[] WithGradients(List<FlowLayer> layers)
    {
        FlowLayer[] result = [.. layers];
        if (result.Length == 0)
        {
            return result;
        }

        double log = double.IsNaN(layers[^1].PerpendicularDepth) ? double.NaN : 0;
        for (int i = result.Length - 1; i >= 0; i--)
        {
            // From depths, since chi_perp itself may be beyond double precision: ln chi_perp = -1/xi_perp.
            log -= i == result.Length - 1 ? 0 : 1 / result[i].PerpendicularDepth;
            result[i] = result[i] with { LogGradient = log };
        }

        return result;
    }

    private static FlowLayer Describe(int layer, ExpectationValues values, MetricMoments moments, Network network, NeuronExcess excess, double relative)
    {
        double n = network.WidthBefore(layer);
        double cw = network[Math.Min(layer + 1, network.Depth)].Cw;
        double k = values.K;
        double nextVertex = n * (moments.Square2 - (moments.Mean1 * moments.Mean1));
        bool normal = network.IsNormal;
        return new FlowLayer(
            layer,
            k,
            k + moments.Mean1,
            n * moments.Square1,
            cw * values[Quantity.ChiParallel].Value,
            cw * values[Quantity.ChiPerp].Value,
            cw * values[Quantity.H].Value,
            normal ? moments.Mean2 : double.NaN,
            normal ? nextVertex : double.NaN,
            layer > 1 && !double.IsNormal(moments.Square1) && k * k < LeastSquare ? double.NaN : moments.Square1 / k / k)
        {
            FourthCumulant = (3 * moments.Square1) + excess.One,
            NeglectedMetric = normal ? 0 : Math.Abs(moments.Mean2) + (relative * Math.Abs(moments.Mean1)) + (relative * relative * k / 4),
            NeglectedVertex = normal ? 0 : Math.Abs(nextVertex) + (relative * n * moments.Square1),
            Bias = network[layer].Cb,
        };
    }

    /// <summary>The only layer of a network without an activation.</summary>
    private static FlowLayer OfInputOnly(double k, double theta) =>
        new(1, k, k, 0, double.NaN, double.NaN, double.NaN, 0, 0, 0) { TangentKernel = theta };

    internal static FlowEnd Leaves(int layer, Network network, double k1, FlowEndKind kind, string why) => new(layer, kind, string.Create(CultureInfo.InvariantCulture,
        $"the flow from K(1) = {k1} with C_b = {network[layer].Cb}, C_W = {network[layer].Cw} ends at layer {layer}: {why.TrimEnd('.')}; use a depth below {layer}, or another C_W or K(1)"));
}
