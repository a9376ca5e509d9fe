using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Experiments.Studies;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Commands;

/// <summary><c>theory study</c>: the main job, from an activation to a verdict.</summary>
internal static class StudyCommand
{
    /// <summary>Where the expectations are evaluated for table and figure.</summary>
    private static readonly double[] Kernels = [.. KernelValues.Parse("1e-4..1e2:121")];

    /// <summary>Networks of any layers are drawn weight by weight.</summary>
    private const int NetworkWidth = 64;
    private const int NetworkModels = 500;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a network is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        Option<int> models = StandardOptions.Integer("--models", "Number of networks sampled conditionally; a twentieth as many, but at least 100 of them, have every weight drawn", 10_000);
        InitialisationOptions initialisation = new(width: 512, perLayer: true, withWeights: true);
        EnsembleOptions ensemble = new();
        ReportOption report = new();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the results [default: theory-output/<activation>]");
        Command command = new CommandWithExamples(
            "study",
            "The main job: derive closed forms, evaluate them, predict the flow, sample networks and compare; with figures and a report.",
            "theory study mrepu:2",
            """theory study "z*max(0,z+1)^2" --k1 0.01 --cw 1 --out mrepu""",
            "theory study gelu --report html --out gelu",
            """theory study --network "linear; 3*[residual(tanh; linear, alpha=0.9)]" --width 32""") { activation, network, models, json, output };
        initialisation.AddTo(command);
        ensemble.AddTo(command);
        report.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                ArchitectureStart described = initialisation.ReadArchitecture(parsed, text);
                int drawn = parsed.GetResult(models) is { Implicit: false } ? parsed.GetValue(models) : NetworkModels;
                Require.That(drawn is 0 or >= 2, $"models is {drawn}; at least 2 are needed, or 0 for none");
                OutputFolder results = parsed.GetValue(output) is string named ? OutputFolder.Named(named) : OutputFolder.Default("network");
                ArchitectureStudy.Run(
                    terminal, described, initialisation.ReadWidth(parsed, NetworkWidth), drawn, ensemble.Seed(parsed), results, parsed.GetValue(json),
                    Provenance.Of(parsed), document => report.Write(parsed, results, document), cancellation);
                return Task.FromResult(ExitCode.Success);
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "study")));
            OutputFolder folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : OutputFolder.Default(evaluator.Activation.Name);
            Initialisation start = initialisation.Read(parsed, evaluator);
            int count = parsed.GetValue(models);
            SamplingOptions conditional = ensemble.Read(parsed, start, evaluator.Activation, count);
            IReadOnlyList<(IEnsembleSampler Sampler, SamplingOptions Options)> ensembles = Study.Ensembles(conditional);
            foreach ((IEnsembleSampler sampler, SamplingOptions options) in ensembles)
            {
                sampler.Check(options);
            }

            conditional.Device.Resolve();
            Study study = Study.Prepare(evaluator, EnsembleTheory.Of(conditional, evaluator, cancellation), Kernels);
            if (!parsed.GetValue(json) && study.Theory.Flow.Layers.Count > 0)
            {
                StudyReport.WritePredictions(terminal, study, start);
            }

            if (study.Theory.Flow.End is FlowEnd end)
            {
                if (parsed.GetValue(json))
                {
                    terminal.Output.Write(Json.Text(StudyReport.ToJson(study, start)));
                }

                return Task.FromResult(FlowEndNote.Write(terminal, end));
            }

            // Sampling takes longest: what is known before it is kept if it is interrupted.
            cancellation.ThrowIfCancellationRequested();
            Provenance provenance = Provenance.Of(parsed);
            StudyReport.WritePredictedFiles(folder, study, start, provenance);
            try
            {
                study = study with { Results = SampledEnsembles.Draw(terminal, evaluator.Activation.Name, study.Theory, ensembles, cancellation) };
                cancellation.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                terminal.Error.WriteLine($"theory: stopped before all networks were sampled; formulas and predictions are kept in {folder.FullPath}: {string.Join(", ", folder.Written)}");
                return Task.FromResult(ExitCode.RunFailed);
            }

            StudyAdvice advice = StudyAdvice.Of(evaluator, start, cancellation);
            JsonObject document = StudyReport.ToJson(study, start);
            document["advise"] = advice.ToJson();
            StudyReport.WriteFiles(folder, study, start, document, provenance);
            report.Write(parsed, folder, () => StudyDocument.Of(study, start, provenance));
            document["folder"] = folder.FullPath;
            document["files"] = new JsonArray([.. folder.Written.Select(f => (JsonNode)f)]);
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(document));
            }
            else
            {
                StudyReport.WriteComparison(terminal, study);
                advice.Write(terminal);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
