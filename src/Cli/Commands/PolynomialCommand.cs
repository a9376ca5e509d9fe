using System.CommandLine;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;
using Theory.Validation.Storage;

namespace Theory.Cli.Commands;

/// <summary><c>theory polynomial</c>: a network that is a given polynomial.</summary>
internal static class PolynomialCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> formula = new("polynomial")
        {
            Description = "A polynomial with rational coefficients, such as \"3x^4*y - x*y^2 + 7\"",
            Arity = ArgumentArity.ZeroOrOne,
        };
        PolynomialOptions options = new();
        Option<string?> load = new("--load") { Description = "Read a network that was written with --save, and prove that it equals its polynomial", HelpName = "FILE" };
        NetworkFiles files = new();
        ReportOption paper = new();
        Option<bool> table = new("--table") { Description = "Sizes for dense polynomials of 1 to 4 variables and degree 2 to 8, p = 1 to 4, beside published bounds, as Markdown" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for figures (PNG, SVG), the graph (DOT), and the network as JSON, ONNX and C#");
        Command command = new CommandWithExamples(
            "polynomial",
            "Build a network that equals a polynomial exactly, with rational weights, and prove it.",
            """theory polynomial "3x^4*y - x*y^2 + 7" --p 2 --domain -1,1""",
            """theory polynomial "x^3 - x" --p 2 --global --json""") { formula, load, table, json, output };
        options.AddTo(command);
        files.AddTo(command);
        paper.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string named ? OutputFolder.Named(named) : null;
            paper.Check(parsed, folder);
            if (parsed.GetValue(table))
            {
                string text = SizeTable.Markdown(cancellation);
                folder?.WriteText("sizes.md", text);
                terminal.Output.Write(text);
                return Task.FromResult(ExitCode.Success);
            }

            NetworkReport report = parsed.GetValue(load) is string file
                ? NetworkReport.Load(file)
                : Build(parsed.GetValue(formula) ?? throw new UserInputException("give a polynomial such as \"x^2*y - 1\", or --load FILE, or --table"), options, parsed);
            IReadOnlyList<(string Path, byte[] Content)> single = files.Prepare(parsed, report.Layered, report.Network);
            PreparedFiles prepared = new();
            if (folder is not null)
            {
                report.AddFiles(prepared);
                prepared.WriteTo(folder);
                paper.Write(parsed, folder, () => report.ToDocument(Provenance.Of(parsed)));
            }

            foreach ((string path, byte[] content) in single)
            {
                DurableFile.WriteNamed(path, content);
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(report.ToJson()));
            }
            else
            {
                report.WriteText(terminal);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static NetworkReport Build(string text, PolynomialOptions options, ParseResult parsed)
    {
        PolynomialText polynomial = PolynomialText.Parse(text, options.Variables(parsed));
        InputDomain domain = options.Domain(parsed, polynomial.Variables.Count);
        Strategy strategy = options.ReadStrategy(parsed);
        PolynomialNetwork network = ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, options.Order(parsed), domain, strategy, options.MostLayers(parsed));
        return NetworkReport.Of(network, PolynomialOptions.NameOf(strategy));
    }
}
