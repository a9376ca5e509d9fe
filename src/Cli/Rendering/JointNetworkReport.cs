using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Parsing;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Stability;
using Theory.Printing;

namespace Theory.Cli.Rendering;

/// <summary>A network with several outputs with everything that is reported of it.</summary>
internal sealed class JointNetworkReport
{
    /// <summary>Networks up to this many units are drawn.</summary>
    private const int LargestDrawn = 40;

    /// <summary>The units of networks of one output each; null where they are not known.</summary>
    private readonly int? _apart;
    private readonly IReadOnlyList<(ErrorBound Bound, ForwardError Error)> _errors;

    private JointNetworkReport(JointNetwork network, int? apart, CancellationToken cancellation)
    {
        Network = network;
        _apart = apart;
        Box = network.Domain.IsBounded ? network.Domain : InputDomain.Cube(network.Domain.Dimension, -1, 1);
        _errors = [.. network.Polynomials.Select((_, i) => network.Output(i)).Select(o => (ErrorBound.Of(o, Box, cancellation), ForwardError.Measure(o, Box, cancellation: cancellation)))];
    }

    /// <summary>The layers.</summary>
    public JointNetwork Network { get; }

    /// <summary>Where the errors are measured.</summary>
    public InputDomain Box { get; }

    /// <summary>Puts the networks together, and proves every output.</summary>
    /// <exception cref="NotPolynomialException">One is not its polynomial: a defect of the construction.</exception>
    public static JointNetworkReport Of(IReadOnlyList<PolynomialNetwork> networks, CancellationToken cancellation)
    {
        LayeredNetwork[] apart = [.. networks.Select(n => LayeredNetwork.From(n, cancellation))];
        var joint = JointNetwork.Of(apart, cancellation);
        return joint.Polynomials.Select((_, i) => joint.Output(i)).All(o => NetworkExpansion.Of(o.ToGraph(cancellation), cancellation).IsExact)
            ? new JointNetworkReport(joint, apart.Sum(n => n.Neurons), cancellation)
            : throw new NotPolynomialException("the network does not equal the polynomials; please report them as a defect");
    }

    /// <summary>Reads and proves a saved network with several outputs; null where the file has one with one output.</summary>
    public static JointNetworkReport? Load(string file, CancellationToken cancellation) => NetworkJson.ReadJoint(InputFile.Text(file), cancellation) is JointNetwork network ? new JointNetworkReport(network, null, cancellation) : null;

    /// <summary>The JSON object of the contract.</summary>
    public JsonObject ToJson() => new()
    {
        ["polynomials"] = new JsonArray([.. Network.Polynomials.Select(q => (JsonNode)q.ToString(Network.Variables))]),
        ["outputs"] = Network.Polynomials.Count,
        ["variables"] = new JsonArray([.. Network.Variables.Select(v => (JsonNode)v)]),
        ["degree"] = Network.Polynomials.Max(q => q.Degree),
        ["p"] = Network.P,
        ["scope"] = Network.Domain.IsBounded ? "bounded" : "global",
        ["exact"] = true,
        ["hiddenLayers"] = Network.HiddenLayers,
        ["neurons"] = Network.Neurons,
        ["neuronsApart"] = _apart,
        ["parameters"] = Network.Parameters,
        ["nonZeroParameters"] = Network.NonZeroParameters,
        ["widths"] = new JsonArray([.. Network.Layers.SkipLast(1).Select(l => (JsonNode)l.Outputs)]),
        ["maxErrorDouble"] = Json.Number(_errors.Max(e => e.Error.Double)),
        ["maxErrorSingle"] = Json.Number(_errors.Max(e => e.Error.Single)),
        ["errorBoundDouble"] = Json.Number(_errors.Max(e => e.Bound.Double)),
        ["errorBoundSingle"] = Json.Number(_errors.Max(e => e.Bound.Single)),
        ["conditionNumber"] = Json.Number(_errors.Max(e => e.Bound.Condition)),
    };

    /// <summary>The report for people.</summary>
    public void WriteText(Terminal terminal)
    {
        string where = Network.Domain.IsBounded
            ? "for " + string.Join(", ", Network.Domain.Sides.Zip(Network.Variables, (s, v) => $"{s.Lower} <= {v} <= {s.Upper}"))
            : "everywhere";
        terminal.Output.WriteLine($"{string.Join(", ", Network.Variables)} ->");
        foreach (Polynomial polynomial in Network.Polynomials)
        {
            terminal.Output.WriteLine($"  {polynomial.ToString(Network.Variables)}");
        }

        terminal.Output.WriteLine($"A network of MRePU_{Network.P} units with {Network.Polynomials.Count} outputs that equals them {where}: proven in exact arithmetic, output by output.");
        terminal.Output.WriteLine();
        foreach ((string name, string value) in Facts())
        {
            terminal.Output.WriteLine($"  {name,-18} {value}");
        }
    }

    /// <summary>A report in HTML or LaTeX.</summary>
    public ReportDocument ToDocument(Provenance provenance)
    {
        List<ReportBlock> blocks = [];
        foreach (Polynomial polynomial in Network.Polynomials)
        {
            Expr formula = ExpressionParser.Parse(polynomial.ToString(Network.Variables), [.. Network.Variables.Select(v => new Symbol(v))]);
            blocks.Add(new ReportEquation(
                $"({string.Join(", ", Network.Variables.Select(v => LatexPrinter.Print(new Symbol(v))))}) \\mapsto {LatexPrinter.Print(formula)}",
                StudyDocument.Equation($"({string.Join(", ", Network.Variables)}) \u21A6", formula)));
        }

        blocks.Add(new ReportText($"A network of MRePU units of order {Network.P} with {Network.Polynomials.Count} outputs that equals them {(Network.Domain.IsBounded ? "on " + string.Join(" × ", Network.Domain.Sides.Select(s => $"[{s.Lower}, {s.Upper}]")) : "everywhere")}: proven in exact arithmetic, output by output."));
        blocks.Add(new ReportTable(["", ""], [.. Facts().Select(f => (IReadOnlyList<string>)[f.Name, f.Value])]));
        if (Network.Neurons > 0)
        {
            blocks.Add(new ReportFigure("network", NetworkFigures.Drawing(Network)));
        }

        return new ReportDocument("Exact polynomial network", blocks, provenance);
    }

    private IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("hidden layers", $"{Network.HiddenLayers}{(Network.HiddenLayers == 0 ? "" : $" (units: {string.Join(", ", Network.Layers.SkipLast(1).Select(l => l.Outputs))})")}"),
        ("neurons", $"{Network.Neurons}{(_apart is int apart ? $"; networks apart have {apart}" : "")}"),
        ("parameters", $"{Network.Parameters}, of which {Network.NonZeroParameters} are not zero"),
        ("error, double", $"{Format.Bound(_errors.Max(e => e.Error.Double))} measured, {Format.Bound(_errors.Max(e => e.Bound.Double))} proven bound, of the worst output"),
        ("error, single", $"{Format.Bound(_errors.Max(e => e.Error.Single))} measured, {Format.Bound(_errors.Max(e => e.Bound.Single))} proven bound"),
    ];

    /// <summary>Every export.</summary>
    public void AddFiles(PreparedFiles folder)
    {
        folder.Add("polynomial.json", Json.Text(ToJson()));
        folder.Add("network.json", Json.Text(NetworkJson.Write(Network)));
        folder.Add("network.dot", DotGraph.Write(Network));
        folder.Add("PolynomialNetwork.cs", CSharpSource.Write(Network));
        folder.Add("polynomial_network.py", FrameworkSource.PyTorch(Network));
        folder.Add("PolynomialNetworkModule.cs", FrameworkSource.TorchSharp(Network));
        folder.Add("network.onnx", OnnxFile.Write(Network));
        if (Network.Neurons is > 0 and <= LargestDrawn)
        {
            folder.Add("network", NetworkFigures.Drawing(Network));
        }
    }
}
