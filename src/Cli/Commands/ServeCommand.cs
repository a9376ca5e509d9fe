using System.CommandLine;
using Theory.Cli.Explorer;
using Theory.Cli.Options;
using Theory.Cli.Output;

namespace Theory.Cli.Commands;

/// <summary><c>theory serve</c>: the explorer in a browser.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<int> port = StandardOptions.Integer("--port", "Port on this machine; 0 for one that is free", 0);
        Command command = new CommandWithExamples(
            "serve",
            "Open the explorer: a page in your browser, served by this machine to itself, that shows all of it while you type and drag.",
            "theory serve",
            "theory serve --port 5050") { port };
        command.SetAction(async (parsed, cancellation) =>
        {
            int number = parsed.GetValue(port);
            Require.That(number is >= 0 and <= 65535, $"--port must lie between 0 and 65535, got {number}");
            await using ExplorerServer server = await ExplorerServer.StartAsync(number);
            terminal.Output.WriteLine($"The explorer is at {server.Address}");
            terminal.Output.WriteLine("Only this machine can reach it, and only with this address. Ctrl+C ends it.");
            await terminal.Output.FlushAsync(CancellationToken.None);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            catch (OperationCanceledException)
            {
                // Ctrl+C is how it ends.
            }

            return ExitCode.Success;
        });
        return command;
    }
}
