using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Where results and messages go: results to the output, errors and progress to the error stream.</summary>
internal sealed class Terminal
{
    /// <summary>Room for wide tables where there is no window to fit into.</summary>
    private const int RedirectedWidth = 200;

    private Terminal(TextWriter output, TextWriter error, bool outputIsWindow, bool errorIsWindow, int width = RedirectedWidth)
    {
        Output = output;
        Error = error;
        Console = Create(output, outputIsWindow, width);
        ErrorConsole = Create(error, errorIsWindow, width);
        ShowsProgress = errorIsWindow;
    }

    /// <summary>The stream of results.</summary>
    public TextWriter Output { get; }

    /// <summary>The stream of errors and progress.</summary>
    public TextWriter Error { get; }

    /// <summary>Formatted output on the stream of results.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Formatted output on the error stream.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>True when a person can see a progress bar.</summary>
    public bool ShowsProgress { get; }

    /// <summary>The process's own streams.</summary>
    public static Terminal OfConsole() =>
        new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);

    /// <summary>Streams without a window, for tests.</summary>
    public static Terminal Redirected(TextWriter output, TextWriter error, int width = RedirectedWidth) => new(output, error, false, false, width);

    private static IAnsiConsole Create(TextWriter writer, bool isWindow, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isWindow ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isWindow ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isWindow)
        {
            console.Profile.Width = width;
        }

        return console;
    }
}
