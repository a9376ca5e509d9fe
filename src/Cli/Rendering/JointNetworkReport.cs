using System.Text.Json.Nodes;
using Theory.Cli.Charts;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Stability;

namespace Theory.Cli.Rendering;

/// <summary>A network with several outputs with everything that is reported of it.</summary>
internal sealed class JointNetworkReport
{
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
        terminal.Output.WriteLine($"{string.Join(", ", Network.Variables)} ->");
        foreach (Polynomial polynomial in Network.Polynomials)
        {
            terminal.Output.WriteLine($"  {polynomial.ToString(Network.Variables)}");
        }

        terminal.Output.WriteLine($"A network of MRePU_{Network.P} units with {Network.Polynomials.Count} outputs that equals them {NetworkText.Scope(Network.Domain, Network.Variables)}: proven in exact arithmetic, output by output.");
        terminal.Output.WriteLine();
        NetworkText.Write(terminal, Facts());
    }

    /// <summary>A report in HTML or LaTeX.</summary>
    public ReportDocument ToDocument(Provenance provenance)
    {
        List<ReportBlock> blocks = [.. Network.Polynomials.Select(p => NetworkText.Mapping(Network.Variables, p))];
        blocks.Add(new ReportText($"A network of MRePU units of order {Network.P} with {Network.Polynomials.Count} outputs that equals them {NetworkText.Region(Network.Domain)}: proven in exact arithmetic, output by output."));
        blocks.Add(NetworkText.Table(Facts()));
        if (Network.Neurons > 0)
        {
            blocks.Add(new ReportFigure("network", NetworkFigures.Drawing(Network)));
        }

        return new ReportDocument("Exact polynomial network", blocks, provenance);
    }

    private IEnumerable<(string Name, string Value)> Facts() =>
    [
        ("hidden layers", NetworkText.Layers(Network.Layers)),
        ("neurons", $"{Network.Neurons}{(_apart is int apart ? $"; networks apart have {apart}" : "")}"),
        ("parameters", $"{Network.Parameters}, of which {Network.NonZeroParameters} are not zero"),
        ("error, double", NetworkText.Error(_errors.Max(e => e.Error.Double), _errors.Max(e => e.Bound.Double)) + ", of the worst output"),
        ("error, single", NetworkText.Error(_errors.Max(e => e.Error.Single), _errors.Max(e => e.Bound.Single))),
    ];

    /// <summary>Every export.</summary>
    public void AddFiles(PreparedFiles folder)
    {
        folder.Add("polynomial.json", Json.Text(ToJson()));
        NetworkText.AddFiles(folder, Network, null, DotGraph.Write(Network));
    }
}
