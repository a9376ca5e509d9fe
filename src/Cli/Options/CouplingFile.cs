using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Theory.Cli.Options;

/// <summary>
/// A layer of several inputs in JSON: <c>{"metric": [[1, 0.5], [0.5, 2]], "vertex": {"1111": 3, "1122": 1, …}, "width": 100, "neurons": 1}</c>,
/// or the couplings quadratic and quartic in place of metric and vertex.
/// </summary>
/// <param name="Matrix">Metric or quadratic coupling.</param>
/// <param name="Tensor">Vertex or quartic coupling.</param>
/// <param name="IsMetric">True for metric and vertex.</param>
/// <param name="Width">n.</param>
/// <param name="Neurons">m; null when the file does not say.</param>
internal sealed record CouplingFile(double[,] Matrix, double[,,,] Tensor, bool IsMetric, double Width, int? Neurons)
{
    private const string Example = """{"metric": [[1, 0.5], [0.5, 2]], "vertex": {"1111": 3, "1112": 1, "1122": 1, "1212": 1, "1222": 1, "2222": 4}, "width": 100}""";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserInputException">The file cannot be read, or does not have this form.</exception>
    public static CouplingFile Read(string path)
    {
        string text = InputFile.Text(path);
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(text, documentOptions: Strict);

            // Escapes of half a character are seen only when a text is read.
            _ = json?.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            throw Bad(path, "it holds a text that is not valid Unicode");
        }
        catch (JsonException error)
        {
            throw Bad(path, IsJson(text) ? "a name in it occurs twice" : $"it is not JSON (line {(error.LineNumber ?? 0) + 1})");
        }

        return Parse(json as JsonObject ?? throw Bad(path, "it is not an object"), path);
    }

    /// <summary>Whether a text is JSON where names may occur more than once.</summary>
    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict with { AllowDuplicateProperties = true });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static CouplingFile Parse(JsonObject json, string path)
    {
        bool isMetric = json.ContainsKey("metric");
        (string matrixName, string tensorName) = isMetric ? ("metric", "vertex") : ("quadratic", "quartic");
        if (json[matrixName] is not JsonArray rows || json[tensorName] is not JsonNode values)
        {
            throw Bad(path, isMetric ? "vertex is missing, or metric is not a matrix" : "it has neither metric and vertex nor quadratic and quartic");
        }

        int d = rows.Count;
        double[,] matrix = new double[d, d];
        for (int a = 0; a < d; a++)
        {
            if (rows[a] is not JsonArray row || row.Count != d)
            {
                throw Bad(path, $"{matrixName} must have {d} rows of {d} numbers");
            }

            for (int b = 0; b < d; b++)
            {
                matrix[a, b] = Number(row[b], path);
            }
        }

        return new CouplingFile(
            matrix,
            values is JsonObject elements ? OfElements(elements, d, tensorName, path) : OfArrays(values, d, tensorName, path),
            isMetric,
            json["width"] is JsonNode width ? Number(width, path) : throw Bad(path, "width is missing"),
            json["neurons"] is JsonNode neurons ? Integer(neurons, path) : null);
    }

    /// <summary>Elements such as "1122", each standing for all that equal it by symmetry; what is not given is 0.</summary>
    private static double[,,,] OfElements(JsonObject elements, int d, string name, string path)
    {
        double[,,,] tensor = new double[d, d, d, d];
        Dictionary<(int, int, int, int), string> given = [];
        foreach ((string key, JsonNode? value) in elements)
        {
            int[] i = [.. key.Where(char.IsAsciiDigit).Select(c => c - '1')];
            if (i.Length != 4 || i.Any(x => x < 0 || x >= d) || key.Any(c => !char.IsAsciiDigit(c) && c is not ('(' or ')')))
            {
                throw Bad(path, $"'{key}' in {name} does not name four inputs from 1 to {d}, as 1122 or (11)(22) do");
            }

            double element = Number(value, path);
            if (!given.TryAdd(Ordered(i), key) && tensor[i[0], i[1], i[2], i[3]] != element)
            {
                throw Bad(path, $"'{key}' in {name} contradicts '{given[Ordered(i)]}', which is the same element by symmetry");
            }

            foreach ((int a, int b, int c, int e) in new[] { (i[0], i[1], i[2], i[3]), (i[2], i[3], i[0], i[1]) })
            {
                tensor[a, b, c, e] = tensor[b, a, c, e] = tensor[a, b, e, c] = tensor[b, a, e, c] = element;
            }
        }

        return tensor;
    }

    /// <summary>(11)(12) for 2111, 1211 and 1112: the one name of all that are equal by symmetry.</summary>
    private static (int, int, int, int) Ordered(int[] i)
    {
        (int, int) first = (Math.Min(i[0], i[1]), Math.Max(i[0], i[1]));
        (int, int) second = (Math.Min(i[2], i[3]), Math.Max(i[2], i[3]));
        return first.CompareTo(second) <= 0 ? (first.Item1, first.Item2, second.Item1, second.Item2) : (second.Item1, second.Item2, first.Item1, first.Item2);
    }

    private static double[,,,] OfArrays(JsonNode values, int d, string name, string path)
    {
        double[,,,] tensor = new double[d, d, d, d];
        for (int k = 0; k < d * d * d * d; k++)
        {
            int[] index = [k / (d * d * d), k / (d * d) % d, k / d % d, k % d];
            JsonNode? node = index.Aggregate((JsonNode?)values, (n, i) => n is JsonArray array && array.Count == d ? array[i] : null);
            tensor[index[0], index[1], index[2], index[3]] = Number(node ?? throw Bad(path, $"{name} must hold {d} x {d} x {d} x {d} numbers"), path);
        }

        return tensor;
    }

    private static int Integer(JsonNode node, string path) => Number(node, path) is var value && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw Bad(path, "neurons is not an integer");

    private static double Number(JsonNode? node, string path) =>
        node is JsonValue value && value.TryGetValue(out double number) ? number : throw Bad(path, "a value is not a number");

    private static UserInputException Bad(string path, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the file '{path}' cannot be used: {why}; write for example {Example}"));
}
