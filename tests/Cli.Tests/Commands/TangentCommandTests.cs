using System.Globalization;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class TangentCommandTests
{
    private static readonly string[] Keys = ["theta", "theta1", "V", "A", "B", "D", "F", "P", "Q", "R", "S", "T", "U"];

    [Theory]
    [InlineData("tanh", "tanh")]
    [InlineData("mrepu:2", "mrepu2")]
    public void Json_HoldsTheReference(string activation, string name)
    {
        string[][] table = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "reference", "tangent.csv")).Select(l => l.Split(','))];
        string[][] rows = [.. table.Where(r => r[0] == name)];
        string Text(string[] row, string column) => row[Array.IndexOf(table[0], column)];
        JsonObject json = CommandLine.Run(
            "tangent", activation, "--k1", Text(rows[0], "K1"), "--cb", Text(rows[0], "C_b"), "--cw", Text(rows[0], "C_W"), "--lambda-b", Text(rows[0], "lambda_b"),
            "--lambda-w", Text(rows[0], "lambda_W"), "--depth", "6", "--width", "100", "--json").Succeeded().Json;
        foreach (string[] row in rows)
        {
            JsonNode layer = json["layers"]![int.Parse(Text(row, "layer"), CultureInfo.InvariantCulture) - 1]!;
            foreach (string key in Keys)
            {
                double expected = double.Parse(Text(row, key switch { "theta" => "Theta", "theta1" => "T1", _ => key }), CultureInfo.InvariantCulture);
                Assert.InRange(Math.Abs(layer[key]!.GetValue<double>() - expected), 0, 1e-10 * Math.Abs(expected));
            }
        }

        Assert.All(["cb", "cw", "lambdaB", "lambdaW", "width"], key => Assert.NotNull(json[key]));
    }

    [Fact]
    public void WhatDoesNotExist_IsNull_WithAReason()
    {
        JsonObject json = CommandLine.Run("tangent", "relu", "--k1", "1", "--cw", "2", "--depth", "3", "--json").Succeeded().Json;
        JsonNode last = json["layers"]![2]!;
        foreach (string key in (string[])["R", "S", "T", "U"])
        {
            Assert.Null(last[key]);
            Assert.Contains("s' jumps at z = 0", last["undefined"]![key]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal("undefined", last["outcomes"]![key]!.GetValue<string>());
        }

        Assert.All(["A", "B", "D", "F", "theta1"], key => Assert.NotNull(last[key]));
        string text = CommandLine.Run("tangent", "relu", "--k1", "1", "--cw", "2", "--depth", "3").Succeeded().Output;
        Assert.Contains("  - : s' jumps at z = 0", text, StringComparison.Ordinal);
    }

    /// <summary>A layer without any relative size was said to need "width NaN".</summary>
    [Fact]
    public void LayersOfWhichNothingIsKnown_NeedNoWidth()
    {
        string text = CommandLine.Run("tangent", "abs(z)^(-2/5)", "--k1", "1", "--cw", "1", "--width", "20", "--depth", "3").Succeeded().Output;
        Assert.Contains("layer 3 has none", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_SaysWhereTheExpansionCanBeTrusted()
    {
        string shallow = CommandLine.Run("tangent", "tanh", "--k1", "1", "--cw", "1.5", "--width", "1000", "--depth", "3").Succeeded().Output;
        Assert.Contains("can be trusted: all relative sizes are at most 0.1", shallow, StringComparison.Ordinal);
        string deep = CommandLine.Run("tangent", "tanh", "--k1", "1", "--cw", "1.5", "--width", "20", "--depth", "12").Succeeded().Output;
        Assert.Contains("layer 12 needs width 115", deep, StringComparison.Ordinal);
        Assert.All((shallow + deep).Split('\n'), line => Assert.True(line.TrimEnd().Length <= 100, line));
    }

    [Fact]
    public void SeveralInputs_HaveTensorsOfAllOfThem()
    {
        JsonNode inputs = CommandLine.Run("tangent", "tanh", "--k1", "1", "--cw", "1.5", "--rho", "0.5", "--depth", "3", "--json").Succeeded().Json["inputs"]!;
        Assert.Equal(2, inputs["count"]!.GetValue<int>());
        JsonNode last = inputs["layers"]![2]!;
        Assert.Equal(last["A"]![0]![0]![1]![1]!.GetValue<double>(), last["A"]![1]![1]![0]![0]!.GetValue<double>(), 1e-12);
        Assert.All(["K", "theta", "G1", "theta1", "V", "A", "B", "D", "F", "P", "Q", "R", "S", "T", "U"], key => Assert.Equal(2, last[key]!.AsArray().Count));
        string text = CommandLine.Run("tangent", "relu", "--cw", "2", "--k1", "1", "--rho", "0.5", "--depth", "3").Succeeded().Output;
        Assert.Contains("n Var Theta", text, StringComparison.Ordinal);
        Assert.Contains("R holds its square where the input of the third derivative occurs once more", text, StringComparison.Ordinal);
    }

    /// <summary>chi_perp of deep tanh networks of width 24: at infinite width it would be refuted, to the order 1/n it agrees.</summary>
    [Fact]
    public void SampledSusceptibilities_AgreeToTheOrderOfTheInverseWidth()
    {
        JsonNode layers = CommandLine.Run(
            "sample", "tanh", "--k1", "1", "--cw", "1.5", "--width", "48", "--depth", "6", "--models", "4000", "--sampler", "weights", "--details", "--seed", "3", "--json").Succeeded().Json["layers"]!;
        foreach (string chi in (string[])["chiParallel", "chiPerp"])
        {
            JsonNode value = layers[4]![chi]!;
            double empirical = value["empirical"]!.GetValue<double>();
            double error = value["standardError"]!.GetValue<double>();
            Assert.InRange((empirical - value["finiteWidth"]!.GetValue<double>()) / error, -4.5, 4.5);
            Assert.Equal((empirical - value["finiteWidth"]!.GetValue<double>()) / error, value["z"]!.GetValue<double>(), 1e-9);
            Assert.True(Math.Abs(empirical - value["theory"]!.GetValue<double>()) > 4.5 * error, $"{chi}: the correction is not resolved");
        }
    }

    [Fact]
    public void Growth_HasPowersOfTheDepth()
    {
        JsonNode growth = CommandLine.Run("tangent", "relu", "--depth", "2", "--growth", "--json").Succeeded().Json["growth"]!;
        Assert.Equal("scale-invariant", growth["class"]!.GetValue<string>());
        Assert.Equal(1, growth["powers"]!["metricVariance"]!["power"]!.GetValue<double>(), 1e-3);
        Assert.Equal(0.02, growth["depthOverWidth"]!.GetValue<double>(), 1e-3);
        Assert.Contains("no critical initialisation", CommandLine.Run("tangent", "softplus", "--k1", "1", "--cw", "1", "--depth", "2", "--growth").Succeeded().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("up to 12 inputs", "tanh", "--cw", "1", "--inputs", "circle:13")]
    [InlineData("the width must be at least 1", "tanh", "--width", "0")]
    [InlineData("lambda_W must be a finite number, at least 0", "tanh", "--k1", "1", "--lambda-w", "-1")]
    [InlineData("ends at layer", "mrepu:3", "--k1", "10", "--cw", "1", "--depth", "50")]
    public void BadInput_GetsOneLine(string why, params string[] args)
    {
        CommandResult result = CommandLine.Run(["tangent", .. args]);
        Assert.Equal(2, result.Code);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
