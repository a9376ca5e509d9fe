using System.CommandLine;
using Theory.Cli.Experiments;

namespace Theory.Cli.Commands;

/// <summary><c>theory experiment</c>: the paper's experiments, one subcommand each.</summary>
internal static class ExperimentCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new CommandWithExamples(
            "experiment",
            "Reproduce a figure or table of the paper, and say whether its statement holds.",
            "theory experiment fig4",
            "theory experiment fig4 --help");
        foreach (Command experiment in ExperimentRegistry.Commands(terminal))
        {
            command.Add(experiment);
        }

        return command;
    }
}
