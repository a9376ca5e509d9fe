using System.Text.Json;
using System.Text.Json.Nodes;

namespace Theory.Cli.Output;

/// <summary>The JSON contract: camelCase, numbers as numbers, non-finite numbers as null.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A number, or null when it is not finite.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A number, or null when it is absent or not finite.</summary>
    public static JsonNode? Number(double? value) => value is double number ? Number(number) : null;

    /// <summary>One number where all layers have the same, else the list of them.</summary>
    public static JsonNode PerLayer(IReadOnlyList<double> values) =>
        values.All(v => v == values[0]) ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(v => JsonValue.Create(v))]);

    /// <summary>The text of a node.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Indented) + Environment.NewLine;
}
