using Theory.Networks;

namespace Theory.Numerics.Shaping;

/// <summary>What a network makes of a number that every activation maps in the same way and every sum averages: correlations, their slopes, their curvatures.</summary>
/// <remarks>
/// At K = 1, with shaped activations and C_W = 1, C_b = 0, a correlation c becomes C(c) at an activation, stays what it is at a linear layer, and is averaged with
/// weights alpha^2, beta^2 by a residual with alpha^2 + beta^2 = 1. Slopes at c = 1 multiply and are averaged, and curvatures add up where slopes are 1.
/// </remarks>
internal static class CorrelationComposition
{
    /// <summary>The largest value over the network and each branch by itself, "maximal" in the sense of DKS.</summary>
    /// <param name="network">The network, its activations all the shaped one.</param>
    /// <param name="start">What enters.</param>
    /// <param name="local">The map of an activation.</param>
    /// <exception cref="UserInputException">A layer has no such map; carries its position.</exception>
    public static double Largest(Architecture network, double start, Func<double, double> local)
    {
        double largest = double.NegativeInfinity;
        double whole = After(network.Sequence, start);
        return Math.Max(whole, largest);

        double After(LayerSequence sequence, double x) => sequence.Unrolled().Aggregate(x, (value, layer) => Through(layer, value));

        double Through(Layer layer, double x)
        {
            switch (layer)
            {
                case Linear linear:
                    return linear is { Cb: 0, Cw: 1 } ? x : throw linear.Refused("shaping wants linear layers of C_b = 0 and C_W = 1, so that K stays 1; leave cb and cw out");
                case Elementwise:
                    return local(x);
                case Normalisation { Kind: NormalisationKind.RootMeanSquare }:
                    return x;
                case Residual residual:
                    double a = residual.Alpha * residual.Alpha, b = residual.Beta * residual.Beta;
                    if (Math.Abs(a + b - 1) > 1e-9)
                    {
                        throw residual.Refused($"shaping wants residuals with alpha^2 + beta^2 = 1, such as alpha=0.6, beta=0.8, so that K stays 1; here it is {a + b}");
                    }

                    largest = Math.Max(largest, After(residual.Body, start));
                    double skip = residual.Projection is LayerSequence projection ? After(projection, x) : x;
                    return (a * skip) + (b * After(residual.Body, x));
                default:
                    throw layer.Refused("shaping knows linear layers, activations, residuals, repetitions and rmsnorm");
            }
        }
    }
}
