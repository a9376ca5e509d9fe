using SkiaSharp;
using Theory.Cli.Figures.Drawing;

namespace Theory.Cli.Tests.Figures.Drawing;

public class TextWrapTests
{
    private static string Wrap(string text, float width) => TextWrap.Wrap(text, EmbeddedFont.Regular, 12, width);

    [Fact]
    public void ShortText_StaysAsItIs() => Assert.Equal("layer ℓ", Wrap("layer ℓ", 100));

    [Fact]
    public void LongText_IsBrokenAtSpaces_AndEveryLineFits()
    {
        const string text = "one standard error over the ensemble of a thousand networks";
        using SKFont font = new(EmbeddedFont.Regular, 12);

        string wrapped = Wrap(text, 120);

        Assert.Equal(text, wrapped.Replace('\n', ' '));
        Assert.All(wrapped.Split('\n'), line => Assert.InRange(font.MeasureText(line), 0, 120));
    }

    [Fact]
    public void WordWiderThanTheLine_IsKeptWhole() => Assert.Equal("a\nz*max(0,z+1)^2\nb", Wrap("a z*max(0,z+1)^2 b", 30));
}
