using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Experiments.Studies;
using Theory.Printing;
using Theory.Printing.Documents;
using Theory.Validation.Comparison;

namespace Theory.Cli.Rendering;

/// <summary>A study as text, JSON, tables and figures.</summary>
internal static class StudyReport
{
    /// <summary>Formulas and predicted flow.</summary>
    public static void WritePredictions(Terminal terminal, Study study, Initialisation start)
    {
        terminal.Output.WriteLine(FormulaFormat.Text.Write(study.Evaluator.Derivation));
        terminal.Output.WriteLine(ClassificationReport.Line(study.Classification));
        terminal.Output.WriteLine();
        terminal.Output.WriteLine("Prediction. " + FlowReport.Heading(study.Evaluator.Activation, start));
        FlowReport.WriteTable(terminal, study.Theory.Flow.Layers);
    }

    /// <summary>Theory against every ensemble.</summary>
    public static void WriteComparison(Terminal terminal, Study study)
    {
        foreach (EnsembleResult result in study.Results)
        {
            EnsembleReport.WriteTable(terminal, result);
        }
    }

    /// <summary>One object with everything.</summary>
    public static JsonObject ToJson(Study study, Initialisation start) => new()
    {
        ["activation"] = study.Evaluator.Activation.Name,
        ["derive"] = DerivationReport.ToJson(study.Evaluator.Derivation),
        ["classify"] = ClassificationReport.ToJson(study.Classification),
        ["evaluate"] = EvaluationReport.ToJson(study.Evaluator.Activation, 1, study.Values),
        ["flow"] = FlowReport.ToJson(study.Evaluator.Activation, start, study.Theory.Flow),
        ["samples"] = new JsonArray([.. study.Results.Select(EnsembleReport.ToJson)]),
        ["verdict"] = study.Verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>What is known before a network is sampled: formulas and predictions, with a report that says so.</summary>
    public static void WritePredictedFiles(OutputFolder folder, Study study, Initialisation start, Provenance provenance)
    {
        Activation activation = study.Evaluator.Activation;
        folder.WriteFigure("activation", ExpectationFigures.OfActivation(activation, study.Evaluator.Function));
        folder.WriteFigure("expectations", ExpectationFigures.AgainstKernel(activation, 1, study.Values));
        folder.WriteFigure("susceptibilities", FlowFigures.Susceptibilities(activation, start, study.Theory.Flow.Layers));
        folder.WriteText("expectations.csv", EvaluationReport.ToCsv(1, study.Values));
        folder.WriteText("flow.csv", FlowReport.ToCsv(study.Theory.Flow.Layers));
        folder.WriteText("report.md", StudyMarkdown.Write(study, start, provenance));
    }

    /// <summary>Figures, tables, JSON and a report, beside what is known beforehand.</summary>
    public static void WriteFiles(OutputFolder folder, Study study, Initialisation start, JsonObject document, Provenance provenance)
    {
        Activation activation = study.Evaluator.Activation;
        IReadOnlyList<EnsembleComparison> comparisons = [.. study.Results.Select(r => r.Comparison)];
        folder.WriteFigure("kernel", EnsembleFigures.Kernel(activation, start, comparisons));
        folder.WriteFigure("vertex", EnsembleFigures.Vertex(activation, start, comparisons));
        folder.WriteText("layers.csv", EnsembleReport.ToCsv(study.Results));
        folder.WriteText("study.json", Json.Text(document));
        folder.WriteText("report.md", StudyMarkdown.Write(study, start, provenance));
    }
}
