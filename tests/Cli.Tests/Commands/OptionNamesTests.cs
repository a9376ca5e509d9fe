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

    /// <summary>A range was a number that could not be read, in all commands but some.</summary>
    [Theory]
    [InlineData("flow relu --k1 1 --cw 1.5..2:3", "flow relu --k1 1 --cw 1.5,1.75,2")]
    [InlineData("flow relu --k1 1 --cw 2 --width 16..64:3", "flow relu --k1 1 --cw 2 --width 16,40,64")]
    [InlineData("gram relu --inputs circle:3 --depth 3 --cb 0..0.2:3 --cw 2", "gram relu --inputs circle:3 --depth 3 --cb 0,0.1,0.2 --cw 2")]
    [InlineData("law relu --k1 1 --cw 2,1..1.5:2 --width 16", "law relu --k1 1 --cw 2,1,1.5 --width 16")]
    [InlineData("tangent tanh --k1 1 --cw 1..1.5:2 --width 16", "tangent tanh --k1 1 --cw 1,1.5 --width 16")]
    [InlineData("trained tanh --inputs 1 --targets 1 --time 1..3:3 --cw 1.5 --depth 2", "trained tanh --inputs 1 --targets 1 --time 1,2,3 --cw 1.5 --depth 2")]
    [InlineData("kernel relu --K 1..2:2 --rho 0", "kernel relu --K 1,2 --rho 0")]
    public void RangesInEqualSteps_StandForLists(string range, string list) =>
        Assert.Equal(CommandLine.Run(list.Split(' ')).Succeeded().Output, CommandLine.Run(range.Split(' ')).Succeeded().Output);

    [Theory]
    [InlineData("fixed-points tanh --cw 1,2", "'1,2' stands for several values, and one number is taken here")]
    [InlineData("fixed-points tanh --cb 0..1", "'0..1' stands for several values, and one number is taken here")]
    [InlineData("evaluate gelu --cw 1..2:3", "'1..2:3' stands for several values")]
    [InlineData("predict erf --train moons:20 --cw 1,2", "'1,2' stands for several values")]
    [InlineData("network linear --cw 1,2", "'1,2' stands for several values")]
    [InlineData("flow relu --k1 1 --cw 1..2", "'1..2' does not say how many values it stands for; write from..to:count")]
    [InlineData("flow relu --k1 1 --width 1..2:4", "'1..2:4' has values between the integers")]
    [InlineData("flow relu --k1 1 --cw 2..1:4", "must go from a smaller to a larger")]
    [InlineData("convergence tanh --cw 1,2", "takes one value here")]
    [InlineData("phase tanh --cw 1,2", "'1,2' is not a range; write from..to")]
    [InlineData("phase tanh --cw 1..2:30", "which is for --grid; write from..to")]
    public void SeveralValues_AreRefused_WhereOneIsTaken(string command, string expected)
    {
        CommandResult refused = CommandLine.Run(command.Split(' '));
        Assert.Equal(2, refused.Code);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }
}
