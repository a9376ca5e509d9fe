using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Vertex;

/// <summary>The measured vertex of one ensemble beside the predicted one.</summary>
internal sealed record VertexComparison(VertexMeasurement Measurement, IReadOnlyList<FlowLayer> Theory)
{
    /// <summary>The columns of <see cref="Rows"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["inflected", "cw", "width", "layer", "kernelTheory", "kernelEmpirical", "vertexTheory", "vertexNextOrder", "vertexEmpirical", "vertexStandardError", "overflowed"];

    /// <summary>The ensemble.</summary>
    public VertexSetting Setting => Measurement.Setting;

    /// <summary>The measured vertex of the last layer.</summary>
    public Estimate Last => Measurement.Layers[^1].Vertex;

    /// <summary>Whether the measured vertex increases from each layer to the next; null where its errors do not tell.</summary>
    public bool? IsIncreasing => MeasuredOrder.IsIncreasing([.. Measurement.Layers.Select(l => l.Vertex)]);

    /// <summary>Whether the predicted vertex, with its next order, increases from each layer to the next.</summary>
    public bool TheoryIsIncreasing => Theory.Zip(Theory.Skip(1)).All(p => p.Second.Vertex + p.Second.NextOrderVertex > p.First.Vertex + p.First.NextOrderVertex);

    /// <summary>Whether kernel and vertex agree with theory where the expansion in 1/n is trusted.</summary>
    public EnsembleComparison Comparison => EnsembleComparison.Of(Theory, Measurement.Layers, "conditional");

    /// <summary>Numbers for CSV.</summary>
    public IEnumerable<IEnumerable<double?>> Rows() => Measurement.Layers.Zip(Theory, (m, t) => (IEnumerable<double?>)
    [
        Setting.Activation is null ? 0 : 1, Setting.Cw, Setting.Width, m.Layer, t.K, m.Kernel.Value, t.Vertex, t.NextOrderVertex, m.Vertex.Value, m.Vertex.StandardError, m.Overflowed,
    ]);

    /// <summary>Numbers as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["activation"] = Setting.Activation ?? VertexWork.ActivationName,
        ["cw"] = Setting.Cw,
        ["width"] = Setting.Width,
        ["layers"] = new JsonArray([.. Measurement.Layers.Zip(Theory, (m, t) => new JsonObject
        {
            ["layer"] = m.Layer,
            ["kernel"] = new JsonObject { ["theory"] = Json.Number(t.K), ["empirical"] = Json.Number(m.Kernel.Value) },
            ["vertex"] = new JsonObject
            {
                ["theory"] = Json.Number(t.Vertex),
                ["nextOrder"] = Json.Number(t.NextOrderVertex),
                ["empirical"] = Json.Number(m.Vertex.Value),
                ["standardError"] = Json.Number(m.Vertex.StandardError),
            },
            ["overflowed"] = m.Overflowed,
        })]),
    };

    /// <summary>Numbers as a table.</summary>
    public string ToText() => $"{(Setting.Activation is null ? "" : "Inflected MRePU, ")}C_W = {Format.Number(Setting.Cw)}, width {Setting.Width}" + Environment.NewLine + Environment.NewLine + MarkdownTable.Write(
        ["layer", "K", "measured", "V", "+ next order", "measured", "std. error"],
        Measurement.Layers.Zip(Theory, (m, t) => (IReadOnlyList<string>)
        [
            Format.Number(m.Layer), Format.Number(t.K, 4), Format.Number(m.Kernel.Value, 4), Format.Number(t.Vertex, 4),
            Format.Number(t.Vertex + t.NextOrderVertex, 4), Format.Number(m.Vertex.Value, 4), Format.Number(m.Vertex.StandardError, 2),
        ]));
}
