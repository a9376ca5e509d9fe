using Theory.Cli.Charts;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Printing;

namespace Theory.Cli.Rendering;

/// <summary>What reports of networks with one output and with several say alike.</summary>
internal static class NetworkText
{
    /// <summary>Networks up to this many units are drawn.</summary>
    private const int LargestDrawn = 40;

    /// <summary>Where a network equals its polynomial, for a terminal.</summary>
    public static string Scope(InputDomain domain, IReadOnlyList<string> variables) => domain.IsBounded
        ? "for " + string.Join(", ", domain.Sides.Zip(variables, (s, v) => $"{s.Lower} <= {v} <= {s.Upper}"))
        : "everywhere";

    /// <summary>The same for a report.</summary>
    public static string Region(InputDomain domain) =>
        domain.IsBounded ? "on " + string.Join(" × ", domain.Sides.Select(s => $"[{s.Lower}, {s.Upper}]")) : "everywhere";

    /// <summary>The variables and the polynomial they are mapped to.</summary>
    public static ReportEquation Mapping(IReadOnlyList<string> variables, Polynomial polynomial)
    {
        Expr formula = ExpressionParser.Parse(polynomial.ToString(variables), [.. variables.Select(v => new Symbol(v))]);
        return new ReportEquation(
            $"({string.Join(", ", variables.Select(v => LatexPrinter.Print(new Symbol(v))))}) \\mapsto {LatexPrinter.Print(formula)}",
            StudyDocument.Equation($"({string.Join(", ", variables)}) \u21A6", formula));
    }

    /// <summary>Hidden layers and their units.</summary>
    public static string Layers(IReadOnlyList<DenseLayer> layers) =>
        layers.Count < 2 ? "0" : $"{layers.Count - 1} (units: {string.Join(", ", layers.SkipLast(1).Select(l => l.Outputs))})";

    /// <summary>An error that was found, and what it can be at most.</summary>
    public static string Error(double measured, double bound) => $"{Format.Bound(measured)} measured, {Format.Bound(bound)} proven bound";

    /// <summary>Facts as a table of a report.</summary>
    public static ReportTable Table(IEnumerable<(string Name, string Value)> facts) => new(["", ""], [.. facts.Select(f => (IReadOnlyList<string>)[f.Name, f.Value])]);

    /// <summary>Facts, a line each.</summary>
    public static void Write(Terminal terminal, IEnumerable<(string Name, string Value)> facts)
    {
        foreach ((string name, string value) in facts)
        {
            terminal.Output.WriteLine($"  {name,-18} {value}");
        }
    }

    /// <summary>Every export that frameworks and people read.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="network">The network.</param>
    /// <param name="alone">The same as a network with one output; null where it has several.</param>
    /// <param name="graph">The drawing of dot.</param>
    public static void AddFiles(PreparedFiles folder, JointNetwork network, LayeredNetwork? alone, string graph)
    {
        folder.Add("network.json", Json.Text(alone is null ? NetworkJson.Write(network) : NetworkJson.Write(alone)));
        folder.Add("network.dot", graph);
        folder.Add("PolynomialNetwork.cs", alone is null ? CSharpSource.Write(network) : CSharpSource.Write(alone));
        folder.Add("polynomial_network.py", FrameworkSource.PyTorch(network));
        folder.Add("PolynomialNetworkModule.cs", FrameworkSource.TorchSharp(network));
        folder.Add("network.onnx", alone is null ? OnnxFile.Write(network) : OnnxFile.Write(alone));
        if (network.Neurons is > 0 and <= LargestDrawn)
        {
            folder.Add("network", alone is null ? NetworkFigures.Drawing(network) : NetworkFigures.Drawing(alone));
        }
    }
}
