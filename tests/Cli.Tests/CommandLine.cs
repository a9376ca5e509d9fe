using System.Text.Json.Nodes;
using Theory.Cli.Output;

namespace Theory.Cli.Tests;

/// <summary>Runs command lines as the process does, with the streams in strings.</summary>
internal static class CommandLine
{
    /// <summary>Runs the arguments.</summary>
    public static CommandResult Run(params string[] args) => Run(TestContext.Current.CancellationToken, args);

    /// <summary>Runs the arguments in a window of so many columns.</summary>
    public static CommandResult RunAt(int columns, params string[] args) => Run(columns, args, TestContext.Current.CancellationToken);

    /// <summary>Runs the arguments under a token.</summary>
    public static CommandResult Run(CancellationToken cancellation, params string[] args) => Run(null, args, cancellation);

    private static CommandResult Run(int? columns, string[] args, CancellationToken cancellation)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = Application.Run(args, Terminal.Redirected(output, error, columns), cancellation);
        return new CommandResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line as written in help: words, and words with spaces in double quotes.</summary>
    public static CommandResult RunText(string commandLine) => Run(Split(commandLine));

    /// <summary>The arguments of a command line after the word theory.</summary>
    public static string[] Split(string commandLine)
    {
        string[] parts = commandLine.Split('"');
        string[] words = [.. parts.SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.Equal("theory", words[0]);
        return words[1..];
    }
}

/// <summary>What a command line did.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    /// <summary>The one JSON object on the output.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>The result, which must have succeeded.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        return this;
    }
}
