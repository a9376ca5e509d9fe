using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Theory.Cli.Commands;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Runs;

namespace Theory.Cli;

/// <summary>The command <c>theory</c>: reads the command line, runs a command, and turns errors into one line and an exit code.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    /// <returns>0, 1 for a failed run, 2 for bad input, 70 for a fault of the program.</returns>
    public static int Run(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        IReadOnlyList<CommandGroup> groups = CommandGroup.All(terminal);
        RootCommand root = new("The effective theory of neural networks: derive, evaluate, classify, predict, and check against sampled networks.");
        foreach (Command command in groups.SelectMany(g => g.Commands))
        {
            root.Add(command);
        }

        // For the commands that sample and train; of the others it is not asked, so that their help stays short.
        Option<string?> libtorch = new("--libtorch") { Description = $"Folder of a libtorch {LibtorchFolder.Needed} of your own, as one with CUDA", HelpName = "DIR", Recursive = true, Hidden = true };
        root.Add(libtorch);
        ExamplesInHelp.AddTo(root, groups, "theory study mrepu:2", "theory derive gelu", "theory classify gelu", "theory help study");
        root.SetAction(_ => root.Parse("--help", Configuration()).Invoke(Streams(terminal)));

        try
        {
            CurrentArguments current = CurrentArguments.Of(AskedForHelp(root, args), root);
            ParseResult parsed = root.Parse(current.Arguments, Configuration());
            if (parsed.Errors.Count > 0)
            {
                return Fail(terminal, parsed.Errors[0].Message.TrimEnd('.') + Suggestion(parsed), null, ExitCode.BadInput, parsed.CommandResult.Command);
            }

            if ((parsed.GetValue(libtorch) ?? Environment.GetEnvironmentVariable(TorchRuntime.Variable)) is { Length: > 0 } folder)
            {
                TorchRuntime.Use(LibtorchFolder.Find(folder));
            }

            terminal.BreaksLines = !IsForPrograms(parsed);
            terminal.ShortensTables = IsGiven(parsed, "--out");
            int code = parsed.InvokeAsync(Streams(terminal), cancellation).GetAwaiter().GetResult();
            if (code == ExitCode.Success)
            {
                foreach (string note in current.Notes)
                {
                    terminal.Error.WriteLine($"theory: {note}");
                }
            }

            return code;
        }
        catch (UserInputException error)
        {
            return Fail(terminal, error.Message, error.Excerpt, ExitCode.BadInput);
        }
        catch (RunStoppedException stopped)
        {
            return Fail(terminal, stopped.Message, null, ExitCode.RunFailed);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, "cancelled; nothing was written", null, ExitCode.RunFailed);
        }
        catch (TorchUnavailableException error)
        {
            return Fail(terminal, error.Message, null, ExitCode.RunFailed);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(terminal, error.Message, null, ExitCode.RunFailed);
        }
        catch (OutOfMemoryException)
        {
            return Fail(terminal, "out of memory; use smaller sizes, or a machine with more of it", null, ExitCode.RunFailed);
        }
        catch (Exception error)
        {
            // The last line of defence: every fault that reaches it deserves an error of its own at its place.
            return Fail(
                terminal,
                $"internal fault, {error.GetType().Name}: {error.Message} This is an error of theory {Version}, not of the input; please report it with the command line{Place(error)}",
                null,
                ExitCode.InternalFault);
        }
    }

    private static readonly string[] ForPrograms = ["--json", "--markdown", "--table"];

    /// <summary>Output that is read by a program, whose lines are left as they are.</summary>
    private static bool IsForPrograms(ParseResult parsed) => parsed.Action is not ExamplesInHelp
        && (parsed.CommandResult.Command.Name == CompletionCommand.Name
        || Array.Exists(ForPrograms, name => IsGiven(parsed, name))
        || (parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == "--format") is Option format
            && parsed.GetResult(format) is { Implicit: false, Tokens: [var language, ..] } && !language.Value.Equals("text", StringComparison.OrdinalIgnoreCase)));

    private static bool IsGiven(ParseResult parsed, string name) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == name) is Option option && parsed.GetResult(option) is { Implicit: false };

    private static string Version => typeof(Application).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The innermost method of the program that the fault passed.</summary>
    private static string Place(Exception error) => new StackTrace(error).GetFrames().Select(f => f.GetMethod())
        .FirstOrDefault(m => m?.DeclaringType?.Namespace?.StartsWith(nameof(Theory), StringComparison.Ordinal) == true) is MethodBase method
            ? $" and this place: {method.DeclaringType!.FullName}.{method.Name}"
            : "";

    /// <summary>Signals are those of <see cref="Termination"/>: the handler of the library ends a process two seconds later whatever it is doing, without a line.</summary>
    private static InvocationConfiguration Streams(Terminal terminal) =>
        new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = terminal.Output, Error = terminal.Error };

    /// <summary>Formulas may start with '@' or hold several letters after '-'; they are not response files or bundled options.</summary>
    private static ParserConfiguration Configuration() => new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>theory help flow is theory flow --help.</summary>
    private static string[] AskedForHelp(RootCommand root, string[] args) => args is not ["help", .. string[] about] ? args
        : about.Length == 0 || root.Subcommands.Any(c => c.Name == about[0]) ? [.. about, "--help"]
        : about;

    /// <summary>What was probably meant by a word that is neither a command nor an option; empty where nothing is near.</summary>
    private static string Suggestion(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        return parsed.UnmatchedTokens is [string word, ..] && NearestName.Of(word, word.StartsWith('-')
                ? command.Options.Concat(command.Parents.OfType<Command>().SelectMany(c => c.Options)).SelectMany(o => o.Aliases.Prepend(o.Name))
                : command.Subcommands.Select(c => c.Name).Concat(command is RootCommand ? ["help"] : [])) is string near
            ? $"; did you mean {near}?"
            : "";
    }

    /// <summary>The names that lead to a command, each followed by a space; nothing for the root.</summary>
    private static string Path(Command command) =>
        command is RootCommand ? "" : string.Concat(command.Parents.OfType<Command>().Select(Path)) + command.Name + " ";

    private static int Fail(Terminal terminal, string message, string? excerpt, int code, Command? command = null)
    {
        try
        {
            Report(terminal, message, excerpt, command);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // An error stream that is full or closed cannot be told; the exit code says it.
        }

        return code;
    }

    private static void Report(Terminal terminal, string message, string? excerpt, Command? command)
    {
        terminal.Error.WriteLine($"theory: {message.ReplaceLineEndings(" ")}{(command is null ? "" : $" (see theory {Path(command)}--help)")}");
        if (excerpt is not null)
        {
            foreach (string line in excerpt.Split(Environment.NewLine))
            {
                terminal.Error.WriteLine("  " + line);
            }
        }
    }
}
