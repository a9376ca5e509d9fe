using Theory.Cli.Output;

namespace Theory.Cli.Tests;

/// <summary>What once ended in a stack trace and exit code 134, each mended at its place, and the handler behind all of them.</summary>
public sealed class LastLineOfDefenceTests
{
    [Theory]
    [InlineData("is no name of a folder with a run", "merge", "")]
    [InlineData("L-BFGS is to take 2147483647 steps; it must be between 0 and 1000000", "experiment", "fig15", "--lbfgs", "2147483647", "--preset", "smoke")]
    [InlineData("100000 inputs are too many", "sample", "relu", "--inputs", "circle:100000", "--models", "10")]
    public void UnforeseenInput_IsNamedInOneLine(string message, params string[] args)
    {
        CommandResult result = CommandLine.Run(args);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains(message, Assert.Single(result.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void PhaseOfTheWholeRangeOfBiases_HasFiniteNumbersOnly()
    {
        CommandResult result = CommandLine.Run("phase", "repu:3", "--cb", "0..1e308", "--grid", "4", "--json").Succeeded();
        Assert.Equal([0, 1e308 / 3, 1e308 / 3 * 2, 1e308], result.Json["cb"]!.AsArray().Select(v => v!.GetValue<double>()));
    }

    [Fact]
    public void AFaultOfTheProgram_IsOneLineAndExitCode70()
    {
        using StringWriter error = new();
        Terminal terminal = Terminal.Redirected(new FaultyWriter(() => new InvalidCastException("no such thing")), error);
        Assert.Equal(ExitCode.InternalFault, Application.Run(["derive", "relu"], terminal));
        string line = Assert.Single(error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("theory: internal fault, InvalidCastException: no such thing", line, StringComparison.Ordinal);
        Assert.Contains("please report it", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullErrorStream_LeavesTheExitCode()
    {
        Terminal terminal = Terminal.Redirected(TextWriter.Null, new FaultyWriter(() => new IOException("No space left on device")));
        Assert.Equal(ExitCode.BadInput, Application.Run(["derive", "reluu"], terminal));
    }

    [Fact]
    public void ClassOfANarrowBump_DoesNotClaimASignItCannotKnow()
    {
        string text = CommandLine.Run("classify", "exp(-(1e6*(z-1))^2)").Succeeded().Output;
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Contains("not decided whether C_b is positive", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlowBelowDoublePrecision_SaysWhatItsDashesMean()
    {
        CommandResult result = CommandLine.Run("flow", "relu", "--k1", "1e-300", "--cw", "2", "--depth", "3").Succeeded();
        Assert.Contains("log10 V", result.Output, StringComparison.Ordinal);
        Assert.Contains("-: undefined for this activation, or below 2.2e-308", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AFluctuationThatUnderflows_IsNotZero()
    {
        var layers = CommandLine.Run("flow", "tanh", "--k1", "1e-300", "--cw", "1", "--depth", "3", "--json").Succeeded().Json["layers"]!.AsArray();
        Assert.Null(layers[1]!["relativeFluctuation"]);
    }

    [Fact]
    public void AnExpectationThatUnderflows_IsNotExact()
    {
        var point = CommandLine.Run("evaluate", "relu", "--K", "1e-300", "--json").Succeeded().Json["points"]![0]!;
        Assert.Null(point["relativeErrors"]!["m4"]);
        Assert.Equal(0, point["relativeErrors"]!["h"]!.GetValue<double>());
        string text = CommandLine.Run("evaluate", "relu", "--K", "1e-300").Succeeded().Output;
        Assert.Contains("~0: too small for double precision", text, StringComparison.Ordinal);
    }

    private sealed class FaultyWriter(Func<Exception> fault) : StringWriter
    {
        public override void Write(char value) => throw fault();

        public override void Write(char[] buffer, int index, int count) => throw fault();

        public override void Write(string? value) => throw fault();

        public override void WriteLine(string? value) => throw fault();
    }
}
