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
        Dictionary<string, Field> fields = Fields(section);
        HashSet<string> seen = [];
        Visit(json, "");
        Assert.All(fields.Where(f => !f.Value.IsOptional && IsReached(f.Key)).Select(f => f.Key), f => Assert.Contains(f, seen));

        // Of what is null or empty, or an optional field that is absent, nothing is seen inside.
        bool IsReached(string name) => name.LastIndexOf('.') is var end && (end < 0 || seen.Contains(name[..end] + "."));

        void Visit(JsonObject node, string prefix)
        {
            seen.Add(prefix);
            foreach ((string key, JsonNode? value) in node)
            {
                string name = fields.ContainsKey(prefix + key) || !fields.Keys.Any(f => f.StartsWith(prefix + "*.", StringComparison.Ordinal)) ? prefix + key : prefix + "*";
                if (besides.Contains(name))
                {
                    continue;
                }

                if (name != prefix + "*")
                {
                    Assert.True(fields.TryGetValue(name, out Field? field), $"docs/json.md, {section}: {name} is missing");
                    seen.Add(name);
                    Assert.True(Fits(value, field.Type), $"{section}: {name} is no {field.Type}: {value?.ToJsonString()}");
                }

                string inside = value is JsonArray ? $"{name}[]." : $"{name}.";
                if (fields.Keys.Any(f => f.StartsWith(inside, StringComparison.Ordinal)))
                {
                    foreach (JsonObject item in value is JsonObject single ? [single] : (value as JsonArray)?.OfType<JsonObject>() ?? [])
                    {
                        Visit(item, inside);
                    }
                }
            }
        }
    }

    /// <summary>The headings of all contracts.</summary>
    public static IEnumerable<string> Sections => Heading().Matches(File.ReadAllText(Repository.File("docs/json.md"))).Select(m => m.Groups[1].Value);

    private static bool Fits(JsonNode? value, string type) => type == "any" || (value is null ? type.EndsWith('?') : value.GetValueKind() switch
    {
        JsonValueKind.Number => type.TrimEnd('?') == "number",
        JsonValueKind.String => type.TrimEnd('?') == "string",
        JsonValueKind.True or JsonValueKind.False => type.TrimEnd('?') == "boolean",
        JsonValueKind.Array => type.TrimEnd('?') == "array",
        _ => type.TrimEnd('?') == "object",
    });

    private static Dictionary<string, Field> Fields(string section)
    {
        string text = File.ReadAllText(Repository.File("docs/json.md"));
        int start = text.IndexOf($"## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/json.md has no section {section}");
        int end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        Dictionary<string, Field> fields = Row().Matches(text[start..(end < 0 ? text.Length : end)])
            .SelectMany(m => Name().Matches(m.Groups[1].Value), (m, n) => (Name: n.Groups[1].Value, Field: new Field(m.Groups[2].Value, m.Groups[3].Success)))
            .ToDictionary(f => f.Name, f => f.Field);
        Assert.NotEmpty(fields);
        return fields;
    }

    /// <summary>Type and presence of a field.</summary>
    private sealed record Field(string Type, bool IsOptional);

    [GeneratedRegex(@"(?m)^\| ((?:`[^`]+`(?:, )?)+) \| (\w+\??)(, optional)? \|")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?m)^## (.+)$")]
    private static partial Regex Heading();
}
