using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Theory.Cli.Figures;

namespace Theory.Cli.Reports;

/// <summary>A report as one HTML file that needs nothing else: formulas in MathML, figures in SVG whose points tell their values.</summary>
internal static partial class HtmlReport
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #222; --paper: #fff; --faint: #5a5a5a; --line: #d8d8d8; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e6e6; --paper: #161616; --faint: #a6a6a6; --line: #3c3c3c; }
          figure svg { filter: invert(1) hue-rotate(180deg); }
        }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
        h1, h2, h3 { line-height: 1.25; }
        .equation, .table, pre { overflow-x: auto; }
        .equation { padding: .3rem 0; }
        math { font-size: 1.1em; }
        table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
        pre { white-space: pre-wrap; }
        figure { margin: 1.2rem 0; }
        figure svg { width: 100%; height: auto; }
        figure circle:hover { stroke: #d55e00; stroke-width: 2; }
        dt { color: var(--faint); }
        dd { margin: 0 0 .5rem 1.5rem; overflow-wrap: anywhere; }
        """;

    /// <summary>The page.</summary>
    public static string Write(ReportDocument document)
    {
        StringBuilder text = new();
        text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
        text.Append("<title>").Append(Encoded(document.Title)).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n<main>\n");
        text.Append("<h1>").Append(Encoded(document.Title)).Append("</h1>\n");
        bool inList = false;
        foreach (ReportBlock block in document.Blocks)
        {
            bool isItem = block is ReportText { IsItem: true };
            if (isItem != inList)
            {
                text.Append(isItem ? "<ul>\n" : "</ul>\n");
                inList = isItem;
            }

            text.Append(Block(block)).Append('\n');
        }

        text.Append(inList ? "</ul>\n" : "").Append("<h2>Provenance</h2>\n<dl>\n");
        foreach ((string name, string value) in document.Provenance.Entries)
        {
            text.Append("<dt>").Append(Encoded(name)).Append("</dt><dd>").Append(name == "command" ? $"<code>{Encoded(value)}</code>" : Encoded(value)).Append("</dd>\n");
        }

        return text.Append("</dl>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string Block(ReportBlock block) => block switch
    {
        ReportHeading heading => $"<h{heading.Level}>{Inline(heading.Text)}</h{heading.Level}>",
        ReportText { IsItem: true } item => $"<li>{Inline(item.Text)}</li>",
        ReportText paragraph => $"<p>{Inline(paragraph.Text)}</p>",
        ReportEquation equation => $"<div class=\"equation\">{equation.MathMl}</div>",
        ReportTable table => $"<div class=\"table\"><table>\n<thead>{Row("th", table.Header)}</thead>\n<tbody>\n{string.Join('\n', table.Rows.Select(r => Row("td", r)))}\n</tbody></table></div>",
        ReportLines lines => $"<pre>{Encoded(lines.Text)}</pre>",
        ReportFigure figure => $"<figure>{Drawing().Replace(Encoding.UTF8.GetString(FigureWriter.DrawForPage(figure.Figure)), "")}</figure>",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Row(string cell, IEnumerable<string> cells) => $"<tr>{string.Concat(cells.Select(c => $"<{cell}>{Inline(c)}</{cell}>"))}</tr>";

    /// <summary>Words in backquotes are code, as in Markdown; elsewhere C_W and C_b have subscripts.</summary>
    internal static string Inline(string text) => string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? $"<code>{Encoded(part)}</code>" : Variance().Replace(Encoded(part), "C<sub>$1</sub>")));

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    /// <summary>C_W and C_b.</summary>
    [GeneratedRegex(@"(?<!\w)C_([Wb])(?!\w)")]
    internal static partial Regex Variance();

    /// <summary>What stands before the drawing, which a page has once.</summary>
    [GeneratedRegex(@"^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?(<!DOCTYPE[^>]*>\s*)?")]
    private static partial Regex Drawing();
}
