using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class LawCommandTests
{
    [Fact]
    public void Json_KeepsItsContract()
    {
        JsonObject json = CommandLine.Run("law", "relu", "--k1", "1", "--cw", "2", "--width", "64,32", "--above", "2", "--below", "0.5", "--json").Succeeded().Json;
        Assert.Equal(("relu", 2.0, 0.0), (json["activation"]!.GetValue<string>(), json["cw"]!.GetValue<double>(), json["cb"]!.GetValue<double>()));
        JsonArray layers = json["layers"]!.AsArray();
        Assert.Equal([1, 2, 3], layers.Select(l => l!["layer"]!.GetValue<int>()));
        Assert.All(layers, layer =>
        {
            Assert.All((string[])["mean", "variance", "thirdCumulant", "error"], key => _ = layer![key]!.GetValue<double>());
            Assert.True(layer!["quantiles"]!["0.01"]!.GetValue<double>() <= layer["quantiles"]!["0.5"]!.GetValue<double>());
        });
        Assert.Equal((1 + (5.0 / 64)) * (1 + (5.0 / 32)) - 1, layers[2]!["variance"]!.GetValue<double>(), 1e-12);
        Assert.InRange(layers[2]!["above"]!["2"]!.GetValue<double>(), 0.001, 0.1);
        Assert.Equal(0, layers[0]!["below"]!["0.5"]!.GetValue<double>());
    }

    [Fact]
    public void Text_FitsInEightyColumns_AndSaysHowManyDigits()
    {
        string output = CommandLine.Run("law", "tanh", "--k1", "1", "--cw", "1.5", "--width", "64", "--depth", "3").Succeeded().Output;
        Assert.Contains("digits", output, StringComparison.Ordinal);
        Assert.Contains("0.4513152468", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').Where(l => !l.Contains("K(1)", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public void Orders_StandBesideTheExactLaw()
    {
        string[] arguments = ["law", "relu", "--k1", "1", "--cw", "2", "--width", "64", "--depth", "4", "--orders", "3"];
        JsonNode expansion = CommandLine.Run([.. arguments, "--json"]).Succeeded().Json["expansion"]!;
        JsonNode variance = expansion["layers"]![3]!["variance"]!;
        Assert.Equal([0, 15, 75, 125], variance["coefficients"]!.AsArray().Select(c => Math.Round(c!.GetValue<double>(), 8)));
        Assert.Equal(Math.Pow(1 + (5.0 / 64), 3) - 1, variance["sums"]![2]!.GetValue<double>(), 1e-12);
        string output = CommandLine.Run(arguments).Succeeded().Output;
        Assert.Contains("correct digits of the variance", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').Where(l => !l.Contains("K(1)", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        CommandResult refused = CommandLine.Run([.. arguments[..^1], "9"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("1 to 8", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_AreHistogramsOverTheDensities()
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["law", "relu", "--k1", "1", "--cw", "2", "--width", "64", "--depth", "3", "--models", "500"];
        CommandLine.Run([.. arguments, "--out", folder.FullPath]).Succeeded();
        Assert.Contains("500 networks", File.ReadAllText(folder.At("metric.svg")), StringComparison.Ordinal);
        CommandResult refused = CommandLine.Run(arguments);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--out", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoInputs_HaveALawOfTheirCorrelation()
    {
        using TemporaryFolder folder = new();
        string[] arguments = ["law", "relu", "--rho", "0.3", "--cw", "2", "--width", "100", "--depth", "2"];
        JsonArray layers = CommandLine.Run([.. arguments, "--json"]).Succeeded().Json["layers"]!.AsArray();
        Assert.Equal((0.3, 0.0), (layers[0]!["mean"]!.GetValue<double>(), layers[0]!["variance"]!.GetValue<double>()));
        Assert.Equal(0.483, layers[1]!["mean"]!.GetValue<double>(), 2e-3);
        Assert.InRange(layers[1]!["error"]!.GetValue<double>(), 0, 1e-8);
        Assert.Equal(Math.Acos(layers[1]!["quantiles"]!["0.5"]!.GetValue<double>()), layers[1]!["angleQuantiles"]!["0.5"]!.GetValue<double>(), 1e-8);
        string output = CommandLine.Run([.. arguments, "--models", "300", "--out", folder.FullPath]).Succeeded().Output;
        Assert.Contains("mean angle", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n').Where(l => !l.Contains("K(1)", StringComparison.Ordinal) && !l.Contains(folder.FullPath, StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains("300 networks", File.ReadAllText(folder.At("angle.svg")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tanh is none", "law", "tanh", "--rho", "0.3", "--cw", "1", "--depth", "3")]
    [InlineData("C_b = 0", "law", "relu", "--rho", "0.3", "--cb", "0.1", "--k1", "1", "--cw", "1", "--depth", "3")]
    [InlineData("--above is for the law of one input", "law", "relu", "--rho", "0.3", "--cw", "2", "--depth", "3", "--above", "2")]
    [InlineData("between -1 and 1", "law", "relu", "--rho", "1.2", "--cw", "2", "--depth", "3")]
    public void TwoInputs_AreRefusedWithAReason(string reason, params string[] arguments)
    {
        CommandResult result = CommandLine.Run(arguments);
        Assert.Equal(2, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--quantiles", "0.5,1", "--quantiles: 1 is not a probability between 0 and 1")]
    [InlineData("--above", "-2", "--above: -2 is not a positive number")]
    [InlineData("--below", "two", "--below")]
    [InlineData("--width", "0", "width")]
    [InlineData("--cb", "2", "K(1) = 1 is below C_b = 2")]
    public void BadInput_IsOneLine(string option, string value, string message)
    {
        CommandResult result = CommandLine.Run("law", "tanh", "--k1", "1", "--cw", "1", "--depth", "2", option, value);
        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }
}
