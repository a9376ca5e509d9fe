using System.Text.Json.Nodes;
using Theory.Cli.Rendering;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Export;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Parsing;

namespace Theory.Cli.Explorer;

/// <summary>An exact network for a polynomial, and its graph.</summary>
internal static class PolynomialAnswer
{
    /// <summary>Beyond these a network takes more time than a page should wait for; the command has no such limits.</summary>
    private const int HighestDegree = 12;

    private const int MostVariables = 3;

    private const int MostOutputs = 4;

    /// <summary>Networks with more weights are drawn layer by layer, not unit by unit.</summary>
    private const int MostEdges = 80;

    /// <summary>The answer.</summary>
    public static JsonObject Of(RequestValues request, CancellationToken cancellation)
    {
        IReadOnlyList<PolynomialText> texts = PolynomialText.ParseSeveral(request.Formula("polynomial"), null);
        int variables = texts[0].Variables.Count;
        if (texts.Max(t => t.Polynomial.Degree) > HighestDegree || variables > MostVariables || texts.Count > MostOutputs)
        {
            throw new UserInputException($"this page builds networks up to degree {HighestDegree} in {MostVariables} variables, with up to {MostOutputs} outputs; theory polynomial has no such limit");
        }

        InputDomain domain = request.Word("scope") == "global" ? InputDomain.Everywhere(variables) : InputDomain.Cube(variables, -1, 1);
        int p = MRePU.CheckedOrder(request.Integer("p", 1, 4));
        PolynomialNetwork[] networks = [.. texts.Select(t => ExactNetworks.Create(t.Polynomial, t.Variables, p, domain, cancellation: cancellation))];
        JsonObject answer;
        if (networks is [PolynomialNetwork network])
        {
            var report = NetworkReport.Of(network, "automatic", cancellation);
            answer = report.ToJson();
            answer["graph"] = Graph(report.Layered.Variables, report.Layered.Layers);
            answer["code"] = CSharpSource.Write(report.Layered);
            answer["pytorch"] = FrameworkSource.PyTorch(report.Layered);
        }
        else
        {
            var report = JointNetworkReport.Of(networks, cancellation);
            answer = report.ToJson();
            answer["polynomial"] = string.Join(", ", report.Network.Polynomials.Select(q => q.ToString(report.Network.Variables)));
            answer["graph"] = Graph(report.Network.Variables, report.Network.Layers);
            answer["code"] = CSharpSource.Write(report.Network);
            answer["pytorch"] = FrameworkSource.PyTorch(report.Network);
        }

        return answer;
    }

    /// <summary>The sizes of all layers, how many weights lead to each, and the weights that are not 0 as target, source, value; null where they are too many to be read in a picture.</summary>
    private static JsonObject Graph(IReadOnlyList<string> variables, IReadOnlyList<DenseLayer> layers)
    {
        int[] weights = [.. layers.Select(l => l.Weights.Sum(row => row.Count(w => !w.IsZero)))];
        bool isReadable = weights.Sum() <= MostEdges;
        return new JsonObject
        {
            ["inputs"] = new JsonArray([.. variables.Select(v => (JsonNode)v)]),
            ["sizes"] = new JsonArray([.. layers.Select(l => (JsonNode)l.Outputs)]),
            ["weights"] = new JsonArray([.. weights.Select(w => (JsonNode)w)]),
            ["layers"] = !isReadable ? null : new JsonArray([.. layers.Select(l => new JsonArray([.. l.Weights.SelectMany((row, target) => row.Index()
                .Where(w => !w.Item.IsZero).Select(w => (JsonNode)new JsonArray(target, w.Index, w.Item.ToString())))]))]),
            ["biases"] = !isReadable ? null : new JsonArray([.. layers.Select(l => new JsonArray([.. l.Biases.Select(b => (JsonNode)b.ToString())]))]),
        };
    }
}
