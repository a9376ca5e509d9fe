using Theory.Cli.Reports;
using Theory.Experiments.Catalogue;
using Theory.Experiments.Figures;

namespace Theory.Cli.Experiments;

/// <summary>An experiment as a report in HTML or LaTeX.</summary>
internal static class ExperimentDocument
{
    /// <summary>The report: what the experiment says in Markdown, with its figures.</summary>
    public static ReportDocument Of(ExperimentRun run, string text, IReadOnlyList<(string Name, Figure Figure)> figures, Provenance provenance) => new(
        $"{run.Experiment.Name}: {run.Experiment.Title}",
        [.. MarkdownBlocks.Of(text), .. figures.Select(f => new ReportFigure(f.Name, f.Figure))],
        provenance);
}
