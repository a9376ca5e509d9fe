using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using Theory.Cli.Commands;
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
        RootCommand root = new("The effective theory of neural networks: derive, evaluate, classify, predict, and check against sampled networks.")
        {
            AdviseCommand.Create(terminal),
            StudyCommand.Create(terminal),
            DeriveCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            KernelCommand.Create(terminal),
            GramCommand.Create(terminal),
            SeriesCommand.Create(terminal),
            ClassifyCommand.Create(terminal),
            NetworkCommand.Create(terminal),
            FlowCommand.Create(terminal),
            LawCommand.Create(terminal),
            TangentCommand.Create(terminal),
            TrainedCommand.Create(terminal),
            RecursionsCommand.Create(terminal),
            CorrelatorsCommand.Create(terminal),
            CouplingsCommand.Create(terminal),
            FixedPointsCommand.Create(terminal),
            DesignCommand.Create(terminal),
            CompareCommand.Create(terminal),
            PhaseCommand.Create(terminal),
            RecommendCommand.Create(terminal),
            SampleCommand.Create(terminal),
            ConvergenceCommand.Create(terminal),
            ExperimentCommand.Create(terminal),
            MergeCommand.Create(terminal),
            PolynomialCommand.Create(terminal),
            ApproximateCommand.Create(terminal),
            ActivationsCommand.Create(terminal),
        };
        ExamplesInHelp.AddTo(root, "theory study mrepu:2", "theory derive gelu", "theory classify gelu", "theory study --help");
        root.SetAction(_ => root.Parse("--help", Configuration()).Invoke(Streams(terminal)));

        try
        {
            ParseResult parsed = root.Parse(args, Configuration());
            if (parsed.Errors.Count > 0)
            {
                return Fail(terminal, parsed.Errors[0].Message.TrimEnd('.'), null, ExitCode.BadInput, parsed.CommandResult.Command);
            }

            return parsed.InvokeAsync(Streams(terminal), cancellation).GetAwaiter().GetResult();
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

    private static string Version => typeof(Application).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The innermost method of the program that the fault passed.</summary>
    private static string Place(Exception error) => new StackTrace(error).GetFrames().Select(f => f.GetMethod())
        .FirstOrDefault(m => m?.DeclaringType?.Namespace?.StartsWith(nameof(Theory), StringComparison.Ordinal) == true) is MethodBase method
            ? $" and this place: {method.DeclaringType!.FullName}.{method.Name}"
            : "";

    private static InvocationConfiguration Streams(Terminal terminal) =>
        new() { EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Error };

    /// <summary>Formulas may start with '@' or hold several letters after '-'; they are not response files or bundled options.</summary>
    private static ParserConfiguration Configuration() => new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>The names that lead to a command, each followed by a space; nothing for the root.</summary>
    private static string Path(Command command) =>
        command is RootCommand ? "" : string.Concat(command.Parents.OfType<Command>().Select(Path)) + command.Name + " ";

    private static int Fail(Terminal terminal, string message, string? excerpt, int code, Command? command = null)
    {
        try
        {
            Report(terminal, message, excerpt, command);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
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
