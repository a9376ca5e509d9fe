using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Comparison;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Stability;

namespace Theory.Cli.Rendering;

/// <summary>A network with everything that is reported of it.</summary>
internal sealed class NetworkReport
{
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
        terminal.Output.WriteLine(function ?? $"{string.Join(", ", Layered.Variables)} -> {Layered.Polynomial.ToString(Layered.Variables)}");
        terminal.Output.WriteLine($"A network of MRePU_{Layered.P} units that equals {(function is null ? "it" : "the polynomial")} {NetworkText.Scope(Layered.Domain, Layered.Variables)}: proven in exact arithmetic.");
        terminal.Output.WriteLine();
        NetworkText.Write(terminal, Facts());

        if (!Layered.Domain.IsBounded)
        {
            terminal.Output.WriteLine("  (errors over [-1, 1] in every variable)");
        }
    }

    /// <summary>A report in HTML or LaTeX.</summary>
    public ReportDocument ToDocument(Provenance provenance)
    {
        List<ReportBlock> blocks =
        [
            NetworkText.Mapping(Layered.Variables, Layered.Polynomial),
            new ReportText($"A network of MRePU units of order {Layered.P} that equals it {NetworkText.Region(Layered.Domain)}: proven in exact arithmetic."),
            NetworkText.Table(Facts()),
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
        ("hidden layers", NetworkText.Layers(Layered.Layers)),
        ("neurons", $"{Layered.Neurons}"),
        ("parameters", $"{Layered.Parameters}, of which {Layered.NonZeroParameters} are not zero"),
        ("error, double", NetworkText.Error(_error.Double, _bound.Double)),
        ("error, single", NetworkText.Error(_error.Single, _bound.Single)),
        ("condition number", Format.Number(_bound.Condition, 2)),
    ];

    /// <summary>Figures and every export.</summary>
    public void AddFiles(PreparedFiles folder)
    {
        folder.Add("polynomial.json", Json.Text(ToJson()));
        NetworkText.AddFiles(folder, JointNetwork.Of([Layered]), Layered, DotGraph.Write(Network));
        if (Layered.Variables.Count == 1)
        {
            folder.Add("error", NetworkFigures.Error(Layered, Box));
        }
    }
}
