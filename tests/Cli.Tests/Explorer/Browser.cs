using System.Drawing;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;
using Theory.Cli.Explorer;

namespace Theory.Cli.Tests.Explorer;

/// <summary>A headless Chromium with the explorer open; Debian's packages chromium and chromium-driver.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Drivers = ["/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

    private ChromeDriver? _driver;
    private ExplorerServer? _server;

    /// <summary>The page's driver.</summary>
    internal ChromeDriver Driver => _driver!;

    /// <summary>The browser is there; where it is not, a test says so.</summary>
    public bool IsInstalled => _driver is not null;

    public async ValueTask InitializeAsync()
    {
        if (Programs.FirstOrDefault(File.Exists) is not string program || Drivers.FirstOrDefault(File.Exists) is not string driver)
        {
            return;
        }

        _server = await ExplorerServer.StartAsync(0);
        ChromeOptions options = new() { BinaryLocation = program };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb");
        options.SetLoggingPreference(LogType.Browser, LogLevel.Warning);
        ChromeDriverService service = ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(driver), Path.GetFileName(driver));
        service.SuppressInitialDiagnosticInformation = true;
        _driver = new ChromeDriver(service, options, TimeSpan.FromMinutes(2));
        _driver.Navigate().GoToUrl(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _driver?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Opens the page anew with a state.</summary>
    internal void Open(string state = "", int width = 1280, int height = 1000)
    {
        Driver.Manage().Window.Size = new Size(width, height);
        string page = new Uri(Driver.Url).GetLeftPart(UriPartial.Authority);
        Driver.Navigate().GoToUrl("about:blank");
        Driver.Navigate().GoToUrl($"{page}/{(state.Length > 0 ? "#" : "")}{state}");
        Until(() => Text("class-line").Length > 0 || Text("formula-error").Length > 0, "the page answers");
    }

    /// <summary>An element by its id.</summary>
    internal IWebElement this[string id] => Driver.FindElement(By.Id(id));

    /// <summary>The text of an element.</summary>
    internal string Text(string id) => this[id].Text;

    /// <summary>Replaces what stands in a field.</summary>
    internal void Type(string id, string text)
    {
        this[id].SendKeys(Keys.Control + "a");
        this[id].SendKeys(text.Length == 0 ? Keys.Delete : text);
    }

    /// <summary>Waits until something holds.</summary>
    internal void Until(Func<bool> holds, string what)
    {
        try
        {
            new WebDriverWait(Driver, TimeSpan.FromMinutes(1)) { PollingInterval = TimeSpan.FromMilliseconds(50) }.Until(_ => holds());
        }
        catch (WebDriverTimeoutException)
        {
            Assert.Fail($"not within a minute: {what}");
        }
    }

    /// <summary>Runs a script in the page.</summary>
    internal T Script<T>(string script, params object[] arguments) => (T)Driver.ExecuteScript(script, arguments)!;
}
