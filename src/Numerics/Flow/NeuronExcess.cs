using Theory.Networks;

namespace Theory.Numerics.Flow;

/// <summary>
/// What a law of weights other than the normal one adds to the fourth cumulants of the neurons of a layer, to order 1/n: the fluctuation of the metric makes
/// them 3 V/n for one neuron and V/n for two.
/// </summary>
/// <remarks>
/// Independent weights of excess kurtosis k: k C_W^2 m4/n for one neuron, m4 the mean of the fourth powers that feed the layer (|x|^4 sums in front of the
/// first), nothing for two. Orthogonal weights: W s is a part of a vector drawn uniformly from the sphere of radius^2 N u, u = C_W g, in N dimensions, the
/// larger one of the fan-in and the width: -6 u^2/N for one neuron and -2 u^2/N for two.
/// </remarks>
/// <param name="One">For one neuron.</param>
/// <param name="Two">For two different neurons: the covariance of their squares.</param>
internal readonly record struct NeuronExcess(double One, double Two)
{
    /// <summary>Of the first layer.</summary>
    public static NeuronExcess First(Network network, Signal signal)
    {
        Linear law = network[1];
        if (law.IsNormal)
        {
            return default;
        }

        double[] x = signal.InputValues(law);
        return Of(law, x.Length, network.WidthOf(1), x.Sum(v => v * v) / x.Length, x.Sum(v => v * v * v * v) / x.Length);
    }

    /// <summary>Of a layer after the first, from g and m4 of the layer before.</summary>
    public static NeuronExcess Next(Network network, int layer, double g, double m4) => Of(network[layer], network.WidthOf(layer - 1), network.WidthOf(layer), g, m4);

    private static NeuronExcess Of(Linear law, int fanIn, int width, double square, double fourth)
    {
        double u = law.Cw * square;
        double biases = law.Biases.ExcessKurtosis * law.Cb * law.Cb;
        double dimensions = Math.Max(fanIn, width);
        return law.Weights.Kind == WeightLawKind.Orthogonal
            ? new NeuronExcess(biases - (6 * u * u / dimensions), -2 * u * u / dimensions)
            : new NeuronExcess(biases + (law.Weights.ExcessKurtosis * law.Cw * law.Cw * fourth / fanIn), 0);
    }
}
