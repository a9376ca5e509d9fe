using System.CommandLine;

namespace Theory.Cli.Experiments;

/// <summary>The paper's experiments by name. To add one, add its command here; its name is the figure or table it reproduces.</summary>
internal static class ExperimentRegistry
{
    /// <summary>A function that creates the command of each experiment.</summary>
    private static readonly Func<Terminal, Command>[] Experiments = [Figure4Command.Create];

    /// <summary>The commands of all experiments.</summary>
    public static IEnumerable<Command> Commands(Terminal terminal) => Experiments.Select(create => create(terminal));
}
