using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Theory.Validation.Runs;

/// <summary>What identifies a run: shards of equal manifests belong together.</summary>
public sealed record RunManifest
{
    private RunManifest(JsonObject content) => Content = content;

    /// <summary>Name, parameters, number of shards, versions and kind of device.</summary>
    public JsonObject Content { get; }

    /// <summary>The SHA-256 of the content, in hexadecimal.</summary>
    public string Fingerprint => Checksum(Encoding.UTF8.GetBytes(Content.ToJsonString()));

    /// <summary>The manifest of a computation.</summary>
    /// <param name="work">The computation.</param>
    /// <param name="device">The kind of device, cpu or cuda; the same numbers are promised on one device only.</param>
    /// <param name="options">The user's choices, from which the computation can be built again.</param>
    public static RunManifest Of(IShardedWork work, string device, JsonObject options)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(options);
        return new RunManifest(new JsonObject
        {
            ["name"] = work.Name,
            ["options"] = options.DeepClone(),
            ["parameters"] = work.Parameters.DeepClone(),
            ["shards"] = work.ShardCount,
            ["device"] = device,
            ["versions"] = new JsonObject
            {
                ["theory"] = Version(typeof(RunManifest)),
                ["build"] = Build,
                ["torchSharp"] = Version(typeof(TorchSharp.torch)),
            },
        });
    }

    /// <summary>Reads a manifest.</summary>
    /// <returns>Null when the text is none.</returns>
    public static RunManifest? TryParse(string text)
    {
        return StrictJson.TryParse(Encoding.UTF8.GetBytes(text)) is { } content && content["name"] is not null && content["shards"] is not null
            ? new RunManifest(content)
            : null;
    }

    /// <summary>Where another manifest differs first, as in "parameters.seed is 2, not 1"; null when it does not.</summary>
    public string? DifferenceFrom(RunManifest expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return Difference("", Content, expected.Content);
    }

    internal static string Checksum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The source revision of the build; of a build outside of a repository, the identity of the compiled code.</summary>
    internal static string Build { get; } = typeof(RunManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion is string version
        && version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus
            ? version[(plus + 1)..]
            : typeof(RunManifest).Module.ModuleVersionId.ToString();

    private static string Version(Type type) => type.Assembly.GetName().Version!.ToString();

    private static string? Difference(string path, JsonNode? actual, JsonNode? expected)
    {
        if (actual is JsonObject a && expected is JsonObject e)
        {
            return a.Select(p => p.Key).Concat(e.Select(p => p.Key)).Distinct()
                .Select(key => Difference(path.Length == 0 ? key : $"{path}.{key}", a[key], e[key]))
                .FirstOrDefault(d => d is not null);
        }

        return JsonNode.DeepEquals(actual, expected) ? null : $"{path} is {Text(actual)}, not {Text(expected)}";
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "absent";
}
