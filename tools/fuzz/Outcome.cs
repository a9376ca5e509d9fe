using System.Text.Json;
using Theory.Cli;
using Theory.Cli.Output;

namespace Theory.Fuzz;

/// <summary>What a command line did, and which promise it broke.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it said.</param>
/// <param name="Broken">The promise that it broke; null for none.</param>
/// <param name="WasCancelled">True when it was told to end early.</param>
/// <param name="Hangs">True when it did not end then.</param>
internal sealed record Outcome(int Code, string Output, string Error, string? Broken, bool WasCancelled, bool Hangs)
{
    /// <summary>From a cancellation to the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="time">After this it is cancelled.</param>
    public static Outcome Of(string[] arguments, TimeSpan time)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using CancellationTokenSource source = new(time);
        int code = -1;
        string? thrown = null;
        Thread thread = new(() =>
        {
            try
            {
                code = Application.Run(arguments, Terminal.Redirected(output, error), source.Token);
            }
            catch (Exception fault)
            {
                thrown = $"{fault.GetType().Name}: {fault.Message}";
            }
        });
        thread.Start();
        bool ended = thread.Join(time + Patience);
        string text = ended ? output.ToString() : "";
        string said = ended ? error.ToString() : "";
        return new Outcome(code, text, said, ended ? thrown ?? Judged(arguments, code, text, said) : "does not end", source.IsCancellationRequested, !ended);
    }

    private static string? Judged(string[] arguments, int code, string output, string error)
    {
        string first = error.Split('\n')[0].TrimEnd('\r');
        bool isJson = arguments.Contains("--json") && !arguments.Any(a => a is "--help" or "-h" or "-?" or "--version");
        return code is not (0 or 1 or 2) ? $"exit code {code}, {first}"
            : code != 0 && !first.StartsWith("theory: ", StringComparison.Ordinal) ? $"exit code {code} without a reason, '{first}'"
            : isJson && (code == 0 || output.Length > 0) && !IsJson(output) ? "the output is not JSON"
            : code == 0 && !isJson && output.Contains("NaN", StringComparison.Ordinal) && !arguments.Any(a => a.Contains("NaN", StringComparison.OrdinalIgnoreCase)) ? "NaN in the output"
            : null;
    }

    private static bool IsJson(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
