using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Export;

/// <summary>Layered networks as JSON with exact rational weights.</summary>
public static class NetworkJson
{
    private const string Format = "theory-polynomial-network/1";

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
    public static LayeredNetwork Read(string text)
    {
        LayeredNetwork network;
        try
        {
            network = Parse(JsonNode.Parse(text)!.AsObject());
        }
        catch (Exception error) when (error is JsonException or NullReferenceException or InvalidOperationException or KeyNotFoundException)
        {
            throw new UserInputException($"this is not a network in the format {Format}: {error.Message.Split('.')[0]}");
        }

        try
        {
            NetworkExpansion expansion = NetworkExpansion.Of(network.ToGraph());
            return expansion.IsExact
                ? network
                : throw new UserInputException($"the stored network is not its polynomial: it equals {Shortened(expansion.Output.ToString(network.Variables))} instead");
        }
        catch (NotPolynomialException error)
        {
            throw new UserInputException($"the stored network is not its polynomial: {error.Message}");
        }
    }

    private static LayeredNetwork Parse(JsonObject json)
    {
        if (json["format"]?.GetValue<string>() != Format)
        {
            throw new UserInputException($"this is not a network in the format {Format}");
        }

        string[] variables = Texts(json["variables"]!);
        Polynomial polynomial = PolynomialText.Parse(json["polynomial"]!.GetValue<string>(), variables).Polynomial;
        InputDomain domain = json["domain"] is JsonArray sides
            ? InputDomain.Box(sides.Select(s => Texts(s!)).Select(s => (Number(s[0]), Number(s[1]))))
            : InputDomain.Everywhere(variables.Length);
        return domain.Dimension == variables.Length
            ? LayeredNetwork.Of(json["p"]!.GetValue<int>(), variables, domain, polynomial, [.. json["layers"]!.AsArray().Select(l => new DenseLayer(
                [.. l!["weights"]!.AsArray().Select(row => Texts(row!).Select(Number).ToArray())], [.. Texts(l["biases"]!).Select(Number)]))])
            : throw new UserInputException($"the stored domain has {domain.Dimension} sides for {variables.Length} variables");
    }

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);

    private static string[] Texts(JsonNode node) => [.. node.AsArray().Select(v => v!.GetValue<string>())];

    private static Fraction Number(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length <= 2 && BigInteger.TryParse(parts[0], out BigInteger numerator)
            && BigInteger.TryParse(parts.Length == 2 ? parts[1] : "1", out BigInteger denominator) && !denominator.IsZero
            ? new Fraction(numerator, denominator)
            : throw new UserInputException($"'{text}' is not a weight; write for example \"-3/4\"");
    }

    private static string Shortened(string text) => text.Length > 100 ? text[..100] + "..." : text;
}
