using System.Text.Json;
using System.Text.Json.Nodes;

namespace Theory.Cli.Tests;

/// <summary>The fields that other programs rely on; more may be added, none may be renamed.</summary>
internal static class JsonContract
{
    private static readonly string[] Quantities = ["mean", "g", "chiParallel", "chiPerp", "h", "m4"];

    public static void AssertDerive(JsonNode derive)
    {
        AssertString(derive["activation"]);
        foreach (JsonNode? piece in derive["pieces"]!.AsArray())
        {
            AssertNumberOrNull(piece!, "from");
            AssertNumberOrNull(piece!, "to");
            AssertString(piece!["expression"]);
        }

        foreach (string key in Quantities)
        {
            JsonNode quantity = derive["quantities"]![key]!;
            bool closed = quantity["closedForm"]!.GetValue<bool>();
            Assert.Equal(closed, quantity["text"] is not null);
            Assert.Equal(closed, quantity["latex"] is not null);
            Assert.Equal(!closed, quantity["reason"] is not null);
        }
    }

    public static void AssertEvaluate(JsonNode evaluate)
    {
        AssertString(evaluate["activation"]);
        AssertNumber(evaluate["cw"]);
        JsonArray points = evaluate["points"]!.AsArray();
        Assert.NotEmpty(points);
        foreach (JsonNode? point in points)
        {
            AssertNumber(point!["K"]);
            AssertNumber(point["relativeError"]);
            Assert.Contains(point["method"]!.GetValue<string>(), (string[])["closed form", "quadrature", "mixed"]);
            Assert.All(Quantities, key => AssertNumberOrNull(point, key));
        }
    }

    public static void AssertKernel(JsonNode kernel)
    {
        Assert.All(["activation", "method"], key => AssertString(kernel[key]));
        Assert.All(["ka", "kb", "rho", "ss", "relativeError"], key => AssertNumber(kernel[key]));
        AssertNumberOrNull(kernel, "dsds");
    }

    public static void AssertFlow(JsonNode flow, int depth)
    {
        AssertString(flow["activation"]);
        Assert.All(["cb", "cw", "width"], key => AssertNumber(flow[key]));
        AssertFlowLayers(flow, depth);
    }

    public static void AssertFlowLayers(JsonNode flow, int depth)
    {
        JsonArray layers = flow["layers"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, depth), layers.Select(l => l!["layer"]!.GetValue<int>()));
        foreach (JsonNode? layer in layers)
        {
            Assert.All(["K", "metric", "vertex", "chiParallel"], key => AssertNumber(layer![key]));
            Assert.All(["chiPerp", "h"], key => AssertNumberOrNull(layer!, key));
        }
    }

    public static void AssertAdvise(JsonNode advice, int depth)
    {
        AssertString(advice["activation"]);
        Assert.All(["width", "depth", "kernel", "k1", "cb", "cw", "correlation"], key => AssertNumber(advice[key]));
        Assert.All(["gradientRatio", "hiddenGradientRatio", "excessKurtosis"], key => AssertNumberOrNull(advice.AsObject(), key));
        Assert.Contains(advice["feasible"]!.GetValueKind(), (JsonValueKind[])[JsonValueKind.True, JsonValueKind.False]);
        JsonArray layers = advice["layers"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, depth), layers.Select(l => l!["layer"]!.GetValue<int>()));
        Assert.All(layers, layer => Assert.All(["cb", "cw", "std", "biasStd", "gain", "fanIn", "K", "correlation"], key => AssertNumber(layer![key])));
        foreach (JsonNode? criterion in advice["criteria"]!.AsArray())
        {
            Assert.All(["name", "text"], key => AssertString(criterion![key]));
            AssertNumberOrNull(criterion!, "value");
            AssertNumber(criterion!["bound"]);
        }

        Assert.All(advice["reasons"]!.AsArray(), AssertString);
    }

    public static void AssertSample(JsonNode sample, int depth)
    {
        Assert.All(["activation", "sampler", "device", "dtype"], key => AssertString(sample[key]));
        Assert.All(["models", "width", "seed", "seconds"], key => AssertNumber(sample[key]));
        JsonArray layers = sample["layers"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, depth), layers.Select(l => l!["layer"]!.GetValue<int>()));
        foreach (JsonNode? layer in layers)
        {
            AssertNumber(layer!["overflowed"]);
            foreach (JsonObject compared in new[] { layer["kernel"]!.AsObject(), layer["vertex"]!.AsObject() })
            {
                AssertNumber(compared["theory"]);
                Assert.All(["empirical", "standardError", "z"], key => AssertNumberOrNull(compared, key));
            }
        }
    }

    public static void AssertPolynomial(JsonNode polynomial, string scope)
    {
        Assert.Equal(scope, polynomial["scope"]!.GetValue<string>());
        Assert.True(polynomial["exact"]!.GetValue<bool>());
        Assert.All(["p", "hiddenLayers", "neurons", "parameters"], key => AssertNumber(polynomial[key]));
        Assert.All(["maxErrorDouble", "maxErrorSingle"], key => AssertNumberOrNull(polynomial, key));
    }

    private static void AssertString(JsonNode? node) => Assert.Equal(JsonValueKind.String, node!.GetValueKind());

    private static void AssertNumber(JsonNode? node) => Assert.Equal(JsonValueKind.Number, node!.GetValueKind());

    private static void AssertNumberOrNull(JsonNode node, string key)
    {
        Assert.True(node.AsObject().ContainsKey(key), key);
        Assert.True(node[key] is null || node[key]!.GetValueKind() == JsonValueKind.Number, key);
    }
}
