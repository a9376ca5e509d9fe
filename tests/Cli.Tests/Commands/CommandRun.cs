using System.Text.Json.Nodes;
using Theory.Cli.Output;

namespace Theory.Cli.Tests.Commands;

/// <summary>One run of the command line without a window.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static CommandRun Of(params string[] args)
    {
        StringWriter output = new();
        StringWriter error = new();
        int code = Application.Run(args, Terminal.Redirected(output, error), TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>The law for input that cannot be used: exit code 2, nothing on the output, the first line says what is wrong.</summary>
    public void AssertBadInput(string message)
    {
        Assert.Equal(ExitCode.BadInput, Code);
        Assert.Empty(Output);
        Assert.StartsWith("theory: ", Error, StringComparison.Ordinal);
        Assert.Contains(message, Error.Split(Environment.NewLine)[0], StringComparison.Ordinal);
    }
}
