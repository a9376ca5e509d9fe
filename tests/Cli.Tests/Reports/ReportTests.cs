using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Theory.Cli.Reports;
using Theory.Cli.Tests.Commands;

namespace Theory.Cli.Tests.Reports;

/// <summary>Reports need nothing but themselves, and say how they came about.</summary>
public sealed partial class ReportTests
{
    private static readonly string[][] Cases =
    [
        ["study", "gelu", "--models", "40", "--width", "16", "--depth", "3", "--device", "cpu"],
        ["polynomial", "3x^4*y - x*y^2 + 7"],
        ["polynomial", "x^3 - x"],
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Html_IsOneFile_WithFormulasFiguresAndProvenance(int number)
    {
        using TemporaryFolder folder = new();
        CommandLine.Run([.. Cases[number], "--report", "html", "--out", folder.At("out")]).Succeeded();
        string text = File.ReadAllText(folder.At("out", "report.html"));
        Assert.DoesNotMatch(Outside(), text);
        XElement page = XDocument.Parse(text[text.IndexOf("<html", StringComparison.Ordinal)..]).Root!;
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.Contains(page.Descendants(), e => e.Name.LocalName == "math");
        Assert.NotEmpty(page.Descendants(svg + "svg"));
        Assert.NotEmpty(page.Descendants(svg + "circle").Elements(svg + "title"));
        Assert.Contains($"theory {Cases[number][0]}", page.Descendants("dd").First().Value, StringComparison.Ordinal);
        Assert.DoesNotContain("--out", page.Descendants("dd").First().Value, StringComparison.Ordinal);
        Assert.Equal(page.Descendants(svg + "clipPath").Select(c => c.Attribute("id")!.Value).Distinct().Count(), page.Descendants(svg + "clipPath").Count());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Latex_Compiles_WherePdflatexIs(int number)
    {
        using TemporaryFolder folder = new();
        CommandLine.Run([.. Cases[number], "--report", "latex", "--out", folder.At("out")]).Succeeded();
        string text = File.ReadAllText(folder.At("out", "report.tex"));
        Assert.Contains(@"\section*{Provenance}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[U+", text, StringComparison.Ordinal);
        foreach (Match figure in Included().Matches(text))
        {
            Assert.StartsWith("%PDF", File.ReadAllText(folder.At("out", figure.Groups[1].Value)), StringComparison.Ordinal);
        }

        using Process? compiler = Compile(folder.At("out"));
        if (compiler is not null)
        {
            string log = compiler.StandardOutput.ReadToEnd();
            compiler.WaitForExit();
            Assert.True(compiler.ExitCode == 0, log);
        }
    }

    [Fact]
    public void MarkdownReport_SaysHowItCameAbout()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run([.. Cases[0], "--seed", "3", "--out", folder.At("out")]).Succeeded();
        string text = File.ReadAllText(folder.At("out", "report.md"));
        Assert.Contains("- command: `theory study gelu --models 40 --width 16 --depth 3 --device cpu --seed 3`", text, StringComparison.Ordinal);
        Assert.Contains("- seed: 3", text, StringComparison.Ordinal);
        Assert.Contains("- machine: ", text, StringComparison.Ordinal);
    }

    /// <summary>It was refused.</summary>
    [Fact]
    public void NetworksOfAnyLayers_HaveAReportToo()
    {
        using TemporaryFolder folder = new();
        CommandLine.Run("study", "--network", "linear; 2*[residual(tanh; linear)]; linear", "--models", "0", "--width", "16", "--report", "html", "--out", folder.At("out")).Succeeded();
        string text = File.ReadAllText(folder.At("out", "report.html"));
        XElement page = XDocument.Parse(text[text.IndexOf("<html", StringComparison.Ordinal)..]).Root!;
        Assert.Equal(["Flow at infinite width, and V", "The block that is repeated", "Sampled networks", "Advice", "Provenance"], page.Descendants("h2").Select(h => h.Value));
        Assert.Contains("<svg", text, StringComparison.Ordinal);
        Assert.Contains("theory study --network", File.ReadAllText(folder.At("out", "report.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void AReportWithoutAFolder_IsBadInput() => CommandRun.Of("polynomial", "x^2", "--report", "html").AssertBadInput("--report needs a folder");

    [Fact]
    public void EveryCharacter_IsLatex() =>
        Assert.Equal(@"100\% of a\_b \{x\} \ensuremath{\sigma} [U+6F22] \textbackslash{}", LatexReport.Escaped("100% of a_b {x} σ \u6f22 \\"));

    [Fact]
    public void Variances_HaveSubscripts_OutsideOfCode()
    {
        Assert.Equal("C<sub>W</sub> = 1 &lt; 2, <code>C_W</code>, C_Wx", HtmlReport.Inline("C_W = 1 < 2, `C_W`, C_Wx"));
        Assert.Equal(@"$C_b$ = 1\%, \texttt{C\_W}", LatexReport.Inline("C_b = 1%, `C_W`"));
    }

    [Fact]
    public void ExperimentsInMarkdown_KeepTheirParts()
    {
        ReportBlock[] blocks = [.. MarkdownBlocks.Of("# Title\n\nText with `code`.\n\n## Part\n\n| a | b |\n|--:|--:|\n| 1 | 2 |\n\n- item\n\n```\nx\ny\n```\n")];
        Assert.Equal(
            [new ReportText("Text with `code`."), new ReportHeading("Part"), new ReportText("item", IsItem: true), new ReportLines("x\ny")],
            blocks.Where(b => b is not ReportTable));
        ReportTable table = Assert.Single(blocks.OfType<ReportTable>());
        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal(["1", "2"], Assert.Single(table.Rows));
    }

    private static Process? Compile(string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("pdflatex", ["-interaction=nonstopmode", "-halt-on-error", "report.tex"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex("(src|href)=\"|url\\((?!#)|@import")]
    private static partial Regex Outside();

    [GeneratedRegex(@"\\includegraphics\[[^]]*\]\{([^}]+)\}")]
    private static partial Regex Included();
}
