using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Replaces the text of a vector graphic by the outlines of its glyphs.</summary>
/// <remarks>
/// Text in SVG is set in a font of the machine that shows it; where that one lacks <c>χ∥</c> or has other widths, labels become
/// boxes or run into each other. Outlines look the same everywhere. The text stays in the file as <c>aria-label</c>.
/// </remarks>
internal static class SvgOutliner
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly char[] Separators = [',', ' '];

    /// <summary>Takes SVG as Skia writes it, one position for each character, and returns it as UTF-8 without text elements.</summary>
    /// <param name="svg">The document.</param>
    /// <param name="title">What the graphic shows, for readers who do not see it.</param>
    /// <param name="labels">What is told of points where the pointer is; none unless given.</param>
    public static byte[] Outline(string svg, string title, IReadOnlyList<PointLabel>? labels = null)
    {
        XDocument document = XDocument.Parse(svg);
        XElement root = document.Root!;
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", title);

        // Without a view box a page that shows the graphic smaller would crop it instead of scaling it.
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        foreach (XElement text in document.Descendants(Svg + "text").ToList())
        {
            text.ReplaceWith(Outline(text));
        }

        foreach (PointLabel label in labels ?? [])
        {
            root.Add(new XElement(
                Svg + "circle",
                new XAttribute("cx", label.X.ToString("F1", CultureInfo.InvariantCulture)),
                new XAttribute("cy", label.Y.ToString("F1", CultureInfo.InvariantCulture)),
                new XAttribute("r", 6),
                new XAttribute("fill", "transparent"),
                new XElement(Svg + "title", label.Text)));
        }

        RenameClipPaths(document);
        using MemoryStream stream = new();
        using (XmlWriter writer = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Skia numbers clip paths through the life of the process; named after the content, equal figures give equal files.</summary>
    /// <remarks>Plain numbers would do for one file, but several figures in one page share their names.</remarks>
    private static void RenameClipPaths(XDocument document)
    {
        string content = string.Concat(document.Descendants(Svg + "path").Select(path => path.Attribute("d")!.Value));
        string prefix = "clip-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..10];
        foreach ((int number, XElement clip) in document.Descendants(Svg + "clipPath").Index())
        {
            string reference = $"url(#{clip.Attribute("id")!.Value})";
            clip.SetAttributeValue("id", $"{prefix}-{number}");
            foreach (XElement user in document.Descendants().Where(e => e.Attribute("clip-path")?.Value == reference))
            {
                user.SetAttributeValue("clip-path", $"url(#{prefix}-{number})");
            }
        }
    }

    private static XElement Outline(XElement text)
    {
        string label = text.Value.Trim();
        bool bold = text.Attribute("font-weight")?.Value is not (null or "normal" or "400");
        float size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        using SKFont font = new(bold ? EmbeddedFont.Bold : EmbeddedFont.Regular, size);
        float[] x = Positions(text, "x");
        float[] y = Positions(text, "y");
        ushort[] glyphs = font.GetGlyphs(label);
        using SKPath outline = new();
        for (int i = 0; i < Math.Min(glyphs.Length, x.Length); i++)
        {
            using SKPath? glyph = font.GetGlyphPath(glyphs[i]);
            if (glyph is not null)
            {
                outline.AddPath(glyph, x[i], y[Math.Min(i, y.Length - 1)]);
            }
        }

        return new XElement(
            Svg + "path",
            text.Attributes().Where(a => a.Name.LocalName is "fill" or "fill-opacity" or "opacity" or "transform"),
            new XAttribute("aria-label", Subscripts.Plain(label)),
            new XAttribute("d", outline.ToSvgPathData()));
    }

    private static float[] Positions(XElement text, string attribute) =>
    [
        .. text.Attribute(attribute)!.Value
            .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(number => float.Parse(number, CultureInfo.InvariantCulture)),
    ];
}
