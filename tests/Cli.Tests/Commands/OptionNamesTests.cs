namespace Theory.Cli.Tests.Commands;

/// <summary>One thing has one name in all commands; names that it had are understood.</summary>
public sealed class OptionNamesTests
{
    [Theory]
    [InlineData("flow tanh --input 1,2 --cw 1.5 --depth 2", "flow tanh --inputs 1,2 --cw 1.5 --depth 2")]
    [InlineData("flow tanh --input 1,2 --input2 0,1 --cw 1.5 --depth 2", "flow tanh --inputs 1,2;0,1 --cw 1.5 --depth 2")]
    [InlineData("flow tanh --K 1 --cw 1.5 --depth 2", "flow tanh --k1 1 --cw 1.5 --depth 2")]
    [InlineData("kernel tanh --ka 1 --kb 2 --rho 0.5", "kernel tanh --K 1,2 --rho 0.5")]
    [InlineData("kernel tanh --kb 2 --rho 0.5", "kernel tanh --K 1,2 --rho 0.5")]
    [InlineData("kernel tanh --ka=0.5 --rho 0.5", "kernel tanh --K 0.5 --rho 0.5")]
    [InlineData("evaluate relu --k1 2", "evaluate relu --K 2")]
    [InlineData("gram relu --generate circle:4 --depth 2", "gram relu --inputs circle:4 --depth 2")]
    [InlineData("couplings --inputs 2", "couplings --input-count 2")]
    public void EarlierNames_AreUnderstood_WithANote(string before, string now)
    {
        CommandResult old = CommandLine.Run(before.Split(' ')).Succeeded();
        CommandResult current = CommandLine.Run(now.Split(' ')).Succeeded();
        Assert.Equal(current.Output, old.Output);
        Assert.Matches("theory: --[a-zA-Z0-9]+ is (called|a part of) --", old.Error);
        Assert.DoesNotContain("is called", current.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sample", "tanh", "--cw", "1.5", "--width", "8", "--models", "20", "--depth", "2")]
    [InlineData("tangent", "tanh", "--cw", "1.5", "--width", "8", "--depth", "2")]
    [InlineData("trained", "tanh", "--targets", "0.5", "--time", "1", "--cw", "1.5", "--width", "8", "--depth", "2")]
    [InlineData("flow", "tanh", "--cw", "1.5", "--width", "8", "--depth", "2")]
    [InlineData("law", "tanh", "--cw", "1.5", "--width", "8", "--depth", "2")]
    [InlineData("gram", "tanh", "--cw", "1.5", "--depth", "2")]
    public void Inputs_AreVectorsInEveryCommand(params string[] args) => CommandLine.Run([.. args, "--inputs", "1,0.5", "--json"]).Succeeded();

    [Fact]
    public void SeveralVectors_AreFollowedTogether() =>
        Assert.Equal(2, CommandLine.Run("gram", "relu", "--cw", "2", "--depth", "2", "--inputs", "1,0;0,1", "--json").Succeeded().Json["inputs"]!.GetValue<int>());
}
