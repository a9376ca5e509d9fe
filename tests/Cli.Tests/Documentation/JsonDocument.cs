using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>The contracts of docs/json.md.</summary>
internal static partial class JsonDocument
{
    /// <summary>Every field of a section is there with its type, and there is no other.</summary>
    /// <param name="section">The heading.</param>
    /// <param name="json">What a command wrote.</param>
    /// <param name="besides">Fields of other contracts.</param>
    public static void AssertMatches(string section, JsonObject json, params string[] besides)
    {
        Dictionary<string, string> fields = Fields(section);
        HashSet<string> seen = [];
        Visit(json, "");
        Assert.All(fields.Keys, f => Assert.Contains(f, seen));

        void Visit(JsonObject node, string prefix)
        {
            foreach ((string key, JsonNode? value) in node)
            {
                string name = prefix + key;
                if (besides.Contains(name))
                {
                    continue;
                }

                Assert.True(fields.TryGetValue(name, out string? type), $"docs/json.md does not have {name}");
                seen.Add(name);
                Assert.True(Fits(value, type), $"{name} is no {type}: {value?.ToJsonString()}");
                foreach (JsonObject item in (value as JsonArray)?.OfType<JsonObject>() ?? [])
                {
                    Visit(item, $"{name}[].");
                }
            }
        }
    }

    private static bool Fits(JsonNode? value, string type) => value is null ? type.EndsWith('?') : value.GetValueKind() switch
    {
        JsonValueKind.Number => type.TrimEnd('?') == "number",
        JsonValueKind.String => type.TrimEnd('?') == "string",
        JsonValueKind.True or JsonValueKind.False => type.TrimEnd('?') == "boolean",
        JsonValueKind.Array => type.TrimEnd('?') == "array",
        _ => type.TrimEnd('?') == "object",
    };

    private static Dictionary<string, string> Fields(string section)
    {
        string text = File.ReadAllText(Repository.File("docs/json.md"));
        int start = text.IndexOf($"## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/json.md has no section {section}");
        int end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        Dictionary<string, string> fields = Row().Matches(text[start..(end < 0 ? text.Length : end)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.NotEmpty(fields);
        return fields;
    }

    [GeneratedRegex(@"(?m)^\| `([^`]+)` \| (\w+\??) \|")]
    private static partial Regex Row();
}
