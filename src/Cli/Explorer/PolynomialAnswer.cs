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

    /// <summary>Networks with more edges are summarised, not drawn.</summary>
    private const int MostEdges = 400;

    /// <summary>The answer.</summary>
    public static JsonObject Of(RequestValues request, CancellationToken cancellation)
    {
        PolynomialText text = PolynomialText.Parse(request.Formula("polynomial"), null);
        if (text.Polynomial.Degree > HighestDegree || text.Variables.Count > MostVariables)
        {
            throw new UserInputException($"this page builds networks up to degree {HighestDegree} in {MostVariables} variables; theory polynomial has no such limit");
        }

        InputDomain domain = request.Word("scope") == "global" ? InputDomain.Everywhere(text.Variables.Count) : InputDomain.Cube(text.Variables.Count, -1, 1);
        PolynomialNetwork network = ExactNetworks.Create(text.Polynomial, text.Variables, MRePU.CheckedOrder(request.Integer("p", 1, 4)), domain, cancellation: cancellation);
        var report = NetworkReport.Of(network, "automatic", cancellation);
        JsonObject answer = report.ToJson();
        answer["graph"] = Graph(report.Layered);
        answer["code"] = CSharpSource.Write(report.Layered);
        return answer;
    }

    /// <summary>The sizes of all layers, and the weights that are not 0 as target, source, value; null where they are too many to be read in a picture.</summary>
    private static JsonObject? Graph(LayeredNetwork network) => network.Layers.Sum(l => l.NonZeroParameters) > MostEdges ? null : new JsonObject
    {
        ["inputs"] = new JsonArray([.. network.Variables.Select(v => (JsonNode)v)]),
        ["sizes"] = new JsonArray([.. network.Layers.Select(l => (JsonNode)l.Outputs)]),
        ["layers"] = new JsonArray([.. network.Layers.Select(l => new JsonArray([.. l.Weights.SelectMany((row, target) => row.Index()
            .Where(w => !w.Item.IsZero).Select(w => (JsonNode)new JsonArray(target, w.Index, w.Item.ToString())))]))]),
        ["biases"] = new JsonArray([.. network.Layers.Select(l => new JsonArray([.. l.Biases.Select(b => (JsonNode)b.ToString())]))]),
    };
}
