using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Where results and messages go: results to the output, errors and progress to the error stream.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The wrapper holds nothing: the stream is its caller's.")]
internal sealed class Terminal
{
    /// <summary>Room for wide tables where there is no window to fit into.</summary>
    private const int RedirectedWidth = 200;

    private readonly LineWrapper _output;
    private readonly int? _columns;

    private Terminal(TextWriter output, TextWriter error, bool outputIsWindow, bool errorIsWindow, int? columns)
    {
        _columns = columns;
        _output = new LineWrapper(output) { Width = columns ?? 0 };
        Error = errorIsWindow && columns is int width ? new LineWrapper(error) { Width = width } : error;
        Console = Create(output, outputIsWindow, columns);
        ErrorConsole = Create(error, errorIsWindow, columns);
        ShowsProgress = errorIsWindow;
    }

    /// <summary>The stream of results; in a window lines break between words.</summary>
    public TextWriter Output => _output;

    /// <summary>The stream of errors and progress.</summary>
    public TextWriter Error { get; }

    /// <summary>Formatted output on the stream of results.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Formatted output on the error stream.</summary>
    public IAnsiConsole ErrorConsole { get; }

    /// <summary>True when a person can see a progress bar.</summary>
    public bool ShowsProgress { get; }

    /// <summary>True when all rows are in files, so that a long table may show its first and last.</summary>
    public bool ShortensTables { get; set; }

    /// <summary>False for output that a program reads: JSON, a language of formulas, Markdown. Its lines must not be broken.</summary>
    public bool BreaksLines
    {
        get => _output.Width > 0;
        set => _output.Width = value ? _columns ?? 0 : 0;
    }

    /// <summary>The process's own streams; the variable COLUMNS gives a width to output without a window.</summary>
    public static Terminal OfConsole()
    {
        bool isWindow = !System.Console.IsOutputRedirected;
        int? columns = int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0 ? given : null;
        return new(System.Console.Out, System.Console.Error, isWindow, !System.Console.IsErrorRedirected, isWindow ? WindowWidth() ?? columns : columns);
    }

    /// <summary>Streams without a window, for tests; a width makes them like one.</summary>
    public static Terminal Redirected(TextWriter output, TextWriter error, int? columns = null) => new(output, error, false, false, columns);

    private static int? WindowWidth()
    {
        try
        {
            return System.Console.WindowWidth is > 0 and int width ? width : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool isWindow, int? columns)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isWindow ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isWindow ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isWindow)
        {
            console.Profile.Width = columns ?? RedirectedWidth;
        }

        return console;
    }
}
