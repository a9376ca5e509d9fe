namespace Theory.Cli.Tests.Documentation;

/// <summary>docs/json.md says what the commands write.</summary>
public sealed class JsonDocumentTests
{
    /// <summary>Commands of which the contract is tested where their other tests run them, or in a sequence of their own.</summary>
    private static readonly string[] Elsewhere = ["audit", "predict", "experiment", "study"];

    public static TheoryData<string, string> Commands => new()
    {
        { "activations", "activations" },
        { "advise", "advise relu --depth 4" },
        { "advise", "advise mrepu:2 --depth 3 --operating-point=-2/3" },
        { "advise", "recommend sign --depth 3" },
        { "approximate", "approximate exp(x) --tolerance 1e-3" },
        { "classify", "classify tanh" },
        { "classify", "classify relu" },
        { "classify: families", "classify tanh(a*z)" },
        { "compare", "compare relu 0 --depth 3" },
        { "convergence", "convergence tanh --k1 1 --cw 1.5 --width 8,16 --models 200 --depth 3" },
        { "correlators", "correlators 4" },
        { "couplings", "couplings mrepu:2 --depth 3" },
        { "derive", "derive z*max(0,z+1)^2" },
        { "derive", "derive mish" },
        { "derive", "derive mrepu(2,c)" },
        { "derive: families", "derive soft_shrink(l) --quantity g" },
        { "design", "design tanh(z)+a*z^3 --want a1=0" },
        { "design", "design swish(b) --want stable --values 1,2" },
        { "search", "search --smoothness 2" },
        { "evaluate", "evaluate tanh --K 0.5" },
        { "evaluate", "evaluate exp(z^2/4) --K 1,3" },
        { "evaluate", "evaluate relu --K 1 --certified" },
        { "fixed-points", "fixed-points tanh --cw 1.5 --cb 0.1" },
        { "fixed-points", "fixed-points relu --cw 2" },
        { "fixed-points: networks", "fixed-points --network residual(relu;linear,alpha=0.9,beta=0.7)" },
        { "flow", "flow tanh --cw 1.5 --cb 0.1 --depth 3 --k1 1 --rho 0.5" },
        { "flow", "flow relu --cw 2 --k1 1e300 --depth 3 --width 8,9" },
        { "flow: networks", "flow --network 2*[residual(tanh;linear)];norm;linear --rho 0.5" },
        { "gram", "gram relu --inputs circle:3 --depth 3" },
        { "gram", "gram --network linear;relu;linear --inputs circle:3" },
        { "kernel", "kernel relu --K 1 --rho 0.5" },
        { "kernel", "kernel tanh --K 1 --rho 0,0.5" },
        { "kernel", "kernel relu" },
        { "law", "law relu --k1 1 --cw 2 --width 64 --depth 3 --orders 3 --above 2 --below 0.5" },
        { "law", "law tanh --width 10 --depth 2 --k1 1 --cw 1.5" },
        { "law: two inputs", "law relu --rho 0.3 --cw 2 --width 40 --depth 2" },
        { "network", "network input(4);conv1d(3);relu;flatten;linear" },
        { "phase", "phase tanh --cw 0.5..2 --cb 0..0.5 --grid 4" },
        { "phase", "phase --network residual(tanh;linear,alpha=0.9) --beta 0..1 --cb 0.1 --grid 4" },
        { "polynomial", "polynomial x^2+x" },
        { "polynomial", "polynomial x^2+x --global" },
        { "polynomial: several outputs", "polynomial x^2+y,x*y" },
        { "recommend: networks", "recommend --network linear;2*[residual(norm;linear;relu;linear)];norm;linear" },
        { "recursions", "recursions" },
        { "recursions", "recursions relu" },
        { "sample", "sample relu --cw 2 --k1 1 --width 8 --depth 3 --models 50 --details --tangent" },
        { "sample", "sample relu --cw 2 --inputs circle:2 --width 8 --depth 3 --models 50" },
        { "sample: networks", "sample --network residual(relu;linear) --width 8 --models 50 --tangent" },
        { "series", "series gelu --order 2" },
        { "series: families", "series mrepu(2,c) --order 1" },
        { "shape", "shape relu --method tat --depth 20" },
        { "tangent", "tangent tanh --depth 3 --inputs circle:2" },
        { "tangent", "tangent relu --depth 3 --k1 1" },
        { "trained", "trained tanh --depth 3 --inputs 1,0;0.2,1 --targets 0,1 --time 2" },
        { "trained", "trained relu --inputs 1,0;0,1 --targets 0,1 --time 2" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Fields_AreThoseOfTheDocument(string section, string command) =>
        JsonDocument.AssertMatches(section, CommandLine.Run([.. command.Split(' '), "--json"]).Succeeded().Json, "check", "code");

    [Fact]
    public void AStudy_IsMadeOfWhatOtherCommandsWrite()
    {
        using TemporaryFolder folder = new();
        System.Text.Json.Nodes.JsonObject study = CommandLine.Run("study", "relu", "--width", "8", "--models", "40", "--depth", "3", "--out", folder.At("study"), "--json").Succeeded().Json;
        JsonDocument.AssertMatches("study", study);
        foreach (string part in (string[])["derive", "classify", "evaluate", "flow", "advise"])
        {
            JsonDocument.AssertMatches(part, study[part]!.AsObject());
        }

        Assert.All(study["samples"]!.AsArray(), s => JsonDocument.AssertMatches("sample", s!.AsObject()));
    }

    [Fact]
    public void AnExperiment_HasClaims_AndSoHasItsMerge()
    {
        using TemporaryFolder folder = new();
        JsonDocument.AssertMatches("experiment", CommandLine.Run("experiment", "fig6", "--preset", "smoke", "--device", "cpu", "--out", folder.At("fig6"), "--json").Succeeded().Json);
        JsonDocument.AssertMatches("experiment", CommandLine.Run("merge", folder.At("fig6"), "--json").Succeeded().Json);
    }

    [Fact]
    public void EverySection_IsTested() =>
        Assert.Empty(JsonDocument.Sections.Except([.. Commands.Select(c => c.Data.Item1), .. Elsewhere]));

    [Fact]
    public void EveryCommandThatWritesJson_HasASection()
    {
        string[] sections = [.. JsonDocument.Sections.Select(s => s.Split(':')[0])];
        string[] same = ["recommend", "merge"];
        Assert.Empty(ApplicationTests.Commands.Where(c => CommandLine.Run(c, "--help").Output.Contains("--json", StringComparison.Ordinal)).Except(sections).Except(same));
    }
}
