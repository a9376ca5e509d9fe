using System.CommandLine;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Design.Search;

namespace Theory.Cli.Commands;

/// <summary><c>theory search</c>: piecewise polynomials with a stable K* = 0, the best of them.</summary>
internal static class SearchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<int> smoothness = StandardOptions.Integer("--smoothness", "Number m of continuous derivatives", 1);
        Option<int?> degree = new("--degree") { Description = "Degree of the polynomial to the right of the kink [default: m + 2, that of MRePU]", HelpName = "N" };
        Option<string> left = StandardOptions.Word("--left", "To the left of the kink: a constant, or a line whose slope is searched too", "constant", "constant", "line");
        Option<double?> kernel = StandardOptions.Number("--K", "Kernel at which V/(nK^2) of one layer is compared, the kink being at z = -1 [default: 0.1]", "K");
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "search",
            "Search piecewise polynomials that make exact polynomial networks for those with a stable K* = 0, a large basin and small fluctuations.",
            "theory search",
            "theory search --smoothness 1 --degree 4",
            "theory search --smoothness 2 --left line") { smoothness, degree, left, kernel, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            int m = parsed.GetValue(smoothness);
            PolynomialSearchOptions options = new(m, parsed.GetValue(degree) ?? m + 2) { WithLine = parsed.GetValue(left) == "line", K = parsed.GetValue(kernel) ?? 0.1 };
            PolynomialSearchResult result = PolynomialSearch.Run(options, cancellation);
            bool[] confirmed = SearchReport.Confirm(result, cancellation);
            string document = Json.Text(SearchReport.ToJson(result, confirmed));
            folder?.WriteText("search.json", document);
            folder?.WriteText("front.csv", SearchReport.ToCsv(result));
            folder?.WriteFigure("front", SearchFigure.Of(result));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(document);
            }
            else
            {
                SearchReport.Write(terminal, result, confirmed);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
