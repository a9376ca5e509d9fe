using System.Text.Json.Nodes;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;

namespace Theory.Polynomials.Export;

/// <summary>Layered networks as JSON with exact rational weights.</summary>
public static class NetworkJson
{
    /// <summary>The format, in every file.</summary>
    internal const string Format = "theory-polynomial-network/1";

    /// <summary>What stands in place of "polynomial" where there are several outputs.</summary>
    internal const string Several = "polynomials";

    /// <summary>The network with the polynomial that it equals. Weights are strings such as "-3/4".</summary>
    public static JsonObject Write(LayeredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, "polynomial", network.Polynomial.ToString(network.Variables), network.Variables, network.Domain, network.Layers);
    }

    /// <summary>A network with several outputs, with the list of the polynomials that they equal.</summary>
    public static JsonObject Write(JointNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Write(network.P, Several, Strings(network.Polynomials.Select(q => q.ToString(network.Variables))), network.Variables, network.Domain, network.Layers);
    }

    /// <summary>Reads a network and proves that it equals its polynomial.</summary>
    /// <exception cref="UserInputException">The text is not a network in this format, or the network does not equal the polynomial.</exception>
    public static LayeredNetwork Read(string text, CancellationToken cancellation = default) => NetworkReader.Read(text, cancellation);

    /// <summary>Reads a network with several outputs and proves that each equals its polynomial; null where the file has one with one output.</summary>
    /// <exception cref="UserInputException">The text is not a network in this format, or an output does not equal its polynomial.</exception>
    public static JointNetwork? ReadJoint(string text, CancellationToken cancellation = default) => NetworkReader.ReadJoint(text, cancellation);

    private static JsonObject Write(int p, string name, JsonNode polynomials, IReadOnlyList<string> variables, InputDomain domain, IReadOnlyList<DenseLayer> layers) => new()
    {
        ["format"] = Format,
        ["p"] = p,
        [name] = polynomials,
        ["variables"] = Strings(variables),
        ["domain"] = domain.IsBounded ? new JsonArray([.. domain.Sides.Select(s => Strings([s.Lower!.Value.ToString(), s.Upper!.Value.ToString()]))]) : null,
        ["layers"] = new JsonArray([.. layers.Select(l => new JsonObject
        {
            ["weights"] = new JsonArray([.. l.Weights.Select(row => Strings(row.Select(w => w.ToString())))]),
            ["biases"] = Strings(l.Biases.Select(b => b.ToString())),
        })]),
    };

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
