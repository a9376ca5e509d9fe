using System.Diagnostics;
using System.Globalization;
using Theory.Cli.Output;
using Theory.Validation.Runs;

namespace Theory.Cli.Experiments;

/// <summary>Progress with the time left on the error stream: one line that is overwritten in a window, a line now and then elsewhere.</summary>
internal sealed class ProgressLines(Terminal terminal) : IProgress<RunProgress>
{
    private static readonly TimeSpan InWindow = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan InFile = TimeSpan.FromSeconds(10);
    private long? _last;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        bool due = _last is null || Stopwatch.GetElapsedTime(_last.Value) > (terminal.ShowsProgress ? InWindow : InFile);
        if (!due && value.Fraction < 1)
        {
            return;
        }

        _last = Stopwatch.GetTimestamp();
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * value.Fraction:F0}%, shard {value.Shard} of {value.Shards}{(value.Remaining is TimeSpan left && value.Fraction < 1 ? $", {Text(left)} left" : "")}");
        if (terminal.ShowsProgress)
        {
            terminal.Error.Write($"\r{line,-60}{(value.Fraction < 1 ? "" : Environment.NewLine)}");
        }
        else
        {
            terminal.Error.WriteLine(line);
        }
    }

    private static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalSeconds)} s");
}
