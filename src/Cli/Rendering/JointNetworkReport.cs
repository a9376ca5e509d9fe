using System.Text.Json.Nodes;
using Theory.Cli.Output;
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
    private readonly IReadOnlyList<LayeredNetwork> _apart;
    private readonly IReadOnlyList<(ErrorBound Bound, ForwardError Error)> _errors;

    private JointNetworkReport(JointNetwork network, IReadOnlyList<LayeredNetwork> apart, IReadOnlyList<LayeredNetwork> outputs)
    {
        Network = network;
        _apart = apart;
        Box = network.Domain.IsBounded ? network.Domain : InputDomain.Cube(network.Domain.Dimension, -1, 1);
        _errors = [.. outputs.Select(o => (ErrorBound.Of(o, Box), ForwardError.Measure(o, Box)))];
    }

    /// <summary>The layers.</summary>
    public JointNetwork Network { get; }

    /// <summary>Where the errors are measured.</summary>
    public InputDomain Box { get; }

    /// <summary>Puts the networks together, and proves every output.</summary>
    /// <exception cref="NotPolynomialException">One is not its polynomial: a defect of the construction.</exception>
    public static JointNetworkReport Of(IReadOnlyList<PolynomialNetwork> networks)
    {
        LayeredNetwork[] apart = [.. networks.Select(LayeredNetwork.From)];
        var joint = JointNetwork.Of(apart);
        LayeredNetwork[] outputs = [.. joint.Polynomials.Select((_, i) => joint.Output(i))];
        return outputs.All(o => NetworkExpansion.Of(o.ToGraph()).IsExact)
            ? new JointNetworkReport(joint, apart, outputs)
            : throw new NotPolynomialException("the network does not equal the polynomials; please report them as a defect");
    }

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
        ["neuronsApart"] = _apart.Sum(n => n.Neurons),
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
        terminal.Output.WriteLine($"  hidden layers      {Network.HiddenLayers}{(Network.HiddenLayers == 0 ? "" : $" (units: {string.Join(", ", Network.Layers.SkipLast(1).Select(l => l.Outputs))})")}");
        terminal.Output.WriteLine($"  neurons            {Network.Neurons}; networks apart have {_apart.Sum(n => n.Neurons)}");
        terminal.Output.WriteLine($"  parameters         {Network.Parameters}, of which {Network.NonZeroParameters} are not zero");
        terminal.Output.WriteLine($"  error, double      {Format.Bound(_errors.Max(e => e.Error.Double))} measured, {Format.Bound(_errors.Max(e => e.Bound.Double))} proven bound, of the worst output");
        terminal.Output.WriteLine($"  error, single      {Format.Bound(_errors.Max(e => e.Error.Single))} measured, {Format.Bound(_errors.Max(e => e.Bound.Single))} proven bound");
    }

    /// <summary>Every export.</summary>
    public void AddFiles(PreparedFiles folder)
    {
        folder.Add("polynomial.json", Json.Text(ToJson()));
        folder.Add("PolynomialNetwork.cs", CSharpSource.Write(Network));
        folder.Add("polynomial_network.py", FrameworkSource.PyTorch(Network));
        folder.Add("PolynomialNetworkModule.cs", FrameworkSource.TorchSharp(Network));
        folder.Add("network.onnx", OnnxFile.Write(Network));
    }
}
