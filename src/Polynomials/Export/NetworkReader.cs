using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Polynomials.Export;

/// <summary>Reads networks from files that anybody may have written: every size is checked before it costs anything.</summary>
internal static class NetworkReader
{
    private const int MostLayers = 1_000;
    private const int MostUnits = 20_000;
    private const int MostOutputs = 1_000;
    private const int MostDigits = 20_000;
    private const int LongestPolynomial = 1_000_000;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a network and proves that it equals its polynomial.</summary>
    /// <exception cref="UserInputException">The text is not a network in this format, or the network does not equal the polynomial.</exception>
    public static LayeredNetwork Read(string text, CancellationToken cancellation)
    {
        LayeredNetwork network = Parsed(text, json => Network(json));
        Prove(network, cancellation);
        return network;
    }

    /// <summary>Reads a network with several outputs and proves that each equals its polynomial; null where the file has one with one output.</summary>
    /// <exception cref="UserInputException">The text is not a network in this format, or an output does not equal its polynomial.</exception>
    public static JointNetwork? ReadJoint(string text, CancellationToken cancellation)
    {
        JointNetwork? network = Parsed(text, json => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(NetworkJson.Several, out _) ? Joint(json) : null);
        for (int i = 0; i < network?.Polynomials.Count; i++)
        {
            Prove(network.Output(i), cancellation);
        }

        return network;
    }

    private static T Parsed<T>(string text, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            return read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw NotANetwork(Shortened(error.Message.Split(". ")[0].TrimEnd('.')));
        }
        catch (InvalidOperationException)
        {
            // What JsonElement says to escapes that are no characters.
            throw NotANetwork("it holds a text that is not valid Unicode");
        }
    }

    private static void Prove(LayeredNetwork network, CancellationToken cancellation)
    {
        try
        {
            NetworkExpansion expansion = NetworkExpansion.Of(network.ToGraph(cancellation), network.Domain, new ProofBudget(), cancellation);
            if (!expansion.IsExact)
            {
                throw new UserInputException($"the stored network is not its polynomial: it equals {Shortened(expansion.Output.ToString(network.Variables))} instead");
            }
        }
        catch (NotPolynomialException error)
        {
            throw new UserInputException($"the stored network is not its polynomial: {error.Message}");
        }
    }

    private static LayeredNetwork Network(JsonElement json)
    {
        (int p, string[] variables) = Head(json);
        Polynomial value = Value(Member(json, "polynomial", JsonValueKind.String), "polynomial", variables);
        return LayeredNetwork.Of(p, variables, Domain(json, variables.Length), value, Layers(json, variables.Length));
    }

    private static JointNetwork Joint(JsonElement json)
    {
        (int p, string[] variables) = Head(json);
        Polynomial[] values = [.. Items(json, NetworkJson.Several, MostOutputs).Select(q => Value(q, NetworkJson.Several, variables))];
        return JointNetwork.Of(p, variables, Domain(json, variables.Length), values, Layers(json, variables.Length));
    }

    private static (int P, string[] Variables) Head(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("format", out JsonElement format)
            || format.ValueKind != JsonValueKind.String || Text(format, "format") != NetworkJson.Format)
        {
            throw new UserInputException($"this is not a network in the format {NetworkJson.Format}");
        }

        if (!Member(json, "p", JsonValueKind.Number).TryGetInt32(out int p))
        {
            throw NotANetwork("\"p\" must be a whole number");
        }

        MRePU.CheckedOrder(p);
        return (p, [.. Items(json, "variables", Monomial.MaximumVariables).Select(v => Text(v, "variables"))]);
    }

    private static Polynomial Value(JsonElement json, string name, string[] variables)
    {
        string polynomial = Text(json, name);
        return polynomial.Length <= LongestPolynomial
            ? PolynomialText.Parse(polynomial, variables).Polynomial
            : throw NotANetwork($"the polynomial has {polynomial.Length} characters, and at most {LongestPolynomial} are read");
    }

    private static InputDomain Domain(JsonElement json, int dimension)
    {
        if (!json.TryGetProperty("domain", out JsonElement domain) || domain.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array))
        {
            throw NotANetwork("\"domain\" must be null, for a network that holds everywhere, or a list of sides such as [\"-1\", \"1\"]");
        }

        if (domain.ValueKind == JsonValueKind.Null)
        {
            return InputDomain.Everywhere(dimension);
        }

        if (domain.GetArrayLength() != dimension)
        {
            throw new UserInputException($"the stored domain has {domain.GetArrayLength()} sides for {dimension} variables");
        }

        return InputDomain.Box([.. domain.EnumerateArray().Select(side => side.ValueKind == JsonValueKind.Array && side.GetArrayLength() == 2
            ? (Number(side[0], "domain"), Number(side[1], "domain"))
            : throw NotANetwork("a side of \"domain\" must have two ends, as [\"-1\", \"1\"]"))]);
    }

    private static DenseLayer[] Layers(JsonElement json, int inputs)
    {
        List<DenseLayer> layers = [];
        int units = 0;
        foreach (JsonElement layer in Items(json, "layers", MostLayers))
        {
            if (layer.ValueKind != JsonValueKind.Object)
            {
                throw NotANetwork("a layer must have \"weights\" and \"biases\"");
            }

            Fraction[] biases = [.. Items(layer, "biases", MostUnits).Select(b => Number(b, "biases"))];
            JsonElement rows = Member(layer, "weights", JsonValueKind.Array);
            units += biases.Length;
            if (units > MostUnits)
            {
                throw NotANetwork($"it has more than {MostUnits} units");
            }

            if (biases.Length == 0 || rows.GetArrayLength() != biases.Length || rows.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != inputs))
            {
                throw new UserInputException($"layer {layers.Count + 1} does not fit: it needs a row of {inputs} weights for each of its {biases.Length} biases");
            }

            layers.Add(new DenseLayer([.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(w => Number(w, "weights")).ToArray())], biases));
            inputs = biases.Length;
        }

        return [.. layers];
    }

    private static JsonElement Member(JsonElement json, string name, JsonValueKind kind) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind
            ? value
            : throw NotANetwork($"\"{name}\" must be {kind switch { JsonValueKind.Array => "a list", JsonValueKind.Number => "a whole number", _ => "a text" }}");

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name, int most)
    {
        JsonElement array = Member(json, name, JsonValueKind.Array);
        return array.GetArrayLength() <= most
            ? array.EnumerateArray()
            : throw NotANetwork($"\"{name}\" has {array.GetArrayLength()} entries, and at most {most} are read");
    }

    private static string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw NotANetwork($"\"{name}\" must hold texts");

    private static Fraction Number(JsonElement value, string name)
    {
        string text = Text(value, name);
        if (text.Length > MostDigits)
        {
            throw NotANetwork($"\"{name}\" holds a number of {text.Length} characters, and at most {MostDigits} are read");
        }

        string[] parts = text.Split('/');
        return parts.Length <= 2 && Whole(parts[0]) is BigInteger numerator && Whole(parts.Length == 2 ? parts[1] : "1") is BigInteger denominator && !denominator.IsZero
            ? new Fraction(numerator, denominator)
            : throw new UserInputException($"'{Shortened(text)}' is not a weight; write for example \"-3/4\"");
    }

    private static BigInteger? Whole(string text) =>
        BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value) ? value : null;

    private static UserInputException NotANetwork(string reason) => new($"this is not a network in the format {NetworkJson.Format}: {reason}");

    /// <summary>The beginning of a text from elsewhere, without what a terminal would act on.</summary>
    private static string Shortened(string text) =>
        string.Concat((text.Length > 100 ? text[..100] + "..." : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
