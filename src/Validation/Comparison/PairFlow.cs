using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Validation.Comparison;

/// <summary>The predictions for two of the inputs of an ensemble.</summary>
/// <param name="First">The first input, from 0.</param>
/// <param name="Second">The second input.</param>
/// <param name="Layers">The layers, from 1.</param>
/// <param name="NextOrder">By layer, the size of the order after 1/n of the mean metric.</param>
/// <param name="Kurtosis">By layer, the excess kurtosis of the element 12 of the stochastic metric.</param>
internal sealed record PairFlow(int First, int Second, IReadOnlyList<TwoInputLayer> Layers, IReadOnlyList<double> NextOrder, IReadOnlyList<double> Kurtosis)
{
    /// <summary>Pairs of more inputs than these are not followed; their covariances are not kept either.</summary>
    public const int MostInputs = 8;

    // Inputs whose correlation is 1 or -1 but for this stay so in every network, and say what one of them says.
    private const double FullCorrelation = 1e-9;

    /// <summary>The flows of all pairs of the first inputs; pairs that are alike share theirs.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>Without the pairs of an input whose K(1) is 0, those that are equal or opposite in every network, and those whose flow ends.</returns>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static IReadOnlyList<PairFlow> Of(NetworkEvaluator network, NetworkInputs inputs, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        double[] metric = inputs.FirstKernel(network.Network);
        Dictionary<(double, double, double), PairFlow?> known = [];
        List<PairFlow> pairs = [];
        for (int b = 1; b < Math.Min(inputs.Count, MostInputs); b++)
        {
            for (int a = 0; a < b; a++)
            {
                double first = Rounded(metric[(a * inputs.Count) + a]);
                double second = Rounded(metric[(b * inputs.Count) + b]);
                double rho = first > 0 && second > 0 ? Math.Clamp(Math.Round(metric[(a * inputs.Count) + b] / Math.Sqrt(first) / Math.Sqrt(second), 12), -1, 1) : double.NaN;
                if (!known.TryGetValue((first, second, rho), out PairFlow? flow))
                {
                    flow = double.IsNaN(rho) ? null : Compute(network, Signal.Pair(first, second, rho), cancellation);
                    known.Add((first, second, rho), flow);
                }

                if (flow is not null)
                {
                    pairs.Add(flow with { First = a, Second = b });
                }
            }
        }

        return pairs;
    }

    private static PairFlow? Compute(NetworkEvaluator network, Signal pair, CancellationToken cancellation)
    {
        FlowOutcome<TwoInputLayer> flow = TwoInputFlow.Compute(network, pair, cancellation);
        return flow.End is null && flow.Layers.Count > 1 && 1 - Math.Abs(flow.Layers[1].Rho) > FullCorrelation
            ? new PairFlow(0, 1, flow.Layers, PairNextOrder.Of(network, flow.Layers, cancellation), PairTails.Of(network, flow.Layers, cancellation))
            : null;
    }

    /// <summary>To twelve digits, so that inputs of equal length have equal flows.</summary>
    private static double Rounded(double value)
    {
        if (!(value > 0))
        {
            return 0;
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 11);
        return Math.Round(value / unit) * unit;
    }
}
