using System.Text.Json.Serialization;

namespace Theory.Experiments.Vertex;

/// <summary>One ensemble whose four-point vertex is measured.</summary>
/// <param name="Cw">C_W; C_b is 0.</param>
/// <param name="Width">The width of the hidden layers.</param>
internal sealed record VertexSetting(double Cw, int Width)
{
    /// <summary>Another activation than the paper's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Activation { get; init; }
}
