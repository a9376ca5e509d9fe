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
            Description = "A polynomial with rational coefficients, such as \"3x^4*y - x*y^2 + 7\"; several with commas between them make a network with several outputs",
            Arity = ArgumentArity.ZeroOrOne,
        };
        PolynomialOptions options = new();
        Option<string?> load = new("--load") { Description = "Read a network that was written with --save, and prove that it equals its polynomial", HelpName = "FILE" };
        Option<string?> list = new("--file") { Description = "Read polynomials from a text file, one a line; what follows # is a comment", HelpName = "FILE" };
        NetworkFiles files = new();
        ReportOption paper = new();
        Option<bool> table = new("--table") { Description = "Sizes for dense polynomials of 1 to 4 variables and degree 2 to 8, p = 1 to 4, beside published bounds, as Markdown" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for figures (PNG, SVG), the graph (DOT), and the network as JSON, ONNX and C#");
        Command command = new CommandWithExamples(
            "polynomial",
            "Build a network that equals a polynomial exactly, with rational weights, and prove it.",
            """theory polynomial "3x^4*y - x*y^2 + 7" --p 2 --domain -1,1""",
            """theory polynomial "x^3 - x" --p 2 --global --json""",
            """theory polynomial "x^2 + y, x*y" --p 2""") { formula, list, load, table, json, output };
        options.AddTo(command);
        files.AddTo(command);
        paper.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string named ? OutputFolder.Named(named) : null;
            paper.Check(parsed, folder);
            if (parsed.GetValue(table))
            {
                string sizes = SizeTable.Markdown(cancellation);
                folder?.WriteText("sizes.md", sizes);
                terminal.Output.Write(sizes);
                return Task.FromResult(ExitCode.Success);
            }

            string? text = parsed.GetValue(formula);
            if (parsed.GetValue(list) is string listed)
            {
                Require.That(text is null && parsed.GetValue(load) is null, $"--file gives the polynomials; leave out the polynomial and --load");
                text = InputFile.Text(listed);
            }

            if (text is not null && PolynomialText.ParseSeveral(text, options.Variables(parsed)) is { Count: > 1 } several)
            {
                return Task.FromResult(WriteJoint(terminal, BuildJoint(several, options, parsed, cancellation), files, paper, parsed, folder, parsed.GetValue(json)));
            }

            if (parsed.GetValue(load) is string stored && JointNetworkReport.Load(stored, cancellation) is JointNetworkReport joint)
            {
                return Task.FromResult(WriteJoint(terminal, joint, files, paper, parsed, folder, parsed.GetValue(json)));
            }

            NetworkReport report = parsed.GetValue(load) is string file
                ? NetworkReport.Load(file, cancellation)
                : Build(text ?? throw new UserInputException("give a polynomial such as \"x^2*y - 1\", or --load FILE, or --table"), options, parsed, cancellation);
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

    private static JointNetworkReport BuildJoint(IReadOnlyList<PolynomialText> polynomials, PolynomialOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        InputDomain domain = options.Domain(parsed, polynomials[0].Variables.Count);
        Strategy strategy = options.ReadStrategy(parsed);
        return JointNetworkReport.Of(
            [.. polynomials.Select(q => ExactNetworks.Create(q.Polynomial, q.Variables, options.Order(parsed), domain, strategy, options.MostLayers(parsed), cancellation))], cancellation);
    }

    private static int WriteJoint(Terminal terminal, JointNetworkReport report, NetworkFiles files, ReportOption paper, ParseResult parsed, OutputFolder? folder, bool json)
    {
        IReadOnlyList<(string Path, byte[] Content)> single = files.Prepare(parsed, report.Network);
        if (folder is not null)
        {
            PreparedFiles prepared = new();
            report.AddFiles(prepared);
            prepared.WriteTo(folder);
            paper.Write(parsed, folder, () => report.ToDocument(Provenance.Of(parsed)));
        }

        foreach ((string path, byte[] content) in single)
        {
            DurableFile.WriteNamed(path, content);
        }

        if (json)
        {
            terminal.Output.Write(Json.Text(report.ToJson()));
        }
        else
        {
            report.WriteText(terminal);
            FolderNote.Write(terminal, folder);
        }

        return ExitCode.Success;
    }

    private static NetworkReport Build(string text, PolynomialOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        PolynomialText polynomial = PolynomialText.ParseSeveral(text, options.Variables(parsed))[0];
        InputDomain domain = options.Domain(parsed, polynomial.Variables.Count);
        Strategy strategy = options.ReadStrategy(parsed);
        PolynomialNetwork network = ExactNetworks.Create(polynomial.Polynomial, polynomial.Variables, options.Order(parsed), domain, strategy, options.MostLayers(parsed), cancellation);
        return NetworkReport.Of(network, PolynomialOptions.NameOf(strategy), cancellation);
    }
}
