using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;

namespace Theory.Cli.Tests.Commands;

/// <summary>What commands say of the same activation and network agrees, whichever is asked.</summary>
/// <remarks>Every run takes a few activations, each at one shape of networks; THEORY_LONG_TESTS=1 the whole catalogue and all formulas at all shapes.</remarks>
public sealed class AgreementTests
{
    private static readonly string[] Formulas =
    [
        "z*exp(-z^2/4)+0.1*z", "sin(z)+z^2/4", "z*sigmoid(2*z)", "tanh(z)+0.3", "erf(3*z)", "z+0.1*z^2", "max(0,z)+0.1*sin(5*z)", "z^3/10+tanh(z)", "cos(z)*z",
        "arctan(z)*sigmoid(z)", "max(-1,min(2,z))", "abs(z)-0.5", "z*max(0,z+1)^2", "exp(-z^2)", "z/(1+z^2)", "z*tanh(z)", "log(1+z^2)", "tanh(0.1*z)", "tanh(10*z)", "100*tanh(z/100)",
        "sin(3*z)", "softplus(z)-log(2)", "piecewise(z<0,exp(z)-1,2*z)", "z*Phi(z)-0.1", "sqrt(1+z^2)-1", "max(0,z)^3", "step(z)-1/2", "z^2", "max(0,z-1)", "z*step(z)+tanh(z)/10", "sech(z)", "1000*z",
    ];

    /// <summary>n, L and |x|²/n₀.</summary>
    private static readonly (int Width, int Depth, string Scale)[] Shapes = [(512, 6, "1"), (64, 24, "0.3"), (2048, 3, "7.5"), (32, 2, "1"), (300, 60, "1")];

    private static readonly (string Activation, (int Width, int Depth, string Scale) Shape)[] All =
        [.. ActivationCatalogue.Entries.Select(e => e.Example).Concat(Formulas).SelectMany((a, i) => Shapes.Select((_, j) => (a, Shapes[(i + j) % Shapes.Length])))];

    public static TheoryData<string, int, int, string> Cases
    {
        get
        {
            TheoryData<string, int, int, string> data = [];
            foreach ((string activation, (int width, int depth, string scale)) in LongTests.AreWanted ? All : All.Where((_, i) => i % ((16 * Shapes.Length) + 1) == 0))
            {
                data.Add(activation, width, depth, scale);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Commands_SayTheSame(string activation, int width, int depth, string scale)
    {
        string[] shape = ["--width", Text(width), "--depth", Text(depth), "--input-scale", scale];
        CommandResult run = CommandLine.Run(["advise", activation, .. shape, "--json"]);
        JsonObject compared = Json(["compare", activation, .. shape])["activations"]![0]!.AsObject();
        if (run.Code != 0)
        {
            // What cannot be advised cannot be recommended or compared either, for the same reason.
            Assert.Equal(2, run.Code);
            Assert.Equal(run.Error, CommandLine.Run(["recommend", activation, .. shape]).Error);
            Assert.Contains(compared["missing"]!.GetValue<string>(), run.Error, StringComparison.Ordinal);
            return;
        }

        JsonObject advice = run.Json;
        AssertRecommended(advice, Json(["recommend", activation, .. shape]));
        AssertCompared(advice, compared);
        JsonObject classified = Json(["classify", activation]);
        AssertClassified(advice, classified);
        AssertFlow(advice, depth, width);
        JsonObject fixedPoints = Json(["fixed-points", advice["activation"]!.GetValue<string>(), "--cb", Text(Number(advice["cb"])), "--cw", Text(Number(advice["cw"]))]);
        AssertFixedPoint(advice, fixedPoints);
        AssertPhase(advice, fixedPoints["attracting"]);
        AssertReach(advice, width, scale);
        Assert.All(classified["criticalPoints"]!.AsArray(), p => AssertCritical(activation, classified, p!.AsObject()));
        Assert.All(advice["commands"]!.AsArray().Select(c => c!.GetValue<string>()), c => CommandLine.RunText(c).Succeeded());
    }

    private static void AssertRecommended(JsonObject advice, JsonObject recommended)
    {
        // Only advise draws networks and writes code.
        foreach (string own in (string[])["check", "code"])
        {
            Assert.True(advice.Remove(own, out JsonNode? none) && none is null);
        }

        Assert.Equal(advice.ToJsonString(), recommended.ToJsonString());
    }

    private static void AssertCompared(JsonObject advice, JsonObject compared)
    {
        foreach (string field in (string[])["class", "feasible", "kernel", "cb", "cw", "hiddenGradientRatio", "correlation", "relativeFluctuation", "depthLimit", "depthLimitedBy"])
        {
            Assert.Equal(advice[field]?.ToJsonString(), compared[field]?.ToJsonString());
        }
    }

    private static void AssertClassified(JsonObject advice, JsonObject classified)
    {
        Assert.Equal(classified["class"]!.GetValue<string>(), advice["class"]!.GetValue<string>());
        (double Cb, double Cw)[] critical = [.. classified["criticalPoints"]!.AsArray().Select(p => (Number(p!["cb"]), Number(p["cw"])))];
        (double Cb, double Cw)[] named = [.. advice["alternatives"]!.AsArray().Where(a => a!["name"]!.GetValue<string>().StartsWith("critical", StringComparison.Ordinal)).Select(a => (Number(a!["cb"]), Number(a["cw"])))];
        Assert.All(named, n => Assert.Contains(n, critical));

        // A critical point that is not among the alternatives is what is advised.
        bool everyKernel = classified["criticalPoints"]!.AsArray().Any(p => p!["K"] is null);
        Assert.True(everyKernel || critical.Except(named).Count() <= (advice["kind"]!.GetValue<string>() == "critical" ? 1 : 0), "a critical point is left out");
        if (advice["kind"]!.GetValue<string>() == "critical")
        {
            Assert.Contains(critical, p => Close(p.Cb, Number(advice["cb"]), 1e-6, 1e-9) && Close(p.Cw, Number(advice["cw"]), 1e-6));
        }
    }

    /// <summary>The flow through the advised layers, asked for with their numbers.</summary>
    private static void AssertFlow(JsonObject advice, int depth, int width)
    {
        JsonObject[] layers = [.. advice["layers"]!.AsArray().Select(l => l!.AsObject())];
        JsonObject flow = Json([
            "flow", advice["activation"]!.GetValue<string>(), "--k1", Text(Number(advice["k1"])), "--cb", string.Join(',', layers.Select(l => Text(Number(l["cb"])))),
            "--cw", string.Join(',', layers.Select(l => Text(Number(l["cw"])))), "--depth", Text(depth), "--width", Text(width), "--rho", Text(Number(advice["inputCorrelation"]))]);
        JsonArray found = flow["layers"]!.AsArray();
        Assert.Equal(depth, found.Count);
        JsonArray? pair = flow["twoInputs"]?["layers"]?.AsArray();
        for (int i = 0; i < depth; i++)
        {
            AssertClose(layers[i]["K"], found[i]!["K"], 1e-9);
            AssertClose(layers[i]["relativeFluctuation"], found[i]!["relativeFluctuation"], 1e-6);
            AssertClose(layers[i]["logGradientGrowth"], found[i]!["logGradientGrowth"], 1e-7, 1e-9);
            if (pair is not null && i < pair.Count)
            {
                AssertClose(layers[i]["correlation"], pair[i]!["rho"], 1e-6, 1e-9);
            }
        }
    }

    /// <summary>The kernel that hidden layers keep is a fixed point of theirs, with the advised susceptibilities and the stability that the advised kind has.</summary>
    private static void AssertFixedPoint(JsonObject advice, JsonObject found)
    {
        double k = Number(advice["kernel"]);
        if (found["everyKernelIsFixed"]!.GetValue<bool>())
        {
            Assert.Equal(1, Number(advice["chiParallel"]), 1e-9);
            return;
        }

        JsonNode[] points = [.. found["fixedPoints"]!.AsArray().Select(p => p!)];
        JsonNode? point = points.FirstOrDefault(p => Close(Number(p["K"]), k, 1e-6));
        double chi = Number(advice["chiParallel"]);
        if (point is null && Math.Abs(chi - 1) < 1e-6)
        {
            // Where the kernel touches the diagonal rounding decides whether it crosses it twice or never.
            return;
        }

        Assert.True(point is not null, $"K = {k} is not among the fixed points {found["fixedPoints"]!.ToJsonString()}");
        AssertClose(advice["chiParallel"], point["chiParallel"], 1e-6, 1e-6);
        AssertClose(advice["chiPerp"], point["chiPerp"], 1e-6);
        string stability = point["stability"]!.GetValue<string>();
        switch (advice["kind"]!.GetValue<string>())
        {
            case "unstable": Assert.True(stability == "unstable" || Math.Abs(chi - 1) < 1e-6, stability); break;
            case "critical": Assert.True(stability != "unstable" || Math.Abs(chi - 1) < 1e-6, stability); break;
            default: Assert.True(stability == (Math.Abs(chi) < 1 ? "stable" : "unstable") || Math.Abs(Math.Abs(chi) - 1) < 1e-6, $"{stability}, chi_par = {chi}"); break;
        }

        double[] unstable = [.. points.Where(p => p["stability"]!.GetValue<string>() == "unstable").Select(p => Number(p["K"])).Where(u => u > 0 && !Close(u, k, 1e-6))];
        AssertThreshold(advice["thresholds"]!["below"], unstable.Where(u => u < k).Select(u => (double?)u).LastOrDefault());
        AssertThreshold(advice["thresholds"]!["above"], unstable.Where(u => u > k).Select(u => (double?)u).FirstOrDefault());
    }

    private static void AssertThreshold(JsonNode? told, double? found)
    {
        if (found is null)
        {
            Assert.Null(told);
            return;
        }

        Assert.True(told is not null && Close(Number(told), found.Value, 1e-6), $"thresholds: {told?.ToJsonString()}, fixed points: {found}");
    }

    /// <summary>The map of phases at the advised C_b and C_W has the phase of the fixed point that kernels from 0 end at, as fixed-points says.</summary>
    private static void AssertPhase(JsonObject advice, JsonNode? attracting)
    {
        (double cb, double cw) = (Number(advice["cb"]), Number(advice["cw"]));
        string activation = advice["activation"]!.GetValue<string>();
        CommandResult run = CommandLine.Run("phase", activation, "--cw", $"{Text(cw)}..{Text(1.5 * cw)}", "--cb", $"{Text(cb)}..{Text((1.5 * cb) + 0.01)}", "--grid", "2", "--json");
        if (advice["chiPerp"] is null)
        {
            return;
        }

        JsonObject map = run.Succeeded().Json;
        string phase = map["phases"]![0]![0]!.GetValue<string>();
        JsonNode? k = map["K"]![0]![0];
        if (attracting is null || k is null)
        {
            Assert.True(phase is "diverging" or "undecided" || attracting is not null == k is not null || map["everywhereCritical"]!.GetValue<bool>() || phase == "critical", $"{phase}, attracting {attracting?.ToJsonString()}, K {k?.ToJsonString()}");
            return;
        }

        double chi = Number(attracting["chiPerp"]);
        if (Close(Number(attracting["K"]), Number(k), 1e-6, 1e-12))
        {
            Assert.True(phase is "critical" ? Math.Abs(chi - 1) < 1e-4 : Math.Abs(chi - 1) < 1e-5 || phase == (chi > 1 ? "chaotic" : "ordered"), $"{phase}, chi_perp = {chi}");
        }
        else
        {
            Assert.Fail($"phase: K = {k.ToJsonString()}, fixed-points: {attracting["K"]!.ToJsonString()}");
        }
    }

    /// <summary>Every criterion that ends the reach is met at that depth by the flow, and missed at the next.</summary>
    private static void AssertReach(JsonObject advice, int width, string scale)
    {
        if (advice["depthLimit"] is not JsonNode limit || limit.GetValue<int>() is < 3 or > 100 || advice["depthLimitedBy"]!.GetValue<string>() is not string by)
        {
            return;
        }

        Assert.True(Missed(0) is false, $"{by} is missed at the depth limit {limit.ToJsonString()} already");
        Assert.True(Missed(1), $"{by} is not missed beyond the depth limit {limit.ToJsonString()}");

        bool Missed(int more)
        {
            int depth = limit.GetValue<int>() + more;
            string cb = string.Join(',', Enumerable.Range(1, depth).Select(l => l == 1 || l == depth ? "0" : Text(Number(advice["cb"]))));
            double last = Number(advice["layers"]!.AsArray()[^1]!["cw"]);
            string cw = string.Join(',', Enumerable.Range(1, depth).Select(l => Text(l == 1 ? Number(advice["k1"]) / double.Parse(scale, CultureInfo.InvariantCulture) : l == depth ? last : Number(advice["cw"]))));
            JsonObject flow = Json([
                "flow", advice["activation"]!.GetValue<string>(), "--k1", Text(Number(advice["k1"])), "--cb", cb, "--cw", cw, "--depth", Text(depth), "--width", Text(width),
                "--rho", Text(Number(advice["inputCorrelation"]))]);
            JsonArray layers = flow["layers"]!.AsArray();
            return by switch
            {
                "fluctuation" => Number(layers[^2]!["relativeFluctuation"]) > 0.1,
                "gradients" => Math.Abs(Number(layers[0]!["logGradientGrowth"]) - Number(layers[^2]!["logGradientGrowth"])) > Math.Log(10) * (1 - 1e-9),
                _ => Number(flow["twoInputs"]!["layers"]!.AsArray()[^1]!["rho"]) > 0.98,
            };
        }
    }

    /// <summary>A critical point is a fixed point with both susceptibilities 1 and the stability that classify says.</summary>
    private static void AssertCritical(string activation, JsonObject classified, JsonObject point)
    {
        if (point["K"] is not JsonNode k)
        {
            Assert.True(Json(["fixed-points", activation, "--cb", "0", "--cw", Text(Number(point["cw"]))])["everyKernelIsFixed"]!.GetValue<bool>(), "classify: every K is fixed");
            return;
        }

        JsonObject found = Json(["fixed-points", activation, "--cb", Text(Number(point["cb"])), "--cw", Text(Number(point["cw"]))]);
        JsonNode? same = found["fixedPoints"]!.AsArray().FirstOrDefault(p => Close(Number(p!["K"]), Number(k), 1e-5, 1e-12));
        if (Number(k) > 0 && same is null)
        {
            return;
        }

        Assert.True(same is not null, $"critical K = {k.ToJsonString()} is not among {found["fixedPoints"]!.ToJsonString()} ({classified["class"]})");
        Assert.Equal(1, Number(same["chiParallel"]), 1e-4);
        Assert.Equal(1, Number(same["chiPerp"]), 1e-4);
        if (Number(k) == 0)
        {
            Assert.Equal(point["stability"]!.GetValue<string>(), same["stability"]!.GetValue<string>());
        }
    }

    private static JsonObject Json(string[] args) => CommandLine.Run([.. args, "--json"]).Succeeded().Json;

    private static double Number(JsonNode? node) => node?.GetValue<double>() ?? double.NaN;

    private static bool Close(double a, double b, double relative, double absolute = 0) => Math.Abs(a - b) <= (relative * Math.Max(Math.Abs(a), Math.Abs(b))) + absolute;

    private static void AssertClose(JsonNode? a, JsonNode? b, double relative, double absolute = 0) =>
        Assert.True(a is null ? b is null : b is not null && Close(Number(a), Number(b), relative, absolute), $"{a?.GetPath()} = {a?.ToJsonString()}, {b?.GetPath()} = {b?.ToJsonString()}");

    private static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);
}
