using System.Text;
using System.Text.Json.Nodes;

namespace Theory.Validation.Runs;

/// <summary>The file of one shard: a line that says what it is, and a line with the result whose checksum the first line holds.</summary>
internal static class ShardFile
{
    /// <summary>The content of a file.</summary>
    public static byte[] Write(string fingerprint, int shard, string machine, JsonObject result)
    {
        byte[] payload = Encoding.UTF8.GetBytes(result.ToJsonString());
        var header = new JsonObject
        {
            ["run"] = fingerprint,
            ["shard"] = shard,
            ["machine"] = machine,
            ["sha256"] = RunManifest.Checksum(payload),
        };
        return [.. Encoding.UTF8.GetBytes(header.ToJsonString()), (byte)'\n', .. payload, (byte)'\n'];
    }

    /// <summary>Reads a file.</summary>
    /// <returns>The result, or why the file cannot be used.</returns>
    public static (JsonObject? Result, string? Defect) Read(byte[] content, string fingerprint, int shard)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        if (end < 0 || content[^1] != '\n' || StrictJson.TryParse(content.AsSpan(0, end)) is not { } header)
        {
            return (null, "it is incomplete or no shard");
        }

        if (Text(header["run"]) != fingerprint)
        {
            return (null, "it belongs to another run");
        }

        if (header["shard"]?.ToJsonString() != shard.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            return (null, $"it holds shard {header["shard"]?.ToJsonString()}, not {shard}");
        }

        byte[] payload = content[(end + 1)..^1];
        return RunManifest.Checksum(payload) != Text(header["sha256"]) ? (null, "its checksum is wrong")
            : StrictJson.TryParse(payload) is { } result ? (result, null)
            : (null, "what it holds is no result");
    }

    /// <summary>The machine that a file names.</summary>
    public static string? Machine(byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        return end < 0 ? null : Text(StrictJson.TryParse(content.AsSpan(0, end))?["machine"]);
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
