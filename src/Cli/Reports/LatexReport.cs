using System.Globalization;
using System.Text;

namespace Theory.Cli.Reports;

/// <summary>A report as LaTeX that pdflatex compiles with the packages of every distribution; figures are PDF files beside it.</summary>
internal static class LatexReport
{
    /// <summary>More rows than this do not fit a page.</summary>
    private const int LongestTable = 45;

    /// <summary>What is no letter of its fonts.</summary>
    private static readonly Dictionary<char, string> Symbols = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['$'] = @"\$",
        ['&'] = @"\&",
        ['#'] = @"\#",
        ['%'] = @"\%",
        ['_'] = @"\_",
        ['^'] = @"\textasciicircum{}",
        ['~'] = @"\textasciitilde{}",
        ['<'] = @"\textless{}",
        ['>'] = @"\textgreater{}",
        ['|'] = @"\textbar{}",
        ['"'] = @"{\ttfamily\symbol{34}}",
        ['σ'] = @"\ensuremath{\sigma}",
        ['χ'] = @"\ensuremath{\chi}",
        ['ξ'] = @"\ensuremath{\xi}",
        ['ρ'] = @"\ensuremath{\rho}",
        ['δ'] = @"\ensuremath{\delta}",
        ['π'] = @"\ensuremath{\pi}",
        ['Φ'] = @"\ensuremath{\Phi}",
        ['φ'] = @"\ensuremath{\varphi}",
        ['Θ'] = @"\ensuremath{\Theta}",
        ['λ'] = @"\ensuremath{\lambda}",
        ['ν'] = @"\ensuremath{\nu}",
        ['∥'] = @"\ensuremath{_\parallel}",
        ['⊥'] = @"\ensuremath{_\perp}",
        ['⟨'] = @"\ensuremath{\langle}",
        ['⟩'] = @"\ensuremath{\rangle}",
        ['±'] = @"\ensuremath{\pm}",
        ['×'] = @"\ensuremath{\times}",
        ['·'] = @"\ensuremath{\cdot}",
        ['−'] = @"\ensuremath{-}",
        ['≤'] = @"\ensuremath{\le}",
        ['≥'] = @"\ensuremath{\ge}",
        ['≈'] = @"\ensuremath{\approx}",
        ['²'] = @"\ensuremath{^2}",
        ['′'] = @"\ensuremath{'}",
        ['₁'] = @"\ensuremath{_1}",
        ['∞'] = @"\ensuremath{\infty}",
        ['√'] = @"\ensuremath{\surd}",
        ['…'] = @"\ldots{}",
        ['–'] = "--",
        ['“'] = "``",
        ['”'] = "\u0027\u0027",
        ['’'] = "\u0027",
    };

    /// <summary>The source.</summary>
    /// <param name="document">The report.</param>
    /// <param name="figureFile">The file of a figure, by its name.</param>
    public static string Write(ReportDocument document, Func<string, string> figureFile)
    {
        StringBuilder text = new();
        text.Append(@"\documentclass[11pt,a4paper]{article}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage[margin=25mm]{geometry}
\usepackage{amsmath,amssymb,graphicx}
\newsavebox{\equationbox}
% An equation wider than the page is made smaller.
\newcommand{\fitted}[1]{\sbox{\equationbox}{$\displaystyle #1$}\begin{center}\ifdim\wd\equationbox>\linewidth\resizebox{\linewidth}{!}{\usebox{\equationbox}}\else\usebox{\equationbox}\fi\end{center}}
\newcommand{\fittedtable}[1]{\sbox{\equationbox}{#1}\begin{center}\ifdim\wd\equationbox>\linewidth\resizebox{\linewidth}{!}{\usebox{\equationbox}}\else\usebox{\equationbox}\fi\end{center}}
\setlength{\parindent}{0pt}
\setlength{\parskip}{5pt}
\emergencystretch=3em
");
        text.Append(CultureInfo.InvariantCulture, $"\\title{{{Escaped(document.Title)}}}\n\\author{{}}\n\\date{{}}\n\\begin{{document}}\n\\maketitle\n\\thispagestyle{{plain}}\n");
        bool inList = false;
        foreach (ReportBlock block in document.Blocks)
        {
            bool isItem = block is ReportText { IsItem: true };
            if (isItem != inList)
            {
                text.Append(isItem ? "\\begin{itemize}\n" : "\\end{itemize}\n");
                inList = isItem;
            }

            Append(text, block, figureFile);
        }

        text.Append(inList ? "\\end{itemize}\n" : "").Append("\\section*{Provenance}\n\\begin{description}\n");
        foreach ((string name, string value) in document.Provenance.Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\item[{Escaped(name)}] {(name == "command" ? $"\\texttt{{{Escaped(value)}}}" : Escaped(value))}\n");
        }

        return text.Append("\\end{description}\n\\end{document}\n").ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Text as LaTeX takes it; what its fonts lack is named by its code.</summary>
    internal static string Escaped(string text) => string.Concat(text.Select(c => Symbols.TryGetValue(c, out string? symbol) ? symbol
        : c is >= ' ' and < '\u007f' ? c.ToString()
        : char.IsWhiteSpace(c) ? " "
        : string.Create(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]")));

    private static void Append(StringBuilder text, ReportBlock block, Func<string, string> figureFile)
    {
        switch (block)
        {
            case ReportHeading heading:
                text.Append(heading.Level == 2 ? "\\section*{" : "\\subsection*{").Append(Escaped(heading.Text.Replace("`", "", StringComparison.Ordinal))).Append("}\n");
                break;
            case ReportText paragraph:
                text.Append(paragraph.IsItem ? "\\item " : "").Append(Inline(paragraph.Text)).Append(paragraph.IsItem ? "\n" : "\n\n");
                break;
            case ReportEquation equation:
                text.Append("\\fitted{").Append(equation.Latex).Append("}\n");
                break;
            case ReportTable table:
                foreach (IReadOnlyList<string>[] rows in table.Rows.Chunk(LongestTable))
                {
                    text.Append("\\fittedtable{\\small\\begin{tabular}{").Append('r', table.Header.Count).Append("}\n").Append(Row(table.Header)).Append("\\hline\n");
                    text.AppendJoin("", rows.Select(Row)).Append("\\end{tabular}}\n");
                }

                break;
            case ReportLines lines:
                text.Append("\\begin{flushleft}\\small\\ttfamily\n").AppendJoin("\\\\\n", lines.Text.Split('\n').Where(l => l.Trim().Length > 0).Select(Escaped)).Append("\n\\end{flushleft}\n");
                break;
            case ReportFigure figure:
                text.Append("\\begin{center}\\includegraphics[width=\\linewidth]{").Append(figureFile(figure.Name)).Append("}\\end{center}\n");
                break;
        }
    }

    private static string Row(IReadOnlyList<string> cells) => string.Join(" & ", cells.Select(Inline)) + " \\\\\n";

    /// <summary>Words in backquotes are code, as in Markdown; elsewhere C_W and C_b have subscripts.</summary>
    internal static string Inline(string text) => string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? $"\\texttt{{{Escaped(part)}}}" : Set(part)));

    private static string Set(string text) => string.Concat(HtmlReport.Variance().Split(text).Select((part, i) => i % 2 == 1 ? $"$C_{part}$" : Escaped(part)));
}
