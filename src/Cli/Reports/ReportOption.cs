using System.CommandLine;
using Theory.Cli.Figures;
using Theory.Cli.Output;

namespace Theory.Cli.Reports;

/// <summary>--report: a report for people beside the files.</summary>
internal sealed class ReportOption
{
    private readonly Option<string?> _option = new("--report") { Description = "Write a report too: report.html, one page with everything in it, or report.tex for pdflatex, with figures as PDF", HelpName = "html|latex" };

    /// <summary>The option.</summary>
    public ReportOption() => _option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "html", "latex");

    /// <summary>Adds it to a command.</summary>
    public void AddTo(Command command) => command.Add(_option);

    /// <summary>True where a report is asked for.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_option) is not null;

    /// <summary>Refuses a report without a folder for it, before any work is done.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    public void Check(ParseResult parsed, OutputFolder? folder) =>
        Require.That(folder is not null || !IsGiven(parsed), $"--report needs a folder for the report; name it with --out");

    /// <summary>Writes the report, where one is asked for.</summary>
    public void Write(ParseResult parsed, OutputFolder? folder, Func<ReportDocument> document)
    {
        if (parsed.GetValue(_option) is not string format || folder is null)
        {
            return;
        }

        ReportDocument report = document();
        if (format.Equals("html", StringComparison.OrdinalIgnoreCase))
        {
            folder.WriteText("report.html", HtmlReport.Write(report));
            return;
        }

        foreach (ReportFigure figure in report.Blocks.OfType<ReportFigure>())
        {
            folder.WriteBytes($"report-{figure.Name}.pdf", FigureWriter.DrawPdf(figure.Figure));
        }

        folder.WriteText("report.tex", LatexReport.Write(report, name => $"report-{name}.pdf"));
    }
}
