using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

/// <summary>An unchanged activation about a point has the law of the activation about that point.</summary>
public sealed class SampleOperatingPointTests
{
    private static readonly string[] Shape = ["--cw", "9", "--k1", "0.02", "--depth", "4", "--width", "16", "--models", "60", "--json"];

    [Theory]
    [InlineData("conditional")]
    [InlineData("weights")]
    public void MRePUAboutItsInflection_IsTheShiftedUnit(string sampler)
    {
        JsonArray about = Layers(["mrepu:2", "--operating-point=-2/3", "--sampler", sampler, .. Shape]);
        JsonArray shifted = Layers(["mrepu(2,-1,-2/3)", "--sampler", sampler, .. Shape]);
        Assert.Equal(4, about.Count);
        foreach ((JsonNode? a, JsonNode? b) in about.Zip(shifted))
        {
            double[] numbers = Numbers(a!), others = Numbers(b!);
            Assert.NotEmpty(numbers);
            Assert.Equal(numbers.Length, others.Length);
            Assert.All(numbers.Zip(others), p => Assert.Equal(p.First, p.Second, 1e-9 * Math.Max(1e-3, Math.Abs(p.First))));
        }
    }

    [Fact]
    public void ANetworkInText_SaysItsOwnPoint() => Assert.Contains(
        "--operating-point does not go with --network", CommandLine.Run("sample", "--network", "linear; tanh; linear", "--operating-point=1").Error, StringComparison.Ordinal);

    private static JsonArray Layers(string[] args) => CommandLine.Run(["sample", .. args]).Succeeded().Json["layers"]!.AsArray();

    private static double[] Numbers(JsonNode node) => node switch
    {
        JsonObject o => [.. o.SelectMany(p => p.Value is null ? [] : Numbers(p.Value))],
        JsonArray array => [.. array.SelectMany(v => v is null ? [] : Numbers(v))],
        JsonValue v when v.TryGetValue(out double number) => [number],
        _ => [],
    };
}
