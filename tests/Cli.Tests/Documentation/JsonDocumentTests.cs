using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Theory.Cli.Tests.Experiments;

namespace Theory.Cli.Tests.Documentation;

/// <summary>docs/json.md says what the commands write: every field is there with its type, and no field is missing.</summary>
public sealed partial class JsonDocumentTests
{
    [Theory]
    [InlineData("advise", "advise", "relu", "--depth", "4")]
    [InlineData("advise", "recommend", "sign", "--depth", "3")]
    public void Fields_AreThoseOfTheDocument(string section, params string[] args)
    {
        Dictionary<string, string> fields = Fields(section);
        JsonObject json = CommandLine.Run([.. args, "--json"]).Succeeded().Json;
        HashSet<string> seen = [];
        Visit(json, "");
        Assert.All(fields.Keys, f => Assert.Contains(f, seen));

        void Visit(JsonObject node, string prefix)
        {
            foreach ((string key, JsonNode? value) in node)
            {
                string name = prefix + key;
                if (!fields.TryGetValue(name, out string? type))
                {
                    // What another command's contract is about, or an option of its own.
                    Assert.True(prefix.Length == 0 && key is "check" or "code" || prefix.StartsWith("thresholds", StringComparison.Ordinal), $"docs/json.md does not have {name}");
                    continue;
                }

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
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Array => type.TrimEnd('?') == "array",
        _ => type.TrimEnd('?') == "object",
    };

    private static Dictionary<string, string> Fields(string section)
    {
        string text = File.ReadAllText(Repository.File("docs/json.md"));
        int start = text.IndexOf($"## {section}", StringComparison.Ordinal);
        int end = text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        Dictionary<string, string> fields = Row().Matches(text[start..(end < 0 ? text.Length : end)]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.NotEmpty(fields);
        return fields;
    }

    [GeneratedRegex(@"(?m)^\| `([^`]+)` \| (\w+\??) \|")]
    private static partial Regex Row();
}
