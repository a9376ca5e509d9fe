namespace Theory.Cli.Tests.Commands;

/// <summary>The examples of docs/correlators.md, run.</summary>
public sealed class CorrelatorsDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "correlators.md"));

    /// <summary>Command and result of each row of the table.</summary>
    public static TheoryData<string, string> Examples => new(Lines.Select(l => l.Split(" | "))
        .Where(cells => cells.Length == 3 && cells[1].StartsWith("`theory ", StringComparison.Ordinal))
        .Select(cells => (cells[1].Trim('`'), cells[2].TrimEnd(' ', '|').Trim('`'))));

    [Fact]
    public void FileOfSeveralInputs_CanBeUsed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.At("layer.json"), Lines.Single(l => l.Contains("\"metric\"", StringComparison.Ordinal)));
        CommandLine.Run("couplings", "--file", folder.At("layer.json")).Succeeded();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Command_GivesTheResultBesideIt(string command, string result)
    {
        string output = CommandLine.RunText(command).Succeeded().Output;
        Assert.Contains($" = {result}", output.Split(Environment.NewLine).Select(l => l.Split(" = ")).Where(sides => sides.Length > 1).Select(sides => $" = {sides[1]}"));
    }
}
