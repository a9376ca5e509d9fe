using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Theory.Validation.Runs;

/// <summary>JSON objects from files that may be damaged or made up: no name occurs twice, every text is valid Unicode.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The object; null when the bytes are none.</summary>
    public static JsonObject? TryParse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            JsonObject? json = JsonNode.Parse(Encoding.GetString(bytes), documentOptions: Options) as JsonObject;

            // Escapes of half a character are seen only when a text is read.
            _ = json?.ToJsonString();
            return json;
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }
}
