using System.Net;
using System.Text.Json.Nodes;
using Theory.Cli.Explorer;

namespace Theory.Cli.Tests.Explorer;

/// <summary>The explorer's answers, and who gets them.</summary>
public sealed class ExplorerServerTests : IAsyncLifetime
{
    private ExplorerServer _server = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Uri Page => new(new Uri(_server.Address).GetLeftPart(UriPartial.Authority));

    public async ValueTask InitializeAsync()
    {
        _server = await ExplorerServer.StartAsync(0);
        _client = new HttpClient { BaseAddress = Page };
        _client.DefaultRequestHeaders.Add("X-Theory", "1");
        HttpResponseMessage page = await _client.GetAsync(new Uri(_server.Address), Cancellation);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Activation_IsWhatDerivePrints()
    {
        JsonObject answer = await Answer("activation?s=gelu");
        JsonObject derived = CommandLine.Run("derive", "gelu", "--json").Succeeded().Json;
        Assert.Equal(derived["quantities"]!["g"]!["latex"]!.GetValue<string>(), answer["quantities"]!["g"]!["latex"]!.GetValue<string>());
        Assert.StartsWith("<math", answer["definitionMathml"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(401, answer["curve"]!["s"]!.AsArray().Count);
    }

    /// <summary>What cannot be had of an activation (its kernel at K = 1, Python code without a double for each number, a network to start from) leaves the rest of the page.</summary>
    [Theory]
    [InlineData("exp(z^2/4)", true, true)]
    [InlineData("1/z", false, true)]
    [InlineData("piecewise(z<0,0,1e200)", false, false)]
    public async Task Activation_IsShown_WhereSomethingOfItIsMissing(string formula, bool starts, bool python)
    {
        JsonObject answer = await Answer($"activation?s={Uri.EscapeDataString(formula)}");
        Assert.Equal(401, answer["curve"]!["s"]!.AsArray().Count);
        Assert.Equal(starts, answer["start"] is not null);
        Assert.Equal(python, answer["pythonDocument"] is not null);
        Assert.Equal(python, answer["pythonMissing"] is null);
    }

    [Fact]
    public async Task Flow_IsWhatFlowPrints()
    {
        JsonObject answer = await Answer("flow?s=tanh&cw=1.5&cb=0.1&k1=1&depth=5&width=64");
        JsonObject flow = CommandLine.Run("flow", "tanh", "--cw", "1.5", "--cb", "0.1", "--k1", "1", "--depth", "5", "--width", "64", "--json").Succeeded().Json;
        Assert.Equal(flow["layers"]!.ToJsonString(), answer["layers"]!.ToJsonString());
    }

    [Fact]
    public async Task Correlations_AreThoseOfTheFlowOfTwoInputs()
    {
        JsonObject answer = await Answer("correlations?s=tanh&cw=1.5&cb=0.1&k1=1&depth=5&width=64&rho=0.5");
        JsonObject flow = CommandLine.Run("flow", "tanh", "--cw", "1.5", "--cb", "0.1", "--k1", "1", "--depth", "5", "--rho", "0.5", "--json").Succeeded().Json;
        Assert.Equal(
            flow["twoInputs"]!["layers"]!.AsArray().Select(l => l!["rho"]!.GetValue<double>()),
            answer["correlations"]!.AsArray().Select(r => r!.GetValue<double>()),
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public async Task Phases_AndExpectations_HaveTheContractOfTheCommands()
    {
        JsonObject phases = await Answer("phases?s=relu&grid=11");
        Assert.Equal(11, phases["phases"]!.AsArray().Count);
        JsonObject points = await Answer("expectations?s=relu&from=0.1&to=10");
        Assert.Equal(0.05, points["points"]![0]!["g"]!.GetValue<double>(), 1e-15);
    }

    [Fact]
    public async Task Polynomial_ComesWithItsGraph()
    {
        JsonObject answer = await Answer("polynomial?polynomial=x^2*y&p=2&scope=box");
        Assert.True(answer["exact"]!.GetValue<bool>());
        Assert.Equal(["x", "y"], answer["graph"]!["inputs"]!.AsArray().Select(v => v!.GetValue<string>()));
        Assert.Equal(answer["neurons"]!.GetValue<int>(), answer["graph"]!["sizes"]!.AsArray().SkipLast(1).Sum(n => n!.GetValue<int>()));
    }

    [Fact]
    public async Task SeveralPolynomials_AreOneNetwork_AndManyWeightsAreCounted()
    {
        JsonObject answer = await Answer("polynomial?polynomial=x^2%2By,x*y&p=2&scope=box");
        Assert.True(answer["exact"]!.GetValue<bool>());
        Assert.Equal(2, answer["graph"]!["sizes"]!.AsArray()[^1]!.GetValue<int>());
        Assert.NotNull(answer["graph"]!["layers"]);
        Assert.Contains("class PolynomialNetwork(torch.nn.Module)", answer["pytorch"]!.GetValue<string>(), StringComparison.Ordinal);
        JsonObject large = await Answer("polynomial?polynomial=x^5*y^5%2Bx^4&p=2&scope=box");
        Assert.Null(large["graph"]!["layers"]);
        Assert.True(large["graph"]!["weights"]!.AsArray().Sum(w => w!.GetValue<int>()) > 80);
    }

    /// <summary>z^30 is level at a C_W of 3e-41, where the page itself puts its point.</summary>
    [Fact]
    public async Task ThePointThatThePageChooses_IsWithinItsLimits()
    {
        JsonNode start = (await Answer("activation?s=z^30"))["start"]!;
        JsonObject flow = await Answer($"flow?s=z^30&cw={start["cw"]!.ToJsonString()}&cb={start["cb"]!.ToJsonString()}&k1={start["k1"]!.ToJsonString()}&depth=5&width=64");
        Assert.NotEmpty(flow["layers"]!.AsArray());
    }

    [Fact]
    public async Task Sample_StreamsProgressAndEndsWithTheVerdict()
    {
        string text = await _client.GetStringAsync(Query("sample?s=tanh&cw=1.5&cb=0.1&k1=1&depth=3&width=32&models=200&seed=1"), Cancellation);
        JsonNode[] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
        Assert.Contains(lines, l => l["progress"] is not null);
        Assert.Equal("confirmed", lines[^1]["result"]!["verdict"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("activation?s=gelu(", "expected", 5)]
    [InlineData("activation?s=", "type an activation", null)]
    [InlineData("activation?s=leaky_relu(a)", "free parameter", null)]
    [InlineData("flow?s=tanh&cw=abc&cb=0&k1=1&depth=5&width=64", "abc", null)]
    [InlineData("flow?s=tanh&cw=1&cb=0&k1=1&depth=5000&width=64", "between 1 and 200", null)]
    [InlineData("flow?s=tanh&cw=1&cb=2&k1=1&depth=5&width=64", "below C_b", null)]
    [InlineData("sample?s=tanh&cw=1&cb=0&k1=1&depth=100&width=4096&models=100000&seed=1", "draws up to", null)]
    [InlineData("phases?s=sign(z)&grid=20", "jumps", null)]
    [InlineData("polynomial?polynomial=x^40&p=2&scope=box", "up to degree 12", null)]
    public async Task BadInput_IsOneSentenceAtItsPlace(string query, string says, int? position)
    {
        HttpResponseMessage response = await _client.GetAsync(Query(query), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonNode error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        Assert.Contains(says, error["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error["error"]!.GetValue<string>());
        if (position is not null)
        {
            Assert.Equal(position, error["position"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task AFormulaBeyondTheLimit_IsRefusedUnparsed()
    {
        HttpResponseMessage response = await _client.GetAsync(Query($"activation?s={new string('z', RequestValues.LongestFormula + 1)}"), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task WithoutTheToken_NothingIsAnswered()
    {
        using HttpClient stranger = new() { BaseAddress = Page };
        stranger.DefaultRequestHeaders.Add("X-Theory", "1");
        foreach (string path in (string[])["/", "/explorer.js", "/api/activation?s=gelu", "/?token=0123456789abcdef0123456789abcdef"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(new Uri(path, UriKind.Relative), Cancellation)).StatusCode);
        }
    }

    [Fact]
    public async Task AForeignName_OrARequestWithoutTheHeader_IsRefused()
    {
        using HttpRequestMessage foreign = new(HttpMethod.Get, "/") { Headers = { Host = "example.org" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.SendAsync(foreign, Cancellation)).StatusCode);
        _client.DefaultRequestHeaders.Remove("X-Theory");
        Assert.Equal(HttpStatusCode.Forbidden, (await _client.GetAsync(Query("activation?s=gelu"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task ManyTabs_AreAllAnswered()
    {
        JsonObject[] answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Answer($"flow?s=relu&cw={i}&cb=0&k1=1&depth=3&width=64")));
        Assert.Equal(Enumerable.Range(1, 40).Select(i => i / 2.0), answers.Select(a => a["layers"]![1]!["K"]!.GetValue<double>()), (a, b) => Math.Abs(a - b) < 1e-12 * b);
    }

    [Fact]
    public async Task APortThatIsTaken_IsOneLine()
    {
        UserInputException error = await Assert.ThrowsAsync<UserInputException>(() => ExplorerServer.StartAsync(Page.Port));
        Assert.Contains($"port {Page.Port} cannot be used", error.Message, StringComparison.Ordinal);
    }

    private static Uri Query(string query) => new($"/api/{query.Replace("^", "%5E", StringComparison.Ordinal)}", UriKind.Relative);

    private async Task<JsonObject> Answer(string query)
    {
        HttpResponseMessage response = await _client.GetAsync(Query(query), Cancellation);
        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
