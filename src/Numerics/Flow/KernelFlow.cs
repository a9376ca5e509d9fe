using System.Globalization;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Flow;

/// <summary>The flow of kernel, metric and four-point vertex through the layers, for a single input and equal hidden widths.</summary>
public static class KernelFlow
{
    private static readonly Quantity[] Susceptibilities = [Quantity.ChiParallel, Quantity.ChiPerp, Quantity.H];

    /// <summary>Iterates the recursions from layer 1 to layer L.</summary>
    /// <remarks>
    /// K(l+1) = C_b + C_W g(K(l)); V(l+1) = C_W^2 (m4 - g^2) + chi_par^2 V(l) with V(1) = 0 (paper eq. 8, PDLT 4.40);
    /// G1(l+1) = chi_par G1(l) + C_W g'' V(l)/2 with G1(1) = 0; and the next order in 1/n of both.
    /// </remarks>
    /// <exception cref="UserInputException">An option is out of its domain, an expectation does not exist, or the flow leaves double precision.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<FlowLayer> Compute(
        ExpectationEvaluator evaluator, FlowOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        List<FlowLayer> layers = [];
        double k = options.K1;
        MetricMoments moments = default;
        for (int layer = 1; layer <= options.Depth; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool last = layer == options.Depth;
            ExpectationValues values = AtLayer(layer, options, () => evaluator.Evaluate(k, quantities: last ? Susceptibilities : Quantity.All));
            layers.Add(Describe(layer, values, moments, options));
            if (last)
            {
                break;
            }

            moments = moments.Next(LayerCumulants.Of(evaluator, values, options.Cw));
            k = options.Cb + (options.Cw * values[Quantity.Kernel].Value);
            RequireFinite(layer + 1, k, moments, options);
        }

        return layers;
    }

    private static FlowLayer Describe(int layer, ExpectationValues values, MetricMoments moments, FlowOptions options)
    {
        double n = options.Width;
        double k = values.K;
        return new FlowLayer(
            layer,
            k,
            k + (moments.Mean1 / n),
            moments.Square1,
            options.Cw * values[Quantity.ChiParallel].Value,
            options.Cw * values[Quantity.ChiPerp].Value,
            options.Cw * values[Quantity.H].Value,
            moments.Mean2 / (n * n),
            (moments.Square2 - (moments.Mean1 * moments.Mean1)) / n,
            moments.Square1 / (n * k * k));
    }

    private static void RequireFinite(int layer, double k, MetricMoments moments, FlowOptions options)
    {
        bool finite = double.IsFinite(k) && double.IsFinite(moments.Mean1) && double.IsFinite(moments.Square1);
        if (!finite || k <= 0)
        {
            throw Leaves(layer, options, !finite ? "the kernel or its fluctuation exceeds 1.8e308" : "the kernel underflows to 0");
        }
    }

    private static T AtLayer<T>(int layer, FlowOptions options, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (UserInputException error) when (layer > 1)
        {
            throw Leaves(layer, options, error.Message);
        }
    }

    private static UserInputException Leaves(int layer, FlowOptions options, string why) => new(string.Create(CultureInfo.InvariantCulture,
        $"the flow from K(1) = {options.K1} with C_b = {options.Cb}, C_W = {options.Cw} ends at layer {layer}: {why}; use a depth below {layer}, or another C_W or K(1)"));
}
