using System.Collections.Concurrent;
using System.Globalization;
using Theory.Networks;
using Theory.Numerics.Recommendations;

namespace Theory.Experiments.Residuals;

/// <summary>MRePU, inflected MRePU, GELU and ReLU in networks with and without skips and norms.</summary>
/// <remarks>Advice takes a second, and a run asks for it whenever it is described: what is known is kept.</remarks>
internal sealed class ResidualCatalogue
{
    /// <summary>Activations and weights in turn.</summary>
    public const string Plain = "no skips";

    /// <summary>z + beta W s(z).</summary>
    public const string Skips = "skips";

    /// <summary>z + beta W s(norm(z)), and a norm in front of the last layer.</summary>
    public const string Norms = "skips around norms";

    /// <summary>C_b = 0, C_W = 1 in every layer, beta = 1.</summary>
    public const string Uniform = "C_W = 1";

    /// <summary>As <c>theory recommend --network</c> says for this width and inputs with |x|²/n₀ = 1.</summary>
    public const string Advised = "advised";

    private readonly ConcurrentDictionary<(string Kind, string Start, string Activation, int Blocks, int Width, int Outputs), string> _texts = [];

    /// <summary>The activations.</summary>
    public static IReadOnlyList<string> Activations { get; } = ["relu", "gelu", "mrepu:2", "imrepu:2"];

    /// <summary>Kinds of networks and how they start.</summary>
    public static IReadOnlyList<(string Kind, string Start)> Networks { get; } =
        [(Plain, Advised), (Skips, Uniform), (Skips, Advised), (Norms, Uniform), (Norms, Advised)];

    /// <summary>Every kind of network with every activation and learning rate.</summary>
    /// <param name="activations">The activations.</param>
    /// <param name="blocks">How many times activation and weights are repeated.</param>
    /// <param name="width">The width of hidden layers.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="rates">The learning rates.</param>
    public IReadOnlyList<ResidualSetting> Of(IReadOnlyList<string> activations, int blocks, int width, int outputs, IReadOnlyList<double> rates) =>
    [
        .. from network in Networks
           from activation in activations
           let text = _texts.GetOrAdd((network.Kind, network.Start, activation, blocks, width, outputs), n => TextOf(n.Kind, n.Start, n.Activation, n.Blocks, n.Width, n.Outputs))
           from rate in rates
           select new ResidualSetting(network.Kind, network.Start, activation, text, rate),
    ];

    /// <summary>The network of a setting with hidden layers of a width.</summary>
    public static Architecture At(string layers, int width) => Architecture.Parse(layers, new Linear(0, 1, width));

    private static string TextOf(string kind, string start, string activation, int blocks, int width, int outputs)
    {
        string norm = kind == Norms ? "norm; " : "";
        string beta = "";
        string Weights(Linear? law, int? width = null) =>
            $"linear({(width is int n ? $"width={n}, " : "")}{(law is null ? "" : $"cb={Number(law.Cb)}, cw={Number(law.Cw)}")})".Replace(", )", ")", StringComparison.Ordinal).Replace("()", "", StringComparison.Ordinal);
        string Text(Linear? first, Linear? between, Linear? last) => kind == Plain
            ? $"{Weights(first)}; {blocks}*[{activation}; {Weights(between)}]; {activation}; {Weights(last, outputs)}"
            : $"{Weights(first)}; {blocks}*[residual({norm}{activation}; {Weights(between)}{beta})]; {norm}{Weights(last, outputs)}";
        if (start == Uniform)
        {
            Linear one = new(0, 1);
            return Text(one, one, one);
        }

        NetworkRecommendation advice = NetworkRecommender.Recommend(new ArchitectureTemplate(Text(null, null, null)), new RecommendationOptions(blocks + 2, width));
        beta = advice.Beta is double b ? $", beta={Number(b)}" : "";
        IReadOnlyList<Layer> layers = advice.Architecture.Sequence.Layers;
        return Text((Linear)layers[0], new Linear(advice.Cb, advice.Cw), (Linear)layers[^1]);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
