using System.Text;
using System.Xml.Linq;
using Theory.Cli.Figures.Drawing;

namespace Theory.Cli.Tests.Figures.Drawing;

public class SvgOutlinerTests
{
    private static XElement Outline(string content) => XDocument.Parse(Encoding.UTF8.GetString(SvgOutliner.Outline(
        $"""<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20">{content}</svg>""",
        "a < b"))).Root!;

    [Fact]
    public void Text_BecomesAPathWithTheSameColourPlaceAndMeaning()
    {
        XElement path = Outline("""<text fill="#222" transform="translate(1 2)" font-size="12" x="0, 8" y="3">χ∥</text>""")
            .Elements().Single();

        Assert.Equal("path", path.Name.LocalName);
        Assert.Equal("#222", path.Attribute("fill")!.Value);
        Assert.Equal("translate(1 2)", path.Attribute("transform")!.Value);
        Assert.Equal("χ∥", path.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void BoldText_HasOtherOutlines()
    {
        string regular = Outline("""<text font-size="12" x="0" y="3">K</text>""").Elements().Single().Attribute("d")!.Value;
        string bold = Outline("""<text font-size="12" font-weight="600" x="0" y="3">K</text>""").Elements().Single().Attribute("d")!.Value;

        Assert.NotEqual(regular, bold);
    }

    [Fact]
    public void Root_ScalesAndIsDescribed()
    {
        XElement root = Outline(string.Empty);

        Assert.Equal("0 0 10 20", root.Attribute("viewBox")!.Value);
        Assert.Equal("a < b", root.Attribute("aria-label")!.Value);
    }
}
