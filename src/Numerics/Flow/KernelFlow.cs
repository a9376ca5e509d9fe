using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

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
    /// <exception cref="UserInputException">An option is out of its domain, an expectation does not exist, or the flow leaves double precision.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<FlowLayer> Compute(
        ExpectationEvaluator evaluator, FlowOptions options, CancellationToken cancellation = default)
    {
        List<FlowLayer> layers = [];
        UserInputException? end = Run(evaluator, options, layers, cancellation);
        return end is null ? WithGradients(layers) : throw end;
    }

    /// <summary>The same, but where g is a power of K, as for RePU, layers beyond double precision are given by the logarithms of K and V.</summary>
    /// <exception cref="UserInputException">As for <see cref="Compute"/>; for powers of K, when log K itself leaves double precision.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<FlowLayer> ComputeWithLogarithms(
        ExpectationEvaluator evaluator, FlowOptions options, CancellationToken cancellation = default)
    {
        List<FlowLayer> layers = [];
        UserInputException? end = Run(evaluator, options, layers, cancellation);
        if (layers.Count == 0 || PowerLawFlow.Of(evaluator.Derivation) is not PowerLawFlow law)
        {
            return end is null ? WithGradients(layers) : throw end;
        }

        // V is of the order K^2 and underflows before K does.
        List<FlowLayer> all = [.. law.Layers(options).Select((l, i) => i < layers.Count && (i == 0 || double.IsNormal(layers[i].Vertex)) ? layers[i] : l)];
        return all.Find(l => !double.IsFinite(l.LogK)) is FlowLayer last
            ? throw Leaves(last.Layer, options, "the logarithm of the kernel exceeds 1.8e308")
            : WithGradients(all);
    }

    private static UserInputException? Run(
        ExpectationEvaluator evaluator, FlowOptions options, List<FlowLayer> layers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        double k = options.K1;
        double theta = options.LambdaB + (options.LambdaW * (options.K1 - options.CbOf(1)) / options.CwOf(1));
        MetricMoments moments = default;
        for (int layer = 1; layer <= options.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool last = layer == options.Depth;
            ExpectationValues values;
            try
            {
                values = evaluator.Evaluate(k, quantities: last ? Susceptibilities : Quantity.All).OrThrow();
            }
            catch (UserInputException error)
            {
                return layer > 1 ? Leaves(layer, options, error.Message) : error;
            }

            layers.Add(Describe(layer, values, moments, options) with { TangentKernel = double.IsFinite(theta) ? theta : double.NaN });
            if (last)
            {
                break;
            }

            double cw = options.CwOf(layer + 1);
            double g = values[Quantity.Kernel].Value;
            moments = moments.Next(LayerCumulants.Of(evaluator, values, cw, options.WidthOf(layer)));
            theta = options.LambdaB + (options.LambdaW * g) + (cw * values[Quantity.ChiPerp].Value * theta);
            k = options.CbOf(layer + 1) + (cw * g);
            bool finite = double.IsFinite(k) && double.IsFinite(moments.Mean1) && double.IsFinite(moments.Square1);
            if (!finite || k <= 0)
            {
                return Leaves(layer + 1, options, !finite ? "the kernel or its fluctuation exceeds 1.8e308" : "the kernel underflows to 0");
            }
        }

        return null;
    }

    /// <summary>Adds the growth of gradients, which is known from the last layer backwards.</summary>
    private static FlowLayer[] WithGradients(List<FlowLayer> layers)
    {
        FlowLayer[] result = [.. layers];
        double log = double.IsNaN(layers[^1].PerpendicularDepth) ? double.NaN : 0;
        for (int i = result.Length - 1; i >= 0; i--)
        {
            // From depths, since chi_perp itself may be beyond double precision: ln chi_perp = -1/xi_perp.
            log -= i == result.Length - 1 ? 0 : 1 / result[i].PerpendicularDepth;
            result[i] = result[i] with { LogGradient = log };
        }

        return result;
    }

    private static FlowLayer Describe(int layer, ExpectationValues values, MetricMoments moments, FlowOptions options)
    {
        // The width before the layer; in front of the first nothing fluctuates.
        double n = options.WidthOf(Math.Clamp(layer - 1, 1, Math.Max(1, options.Depth - 1)));
        double cw = options.CwOf(Math.Min(layer + 1, options.Depth));
        double k = values.K;
        return new FlowLayer(
            layer,
            k,
            k + moments.Mean1,
            n * moments.Square1,
            cw * values[Quantity.ChiParallel].Value,
            cw * values[Quantity.ChiPerp].Value,
            cw * values[Quantity.H].Value,
            moments.Mean2,
            n * (moments.Square2 - (moments.Mean1 * moments.Mean1)),
            moments.Square1 / k / k);
    }

    private static UserInputException Leaves(int layer, FlowOptions options, string why) => new(string.Create(CultureInfo.InvariantCulture,
        $"the flow from K(1) = {options.K1} with C_b = {options.CbOf(layer)}, C_W = {options.CwOf(layer)} ends at layer {layer}: {why.TrimEnd('.')}; use a depth below {layer}, or another C_W or K(1)"));
}
