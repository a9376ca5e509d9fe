using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Comparison;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Stability;
using Theory.Printing;

namespace Theory.Cli.Rendering;

/// <summary>A network with everything that is reported of it.</summary>
internal sealed class NetworkReport
{
    /// <summary>Networks up to this many units are drawn.</summary>
    private const int LargestDrawn = 40;

    private readonly string _strategy;
    private readonly ErrorBound _bound;
    private readonly ForwardError _error;

    private NetworkReport(PolynomialNetwork network, LayeredNetwork layered, string strategy, CancellationToken cancellation)
    {
        Network = network;
        Layered = layered;
        _strategy = strategy;
        Box = network.Domain.IsBounded ? network.Domain : InputDomain.Cube(network.Domain.Dimension, -1, 1);
        _bound = ErrorBound.Of(layered, Box, cancellation);
        _error = ForwardError.Measure(layered, Box, cancellation: cancellation);
    }

    /// <summary>The graph.</summary>
    public PolynomialNetwork Network { get; }

    /// <summary>The layers.</summary>
    public LayeredNetwork Layered { get; }

    /// <summary>Where the errors are measured: the domain, or [-1, 1] in every variable for a network that holds everywhere.</summary>
    public InputDomain Box { get; }

    /// <summary>Proves the network, compiles it, and measures its errors.</summary>
    /// <exception cref="NotPolynomialException">It is not its polynomial: a defect of the construction.</exception>
    public static NetworkReport Of(PolynomialNetwork network, string strategy, CancellationToken cancellation)
    {
        LayeredNetwork layered = LayeredNetwork.From(network, cancellation);
        return NetworkExpansion.Of(network, cancellation).IsExact && NetworkExpansion.Of(layered.ToGraph(cancellation), cancellation).IsExact
            ? new NetworkReport(network, layered, strategy, cancellation)
            : throw new NotPolynomialException("the network does not equal the polynomial; please report this polynomial as a defect");
    }

    /// <summary>Reads and proves a saved network.</summary>
    public static NetworkReport Load(string file, CancellationToken cancellation)
    {
        LayeredNetwork layered = NetworkJson.Read(InputFile.Text(file), cancellation);
        return new NetworkReport(layered.ToGraph(cancellation), layered, "loaded", cancellation);
    }

    /// <summary>The JSON object of the contract.</summary>
    public JsonObject ToJson() => new()
    {
        ["polynomial"] = Layered.Polynomial.ToString(Layered.Variables),
        ["variables"] = new JsonArray([.. Layered.Variables.Select(v => (JsonNode)v)]),
        ["degree"] = Layered.Polynomial.Degree,
        ["p"] = Layered.P,
        ["scope"] = Layered.Domain.IsBounded ? "bounded" : "global",
        ["domain"] = Layered.Domain.IsBounded ? new JsonArray([.. Layered.Domain.Sides.Select(s => new JsonArray(s.Lower!.Value.ToString(), s.Upper!.Value.ToString()))]) : null,
        ["strategy"] = _strategy,
        ["exact"] = true,
        ["hiddenLayers"] = Layered.HiddenLayers,
        ["neurons"] = Layered.Neurons,
        ["parameters"] = Layered.Parameters,
        ["nonZeroParameters"] = Layered.NonZeroParameters,
        ["width"] = Layered.Width,
        ["widths"] = new JsonArray([.. Layered.Layers.SkipLast(1).Select(l => (JsonNode)l.Outputs)]),
        ["theorem8"] = Layered.Polynomial.Degree < 2 ? null : new JsonObject
        {
            ["hiddenLayers"] = PublishedSizes.Theorem8Layers(Layered.Polynomial.Degree),
            ["neurons"] = Json.Number(PublishedSizes.Theorem8Neurons(Layered.Variables.Count, Layered.Polynomial.Degree, Layered.P)),
        },
        ["maxErrorDouble"] = Json.Number(_error.Double),
        ["maxErrorSingle"] = Json.Number(_error.Single),
        ["errorBoundDouble"] = Json.Number(_bound.Double),
        ["errorBoundSingle"] = Json.Number(_bound.Single),
        ["conditionNumber"] = Json.Number(_bound.Condition),
        ["errorPoints"] = _error.Points,
        ["errorDomain"] = new JsonArray([.. Box.Sides.Select(s => new JsonArray(s.Lower!.Value.ToString(), s.Upper!.Value.ToString()))]),
    };

    /// <summary>The report for people; a function that the polynomial stands for takes its place in the first line.</summary>
    public void WriteText(Terminal terminal, string? function = null)
    {
        string where = Layered.Domain.IsBounded
            ? "for " + string.Join(", ", Layered.Domain.Sides.Zip(Layered.Variables, (s, v) => $"{s.Lower} <= {v} <= {s.Upper}"))
            : "everywhere";
        terminal.Output.WriteLine(function ?? $"{string.Join(", ", Layered.Variables)} -> {Layered.Polynomial.ToString(Layered.Variables)}");
        terminal.Output.WriteLine($"A network of MRePU_{Layered.P} units that equals {(function is null ? "it" : "the polynomial")} {where}: proven in exact arithmetic.");
        terminal.Output.WriteLine();
        foreach ((string name, string value) in Facts())
        {
            terminal.Output.WriteLine($"  {name,-18} {value}");
        }

        if (!Layered.Domain.IsBounded)
        {
            terminal.Output.WriteLine("  (errors over [-1, 1] in every variable)");
        }
    }

    /// <summary>A report in HTML or LaTeX.</summary>
    public ReportDocument ToDocument(Provenance provenance)
    {
        string text = Layered.Polynomial.ToString(Layered.Variables);
        Expr formula = ExpressionParser.Parse(text, [.. Layered.Variables.Select(v => new Symbol(v))]);
        List<ReportBlock> blocks =
        [
            new ReportEquation($"({string.Join(", ", Layered.Variables.Select(v => LatexPrinter.Print(new Symbol(v))))}) \\mapsto {LatexPrinter.Print(formula)}", StudyDocument.Equation($"({string.Join(", ", Layered.Variables)}) \u21A6", formula)),
            new ReportText($"A network of MRePU units of order {Layered.P} that equals it {(Layered.Domain.IsBounded ? "on " + string.Join(" × ", Layered.Domain.Sides.Select(s => $"[{s.Lower}, {s.Upper}]")) : "everywhere")}: proven in exact arithmetic."),
            new ReportTable(["", ""], [.. Facts().Select(f => (IReadOnlyList<string>)[f.Name, f.Value])]),
        ];
        if (Layered.Neurons > 0)
        {
            blocks.Add(new ReportFigure("network", NetworkFigures.Drawing(Layered)));
        }

        if (Layered.Variables.Count == 1)
        {
            blocks.Add(new ReportFigure("error", NetworkFigures.Error(Layered, Box)));
        }

        return new ReportDocument("Exact polynomial network", blocks, provenance);
    }

    private IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("hidden layers", $"{Layered.HiddenLayers}{(Layered.HiddenLayers == 0 ? "" : $" (units: {string.Join(", ", Layered.Layers.SkipLast(1).Select(l => l.Outputs))})")}"),
        ("neurons", $"{Layered.Neurons}"),
        ("parameters", $"{Layered.Parameters}, of which {Layered.NonZeroParameters} are not zero"),
        ("error, double", $"{Format.Bound(_error.Double)} measured, {Format.Bound(_bound.Double)} proven bound"),
        ("error, single", $"{Format.Bound(_error.Single)} measured, {Format.Bound(_bound.Single)} proven bound"),
        ("condition number", Format.Number(_bound.Condition, 2)),
    ];

    /// <summary>Figures and every export.</summary>
    public void AddFiles(PreparedFiles folder)
    {
        folder.Add("polynomial.json", Json.Text(ToJson()));
        folder.Add("network.json", Json.Text(NetworkJson.Write(Layered)));
        folder.Add("network.dot", DotGraph.Write(Network));
        folder.Add("PolynomialNetwork.cs", CSharpSource.Write(Layered));
        folder.Add("polynomial_network.py", FrameworkSource.PyTorch(Layered));
        folder.Add("PolynomialNetworkModule.cs", FrameworkSource.TorchSharp(Layered));
        folder.Add("network.onnx", OnnxFile.Write(Layered));
        if (Layered.Neurons is > 0 and <= LargestDrawn)
        {
            folder.Add("network", NetworkFigures.Drawing(Layered));
        }

        if (Layered.Variables.Count == 1)
        {
            folder.Add("error", NetworkFigures.Error(Layered, Box));
        }
    }
}
