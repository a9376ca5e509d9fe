using System.Text.Json.Nodes;

namespace Theory.Cli.Tests.Commands;

public sealed class TrainedCommandTests
{
    [Fact]
    public void OneInput_HasItsClosedForm_InJsonTextAndCsv()
    {
        using TemporaryFolder folder = new();
        string[] args = ["trained", "tanh", "--inputs", "1,0.5", "--targets", "0.7", "--time", "0.5,2", "--cw", "1.5", "--cb", "0.1", "--width", "64", "--depth", "3"];
        JsonObject json = CommandLine.Run([.. args, "--json", "--out", folder.At("t")]).Succeeded().Json;
        double rate = json["rates"]![0]!.GetValue<double>();
        foreach (JsonNode? at in json["times"]!.AsArray())
        {
            JsonNode point = at!["points"]![0]!;
            Assert.Equal(0.7 * (1 - Math.Exp(-rate * at["time"]!.GetValue<double>())), point["mean"]!.GetValue<double>(), 1e-12);
            Assert.Equal(point["mean"]!.GetValue<double>() + (point["meanCorrection"]!.GetValue<double>() / 64), point["meanAtWidth"]!.GetValue<double>(), 1e-14);
            Assert.Equal(point["variance"]!.GetValue<double>() + (point["varianceCorrection"]!.GetValue<double>() / 64), point["varianceAtWidth"]!.GetValue<double>(), 1e-14);
        }

        // The coefficient follows from what theory tangent prints for the same network.
        JsonNode last = CommandLine.Run("tangent", "tanh", "--k1", "1.0375", "--cw", "1.5", "--cb", "0.1", "--width", "64", "--depth", "3", "--json").Succeeded().Json["layers"]![2]!;
        double T(string name) => last[name]!.GetValue<double>();
        double t = 2;
        double decay = Math.Exp(-rate * t);
        double j1 = (t - ((1 - decay) / rate)) / rate;
        double j2 = (t - (2 * (1 - decay) / rate) + ((1 - (decay * decay)) / (2 * rate))) / (2 * rate * rate);
        double expected = -0.7 * decay * ((-T("theta1") * t) + ((T("A") + (2 * T("B"))) * t * t / 2) + (4 * (T("P") + (2 * T("Q"))) * j1)
            - (2 * ((3 * T("R")) + (2 * (T("S") + T("T") + T("U")))) * ((3 * T("K")) + 0.49) * j2));
        Assert.Equal(expected, json["times"]![1]!["points"]![0]!["meanCorrection"]!.GetValue<double>(), 1e-9);
        Assert.StartsWith("time,steps,point,target,mean,meanCorrection", File.ReadAllText(folder.At("t/trained.csv")), StringComparison.Ordinal);
        string text = CommandLine.Run(args).Succeeded().Output;
        Assert.Contains("to order 1/n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinks_HaveInfiniteWidthOnly_WithTheReason()
    {
        JsonObject json = CommandLine.Run("trained", "relu", "--inputs", "1,0.5", "--targets", "0.7", "--steps", "3,10", "--cw", "2", "--json").Succeeded().Json;
        Assert.NotNull(json["noCorrection"]);
        Assert.Null(json["times"]![0]!["points"]![0]!["meanCorrection"]);
        Assert.True(json["times"]![1]!["points"]![0]!["mean"]!.GetValue<double>() > 0.6);
    }

    [Theory]
    [InlineData("--targets is needed", "--inputs", "1,2", "--time", "1")]
    [InlineData("--inputs is needed", "--targets", "1", "--time", "1")]
    [InlineData("2 targets, but 1 training inputs", "--inputs", "1,2", "--targets", "1,2", "--time", "1")]
    [InlineData("--time for gradient flow or --steps", "--inputs", "1,2", "--targets", "1")]
    [InlineData("at least 0", "--inputs", "1,2", "--targets", "1", "--time", "-1")]
    [InlineData("diverges", "--inputs", "1,2", "--targets", "1", "--steps", "3", "--step", "99")]
    [InlineData("leave out --k1", "--inputs", "1,2", "--targets", "1", "--time", "1", "--k1", "1")]
    public void BadInput_GetsOneLine(string says, params string[] args)
    {
        CommandResult result = CommandLine.Run(["trained", "tanh", .. args]);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }
}
