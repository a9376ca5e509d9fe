using System.Text.Json.Nodes;
using Theory.Numerics.Flow;

namespace Theory.Cli.Output;

/// <summary>Says that a flow ended early.</summary>
internal static class FlowEndNote
{
    /// <summary>Writes why on the error stream, after the layers that were reached.</summary>
    /// <returns>The exit code of the command.</returns>
    public static int Write(Terminal terminal, FlowEnd? end)
    {
        if (end is null)
        {
            return Application.Success;
        }

        terminal.Error.WriteLine($"theory: {end.Text.ReplaceLineEndings(" ")}");
        return Application.BadInput;
    }

    /// <summary>Layer, kind and text; null for a flow that reaches the last layer.</summary>
    public static JsonObject? ToJson(FlowEnd? end) => end is null ? null : new JsonObject
    {
        ["layer"] = end.Layer,
        ["kind"] = end.Kind.ToString().ToLowerInvariant(),
        ["text"] = end.Text,
    };
}
