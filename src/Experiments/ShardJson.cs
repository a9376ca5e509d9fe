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
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static JsonObject Write<T>(T value) => JsonSerializer.SerializeToNode(value, Options)!.AsObject();

    /// <exception cref="UserInputException">The shard holds something else.</exception>
    public static T Read<T>(JsonObject json)
    {
        try
        {
            return json.Deserialize<T>(Options)!;
        }
        catch (JsonException error)
        {
            throw new UserInputException($"a shard does not hold a result of this experiment ({error.Path ?? "$"} is missing or of another type); compute it again");
        }
    }
}
