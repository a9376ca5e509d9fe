using Theory.Cli.Output;

namespace Theory.Cli.Tests.Output;

public sealed class ProgressBarsTests
{
    /// <summary>In a file "predictions: 0%" stood on every second line while the matrix was computed.</summary>
    [Fact]
    public void ATaskThatWaitsForOthers_HasNoLine()
    {
        StringWriter error = new();
        int answer = ProgressBars.Show(Terminal.Redirected(TextWriter.Null, error), ["matrix", "predictions"], progress =>
        {
            progress(0).Report(0.25);
            progress(0).Report(0.5);
            return 7;
        });

        Assert.Equal(7, answer);
        Assert.Contains("matrix", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("predictions", error.ToString(), StringComparison.Ordinal);
    }
}
