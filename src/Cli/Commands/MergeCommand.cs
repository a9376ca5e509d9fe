using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Experiments;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Catalogue;
using Theory.Validation.Runs;

namespace Theory.Cli.Commands;

/// <summary><c>theory merge</c>: the parts of an experiment, computed apart, into its results.</summary>
internal static class MergeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> parts = new("parts")
        {
            Description = "Folders of the parts, written by theory experiment --shard i/N --out DIR; all parts may share one folder",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for tables, figures and all shards (default: the first part's)");
        Command command = new CommandWithExamples(
            "merge",
            "Combine the parts of an experiment that were computed apart; the results are those of a run in one piece.",
            "theory merge --help") { parts, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            RunFolder[] folders = [.. parsed.GetRequiredValue(parts).Select(RunFolder.Existing)];
            ExperimentRun run = ExperimentRun.Of(folders[0].Manifest);
            OutputFolder folder = OutputFolder.Named(parsed.GetValue(output) ?? folders[0].FullPath);
            RunFolder destination = RunFolder.Open(folder.FullPath, run.Manifest);
            IReadOnlyList<JsonObject> shards = ShardedRun.Merge(folders, destination, cancellation);
            IReadOnlyList<string> machines = destination.Machines();
            if (machines.Count > 1)
            {
                terminal.Error.WriteLine($"theory: the shards come from different machines, whose rounding may differ: {string.Join("; ", machines)}");
            }

            ExperimentOutput.Write(terminal, run, shards, fromFiles: true, folder, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
