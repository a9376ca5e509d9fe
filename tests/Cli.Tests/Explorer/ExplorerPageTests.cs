using System.Globalization;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;

namespace Theory.Cli.Tests.Explorer;

/// <summary>The explorer as a person uses it, in a real browser: typing, dragging, the keyboard, sampling, copying.</summary>
[Collection(nameof(ExplorerPageTests))]
public sealed class ExplorerPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public void TypingAFormula_ShowsFormulasAndTheClass()
    {
        Open();
        browser.Type("formula", "z*max(0,z+1)^2");
        browser.Until(() => browser.Text("smoothness").Contains("z = −1", StringComparison.Ordinal), "the breakpoint is shown");
        browser.Until(() => browser.Text("class-line").Contains("K*=0", StringComparison.Ordinal), "its class is shown");
        Assert.Equal(7, browser["formulas"].FindElements(By.TagName("math")).Count);
        Assert.Contains("s=z*max", Uri.UnescapeDataString(browser.Driver.Url), StringComparison.Ordinal);
        NothingFailed();
    }

    [Fact]
    public void AnError_StandsBelowItsPlace_AndTheRestStays()
    {
        Open();
        string before = browser.Text("class-line");

        // At once, as pasted: typed letter by letter the page follows what is valid on the way.
        browser.Script<object?>("arguments[0].value = 'z*tanh(z'; arguments[0].dispatchEvent(new Event('input'))", browser["formula"]);
        browser.Until(() => browser.Text("formula-error").Length > 0, "the error is shown");
        string[] lines = browser.Script<string>("return document.getElementById('formula-error').textContent").Split('\n');
        Assert.Equal("z*tanh(z", lines[0]);
        Assert.Equal("^", lines[1].Trim());
        Assert.Equal(before, browser.Text("class-line"));
        browser.Type("formula", "z*tanh(z)");
        browser.Until(() => browser.Text("formula-error").Length == 0, "the error goes");
    }

    [Fact]
    public void DraggingThePoint_MovesTheFlowWithIt()
    {
        Open("s=tanh");
        browser.Until(() => browser.Driver.FindElements(By.CssSelector("#phase .handle")).Count == 1, "the point is drawn");
        string flow = browser.Text("flow-note");
        double cw = Value("cw");
        IWebElement handle = browser.Driver.FindElement(By.CssSelector("#phase .handle"));
        browser.Script<object?>("arguments[0].scrollIntoView({block: 'center'})", handle);
        new Actions(browser.Driver).ClickAndHold(handle).MoveByOffset(30, -20).MoveByOffset(60, -40).Release().Perform();
        browser.Until(() => browser.Text("flow-note") != flow && browser.Text("flow-note").Length > 0, "the flow follows");
        Assert.True(Value("cw") > cw + 0.1);
        Assert.True(Value("cb") > 0);

        // A link to this state shows it again.
        (double movedCw, string url) = (Value("cw"), browser.Driver.Url);
        Open(new Uri(url).Fragment[1..]);
        Assert.Equal(movedCw, Value("cw"), 1e-7);
        NothingFailed();
    }

    [Fact]
    public void TheKeyboard_MovesThePoint()
    {
        Open("s=tanh");
        browser.Until(() => browser.Driver.FindElements(By.CssSelector("#phase .handle")).Count == 1, "the point is drawn");
        double cw = Value("cw");
        browser.Driver.FindElement(By.CssSelector("#phase .handle")).SendKeys(Keys.ArrowRight + Keys.ArrowRight + Keys.ArrowUp);
        Assert.True(Value("cw") > cw);
        Assert.True(Value("cb") > 0);
        Assert.Contains("C_W = ", browser.Driver.FindElement(By.CssSelector("#phase .handle")).GetAttribute("aria-valuetext"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheKeyboardAlone_ReachesEverything()
    {
        Open();
        browser.Until(() => browser.Driver.FindElements(By.CssSelector("#phase .handle")).Count == 1, "the point is drawn");
        HashSet<string> reached = [];
        for (int i = 0; i < 80 && !reached.Contains("scope"); i++)
        {
            new Actions(browser.Driver).SendKeys(Keys.Tab).Perform();
            reached.Add(browser.Script<string>("return document.activeElement.id || document.activeElement.getAttribute('class') || ''"));
        }

        string[] wanted = ["formula", "copy-link", "cw", "handle", "depth", "rho", "models", "draw", "polynomial", "scope"];
        Assert.Empty(wanted.Except(reached));
    }

    [Fact]
    public void Drawing_EndsWithAVerdict()
    {
        Open("s=tanh&cw=1.5&cb=0.1&k1=1&depth=4&width=64&models=500");
        browser["draw"].Click();
        browser.Until(() => browser.Text("verdict").StartsWith("CONFIRMED", StringComparison.Ordinal), "the verdict");
        Assert.Equal(4, browser["sample"].FindElements(By.CssSelector("tbody tr")).Count);
        NothingFailed();
    }

    [Fact]
    public void APolynomial_BecomesANetwork()
    {
        Open();
        browser.Type("polynomial", "x^2");
        browser["polynomial"].SendKeys(Keys.Enter);
        browser.Until(() => browser.Text("polynomial-note").Contains("x^2", StringComparison.Ordinal), "the network is built");
        Assert.Contains("proven", browser.Text("polynomial-note"), StringComparison.Ordinal);
        Assert.NotEmpty(browser["graph"].FindElements(By.CssSelector(".unit")));
        browser.Type("polynomial", "x^^2");
        browser["polynomial"].SendKeys(Keys.Enter);
        browser.Until(() => browser.Text("polynomial-error").Length > 0, "the error is shown");
    }

    [Fact]
    public void Copying_PutsTheFormulaOnTheClipboard()
    {
        Open("s=relu");
        browser.Driver.ExecuteCdpCommand("Browser.grantPermissions", new Dictionary<string, object?> { ["permissions"] = (string[])["clipboardReadWrite", "clipboardSanitizedWrite"] });
        browser.Driver.FindElement(By.CssSelector("[aria-label='copy g as LaTeX']")).Click();
        browser.Until(() => browser.Text("copied").Contains("copied", StringComparison.Ordinal), "it is copied");
        Assert.Equal(@"\frac{K}{2}", browser.Driver.ExecuteAsyncScript("navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))"));
    }

    [Theory]
    [InlineData("copy-link", "http://127.0.0.1", "#s=relu")]
    [InlineData("copy-latex", @"\[ g(K) = ", @"\frac{K}{2}")]
    [InlineData("copy-python", "import numpy as np", "def g(K):")]
    [InlineData("copy-pytorch", "import torch", "nn.Linear(")]
    public void EveryCopyButton_PutsWhatItSaysOnTheClipboard(string button, string first, string second)
    {
        Open("s=relu");
        browser.Until(() => browser.Text("flow-note").Length > 0, "the network is known");
        browser.Driver.ExecuteCdpCommand("Browser.grantPermissions", new Dictionary<string, object?> { ["permissions"] = (string[])["clipboardReadWrite", "clipboardSanitizedWrite"] });
        browser.Driver.FindElement(By.Id(button)).Click();
        browser.Until(() => browser.Text("copied").Contains("copied", StringComparison.Ordinal), "it is copied");
        string copied = (string)browser.Driver.ExecuteAsyncScript("navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))")!;
        Assert.Contains(first, copied, StringComparison.Ordinal);
        Assert.Contains(second, copied, StringComparison.Ordinal);
        NothingFailed();
    }

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(420, "light")]
    [InlineData(420, "dark")]
    public void ThePage_IsAccessible_AndFitsItsWidth(int width, string scheme)
    {
        Open("s=mrepu:2", width);
        browser.Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
        {
            ["features"] = (object[])[new Dictionary<string, object?> { ["name"] = "prefers-color-scheme", ["value"] = scheme }],
        });
        browser.Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = 1000,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
        browser.Until(() => browser.Text("flow-note").Length > 0 && browser.Text("polynomial-note").Length > 0, "all is drawn");
        long overflow = browser.Script<long>("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        browser.Driver.ExecuteScript(new BundledAxeScriptProvider().GetScript());
        string found = (string)browser.Driver.ExecuteAsyncScript("axe.run().then(r => arguments[0](JSON.stringify(r.violations)), e => arguments[0](JSON.stringify([{id: String(e), nodes: []}])))")!;
        if (Environment.GetEnvironmentVariable("THEORY_SCREENSHOTS") is string folder)
        {
            // For people to look at.
            object image = browser.Driver.ExecuteCdpCommand("Page.captureScreenshot", new Dictionary<string, object?> { ["captureBeyondViewport"] = true })!;
            File.WriteAllBytes(Path.Combine(folder, $"explorer-{scheme}-{width}.png"), Convert.FromBase64String((string)((Dictionary<string, object>)image)["data"]));
        }

        browser.Driver.ExecuteCdpCommand("Emulation.clearDeviceMetricsOverride", []);
        IEnumerable<string> violations = JsonNode.Parse(found)!.AsArray().Select(v => $"{v!["id"]}: {string.Join(" | ", v["nodes"]!.AsArray().Select(n => n!["html"]))}");
        Assert.Empty(violations);
        Assert.True(overflow <= 0, $"the page is {overflow} pixels too wide");
    }

    private void Open(string state = "", int width = 1280)
    {
        Assert.SkipUnless(browser.IsInstalled, "there is no Chromium with its driver; install Debian's chromium and chromium-driver");
        browser.Open(state, width);
    }

    private double Value(string id) => double.Parse(browser[id].GetAttribute("value")!, CultureInfo.InvariantCulture);

    private void NothingFailed() => Assert.DoesNotContain(browser.Driver.Manage().Logs.GetLog(LogType.Browser), l => l.Level >= LogLevel.Severe && !l.Message.Contains("400", StringComparison.Ordinal));
}
