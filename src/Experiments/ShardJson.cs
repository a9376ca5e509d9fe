using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Theory.Experiments;

/// <summary>Results of shards as JSON, such that every number reads back with the same bits.</summary>
internal static class ShardJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static JsonObject Write<T>(T value) => JsonSerializer.SerializeToNode(value, Options)!.AsObject();

    public static T Read<T>(JsonObject json) => json.Deserialize<T>(Options)!;
}
