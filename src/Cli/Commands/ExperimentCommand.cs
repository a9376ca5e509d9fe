using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Cli.Experiments;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments;
using Theory.Experiments.Catalogue;
using Theory.Experiments.Reporting;
using Theory.Validation.Devices;
using Theory.Validation.Runs;

namespace Theory.Cli.Commands;

/// <summary><c>theory experiment</c>: the experiments of the paper.</summary>
internal static class ExperimentCommand
{
    // The losses of all of them are kept.
    private const int LargestSteps = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> name = new("name")
        {
            Description = $"The experiment: {string.Join(", ", Titles().Select(e => e.Name))}; without a name they are listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string> preset = StandardOptions.Word(
            "--preset", "Seconds, minutes on 2 processor cores, or the paper's sizes (hours, or a GPU)", "reduced", "smoke", "reduced", "paper");
        Option<string> device = StandardOptions.Word("--device", "Where to compute", "auto", "auto", "cpu", "cuda");
        Option<int> seed = StandardOptions.Integer("--seed", "Seed of networks and data", 1);
        Option<int> memory = StandardOptions.Integer("--memory", "Memory for tensors in MiB; part of what identifies a run", 1024);
        Option<string> optimizer = StandardOptions.Word("--optimizer", "The optimizer of experiments that train", "adam", "adam", "sgd");
        Option<double?> rate = StandardOptions.Number("--learning-rate", "The learning rate of experiments that train (default 0.001)");
        Option<int?> lbfgs = new("--lbfgs")
        {
            Description = "Steps of L-BFGS after the optimizer, in experiments with physics-informed networks; 0 for none (default by the preset)",
            HelpName = "STEPS",
        };
        Option<string?> data = new("--data")
        {
            Description = "Folder with the four files of MNIST or one of its successors, in experiments that learn a data set (default: Fashion-MNIST where Debian's package puts it)",
            HelpName = "DIR",
        };
        Option<bool> resume = new("--resume") { Description = "Continue an interrupted run in the folder of --out" };
        Option<string?> shard = new("--shard") { Description = "Compute one of N parts only, for example 3/10; combine with theory merge", HelpName = "i/N" };
        ReportOption report = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for tables, figures and the state of the run; without it an interrupted run is lost");
        Command command = new CommandWithExamples(
            "experiment",
            "Repeat an experiment of the paper and compare with what the paper states.",
            "theory experiment table2 --preset smoke",
            "theory experiment fig6 --preset smoke --out fig6")
        {
            name, preset, device, seed, memory, optimizer, rate, lbfgs, data, resume, shard, json, output,
        };

        report.AddTo(command);

        // It needs no networks, and so no shards: a command of its own.
        command.Add(Figure4Command.Create(terminal));
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(name) is not string text)
            {
                List(terminal, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Success);
            }

            Experiment experiment = ExperimentCatalogue.Find(text);
            string? path = parsed.GetValue(output);
            ShardPart part = parsed.GetValue(shard) is string i ? StandardOptions.Checked(shard, i, ShardPart.Parse) : ShardPart.Whole;
            Require.That(path is not null || !parsed.GetValue(resume), $"--resume needs the folder of the run; name it with --out");
            Require.That(path is not null || part == ShardPart.Whole, $"--shard needs a folder for the part; name it with --out");
            Require.That(parsed.GetValue(seed) >= 0, $"the seed must be at least 0, got {parsed.GetValue(seed)}");
            Require.That(parsed.GetValue(memory) >= 1, $"--memory must be at least 1 MiB, got {parsed.GetValue(memory)}");
            Require.That(parsed.GetValue(lbfgs) is null or (>= 0 and <= LargestSteps), $"L-BFGS is to take {parsed.GetValue(lbfgs)} steps; it must be between 0 and {LargestSteps}");
            OutputFolder? folder = path is null ? null : OutputFolder.Named(path);
            report.Check(parsed, folder);
            ExperimentSettings settings = new(
                Enum.Parse<ExperimentPreset>(parsed.GetRequiredValue(preset), ignoreCase: true),
                (ulong)parsed.GetValue(seed),
                TorchDevice.Parse(parsed.GetRequiredValue(device)).Detect(),
                (long)parsed.GetValue(memory) << 20)
            {
                Optimizer = parsed.GetRequiredValue(optimizer),
                LearningRate = parsed.GetValue(rate) ?? 1e-3,
                LbfgsSteps = parsed.GetValue(lbfgs),
                DataSet = parsed.GetValue(data),
            };
            Run(terminal, experiment, settings, folder, part, parsed.GetValue(resume), parsed.GetValue(json), (run, text, figures) => report.Write(parsed, folder, () => ExperimentDocument.Of(run, text, figures, Provenance.Of(parsed))), cancellation);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Run(
        Terminal terminal, Experiment experiment, ExperimentSettings settings, OutputFolder? folder, ShardPart part, bool resume, bool json, ExperimentOutput.Extra extra, CancellationToken cancellation)
    {
        ExperimentRun run = ExperimentRun.Of(experiment, settings);
        RunFolder? state = folder is null ? null : RunFolder.Open(folder.FullPath, run.Manifest);
        int threads = 1;
        if (run.Work.ShardBytes is long bytes)
        {
            long fit = settings.Device == TorchDevice.Cpu ? settings.MemoryLimitBytes / Math.Max(1, bytes) : 1;
            threads = (int)Math.Clamp(fit, 1, Math.Min(Environment.ProcessorCount, run.Work.ShardCount));
            terminal.Error.WriteLine($"tensors take up to {Format.Number(Math.Ceiling(threads * bytes / 1048576.0))} MiB at a time");
        }

        IReadOnlyList<JsonObject> shards = ShardedRun.Execute(
            run.Work, state, part, resume, message => terminal.Error.WriteLine($"theory: {message}"), new ProgressLines(terminal), threads, cancellation);
        if (part == ShardPart.Whole)
        {
            ExperimentOutput.Write(terminal, run, shards, fromFiles: resume, folder, json, extra);
        }
        else if (json)
        {
            terminal.Output.Write(Json.Text(new JsonObject { ["experiment"] = experiment.Name, ["part"] = part.ToString(), ["shards"] = shards.Count, ["folder"] = folder!.FullPath }));
        }
        else
        {
            terminal.Output.WriteLine($"Part {part}: {shards.Count} of {run.Work.ShardCount} shards are in {folder!.FullPath}; when all parts are there: theory merge");
        }
    }

    private static void List(Terminal terminal, bool json)
    {
        if (json)
        {
            terminal.Output.Write(Json.Text(new JsonObject
            {
                ["experiments"] = new JsonArray([.. Titles().Select(e => new JsonObject { ["name"] = e.Name, ["title"] = e.Title })]),
            }));
            return;
        }

        Tables.Write(terminal, ["experiment", "what it shows"], Titles().Select(e => (IEnumerable<string>)[e.Name, e.Title]), alignRight: false);
    }

    /// <summary>Those with networks in their order, and Figure 4 where it stands in the paper.</summary>
    private static IEnumerable<(string Name, string Title)> Titles() => ExperimentCatalogue.All.SelectMany(e =>
        e.Name == "fig5" ? ((string, string)[])[("fig4", Figure4Command.Title), (e.Name, e.Title)] : [(e.Name, e.Title)]);
}
