using System.Text.Json.Nodes;
using Theory.Polynomials.Layered;

namespace Theory.Polynomials.Export;

/// <summary>Layered networks as JSON with exact rational weights.</summary>
public static class NetworkJson
{
    /// <summary>The format, in every file.</summary>
    internal const string Format = "theory-polynomial-network/1";

    /// <summary>The network with the polynomial that it equals. Weights are strings such as "-3/4".</summary>
    public static JsonObject Write(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new JsonObject
        {
            ["format"] = Format,
            ["p"] = network.P,
            ["polynomial"] = network.Polynomial.ToString(network.Variables),
            ["variables"] = Strings(network.Variables),
            ["domain"] = network.Domain.IsBounded ? new JsonArray([.. network.Domain.Sides.Select(s => Strings([s.Lower!.Value.ToString(), s.Upper!.Value.ToString()]))]) : null,
            ["layers"] = new JsonArray([.. network.Layers.Select(l => new JsonObject
            {
                ["weights"] = new JsonArray([.. l.Weights.Select(row => Strings(row.Select(w => w.ToString())))]),
                ["biases"] = Strings(l.Biases.Select(b => b.ToString())),
            })]),
        };
    }

    /// <summary>Reads a network and proves that it equals its polynomial.</summary>
    /// <exception cref="UserInputException">The text is not a network in this format, or the network does not equal the polynomial.</exception>
    public static LayeredNetwork Read(string text) => NetworkReader.Read(text);

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
