using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Printing;
using Theory.Printing.Documents;
using Theory.Validation.Comparison;

namespace Theory.Cli.Rendering;

/// <summary>What <c>theory study</c> finds: closed forms, values, the predicted flow, and how to present them.</summary>
internal sealed class Study
{
    private readonly ExpectationEvaluator _evaluator;
    private readonly Initialisation _start;
    private readonly ExpectationValues[] _values;
    private readonly Classification _classification;

    private Study(ExpectationEvaluator evaluator, Initialisation start, ExpectationValues[] values, EnsembleTheory theory)
    {
        _classification = Classifier.Classify(evaluator);
        _evaluator = evaluator;
        _start = start;
        _values = values;
        Theory = theory;
    }

    /// <summary>What theory says about the ensembles.</summary>
    public EnsembleTheory Theory { get; }

    /// <summary>The predictions per layer.</summary>
    public FlowOutcome<FlowLayer> Flow => Theory.Flow;

    private Activation Activation => _evaluator.Activation;

    /// <summary>Everything that is known before a network is sampled.</summary>
    public static Study Prepare(ExpectationEvaluator evaluator, Initialisation start, EnsembleTheory theory, IEnumerable<double> kernels) =>
        new(evaluator, start, [.. kernels.Select(k => evaluator.Evaluate(k)).Where(v => v.HasAny)], theory);

    /// <summary>Formulas and predicted flow.</summary>
    public void WritePredictions(Terminal terminal)
    {
        terminal.Output.WriteLine(FormulaFormat.Text.Write(_evaluator.Derivation));
        terminal.Output.WriteLine(ClassificationReport.Line(_classification));
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("Prediction. " + FlowReport.Heading(Activation, _start));
        FlowReport.WriteTable(terminal, Flow.Layers);
    }

    /// <summary>Theory against every ensemble.</summary>
    public static void WriteComparison(Terminal terminal, IEnumerable<EnsembleResult> results)
    {
        foreach (EnsembleResult result in results)
        {
            EnsembleReport.WriteTable(terminal, result);
        }
    }

    /// <summary>One object with everything.</summary>
    public JsonObject ToJson(IReadOnlyList<EnsembleResult> results) => new()
    {
        ["activation"] = Activation.Name,
        ["derive"] = DerivationReport.ToJson(_evaluator.Derivation),
        ["classify"] = ClassificationReport.ToJson(_classification),
        ["evaluate"] = EvaluationReport.ToJson(Activation, 1, _values),
        ["flow"] = FlowReport.ToJson(Activation, _start, Flow),
        ["samples"] = new JsonArray([.. results.Select(EnsembleReport.ToJson)]),
        ["verdict"] = Overall(results).ToString().ToLowerInvariant(),
    };

    /// <summary>Figures, tables, JSON and a report.</summary>
    public void WriteFiles(OutputFolder folder, IReadOnlyList<EnsembleResult> results, JsonObject document)
    {
        IReadOnlyList<EnsembleComparison> comparisons = [.. results.Select(r => r.Comparison)];
        folder.WriteFigure("activation", ExpectationFigures.OfActivation(Activation, _evaluator.Function));
        folder.WriteFigure("expectations", ExpectationFigures.AgainstKernel(Activation, 1, _values));
        folder.WriteFigure("kernel", EnsembleFigures.Kernel(Activation, _start, comparisons));
        folder.WriteFigure("vertex", EnsembleFigures.Vertex(Activation, _start, comparisons));
        folder.WriteFigure("susceptibilities", FlowFigures.Susceptibilities(Activation, _start, Flow.Layers));
        folder.WriteText("expectations.csv", EvaluationReport.ToCsv(1, _values));
        folder.WriteText("flow.csv", FlowReport.ToCsv(Flow.Layers));
        folder.WriteText("layers.csv", EnsembleReport.ToCsv(results));
        folder.WriteText("study.json", Json.Text(document));
        folder.WriteText("report.md", StudyReport.Markdown(_evaluator.Derivation, _classification, _start, results));
    }

    private static Verdict Overall(IReadOnlyList<EnsembleResult> results) =>
        results.Any(r => r.Verdict == Verdict.Refuted) ? Verdict.Refuted
        : results.Any(r => r.Verdict == Verdict.Confirmed) ? Verdict.Confirmed
        : Verdict.Undecided;
}
