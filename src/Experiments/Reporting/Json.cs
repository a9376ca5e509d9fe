using Theory.Numerics.Compilation;
using System.Text.Json;
using System.Text.Json.Nodes;
using Theory.Expressions;

namespace Theory.Experiments.Reporting;

/// <summary>The JSON contract: camelCase, numbers as numbers, non-finite numbers as null.</summary>
public static class Json
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

    /// <summary>An exact constant as a number; null when there is none.</summary>
    public static JsonNode? Number(Expr? constant) => constant is null ? null : Number(RunningErrorEvaluator.ValueOf(constant));

    /// <summary>The text of a node.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Indented) + Environment.NewLine;
}
