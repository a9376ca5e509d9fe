using Spectre.Console;

namespace Theory.Cli.Output;

/// <summary>Progress bars on the error stream, one for each task.</summary>
internal static class ProgressBars
{
    /// <summary>Does some work while bars are shown.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="tasks">What the bars are called.</param>
    /// <param name="work">The work, given where to tell the fraction of a task that is done, from 0 to 1.</param>
    public static T Show<T>(Terminal terminal, IReadOnlyList<string> tasks, Func<Func<int, IProgress<double>>, T> work) =>
        terminal.ErrorConsole.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                Bar[] bars = [.. tasks.Select(t => new Bar(context.AddTask(t, autoStart: false)))];
                return work(i => bars[i]);
            });

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value)
        {
            // A task that waits for others has no line of its own in a file, and no time left that is counted from the beginning of all.
            if (!task.IsStarted)
            {
                task.StartTask();
            }

            task.Value = value * task.MaxValue;
        }
    }
}
