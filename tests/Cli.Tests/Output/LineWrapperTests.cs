using FsCheck.Xunit;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Output;

/// <summary>Windows used to break long formulas wherever their last column was, within numbers too.</summary>
public sealed class LineWrapperTests
{
    private const int Width = 80;

    [Property(MaxTest = 200)]
    public bool Words_StandWhole_InTheirOrder_AndLinesFit(int seed)
    {
        Random random = new(seed);
        string[] words = [.. Enumerable.Range(0, 1 + random.Next(60)).Select(_ => new string((char)('a' + random.Next(26)), 1 + random.Next(30)))];
        string text = (random.Next(2) == 0 ? "  g = " : "") + string.Join(' ', words);
        string[] lines = LineWrapper.Wrap(text, Width).ReplaceLineEndings("\n").Split('\n');
        return lines.All(l => l.Length <= Width)
            && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void FormulasContinueBelowTheirRightSide()
    {
        string[] lines = LineWrapper.Wrap("  chi_par  = " + string.Join(" + ", Enumerable.Repeat("123456789*K^2", 9)), Width).ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines.Skip(1), l => Assert.StartsWith(new string(' ', 13), l, StringComparison.Ordinal));
    }

    [Fact]
    public void AWordWiderThanTheWindow_StandsWhole()
    {
        string word = new('7', 100);
        Assert.Contains(word, LineWrapper.Wrap($"a {word} b", Width).ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()));
    }

    [Theory]
    [InlineData("derive", "gelu", "--format", "python")]
    [InlineData("classify", "gelu", "--json")]
    [InlineData("completion", "bash")]
    public void OutputForPrograms_IsTheSameInEveryWindow(params string[] args) =>
        Assert.Equal(CommandLine.Run(args).Succeeded().Output, CommandLine.RunAt(Width, args).Succeeded().Output);
}
