using Theory.Experiments.Figures;

namespace Theory.Cli.Reports;

/// <summary>A part of a report, whatever it is written in.</summary>
internal abstract record ReportBlock;

/// <summary>A heading.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Level">2 for a section, 3 for a part of one.</param>
internal sealed record ReportHeading(string Text, int Level = 2) : ReportBlock;

/// <summary>A paragraph; words in backquotes are code.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsItem">It is an item of a list.</param>
internal sealed record ReportText(string Text, bool IsItem = false) : ReportBlock;

/// <summary>A displayed equation.</summary>
/// <param name="Latex">In LaTeX.</param>
/// <param name="MathMl">As a MathML element.</param>
internal sealed record ReportEquation(string Latex, string MathMl) : ReportBlock;

/// <summary>A table of numbers.</summary>
/// <param name="Header">The names of its columns.</param>
/// <param name="Rows">The cells.</param>
internal sealed record ReportTable(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : ReportBlock;

/// <summary>Lines to be kept as they are.</summary>
/// <param name="Text">The lines.</param>
internal sealed record ReportLines(string Text) : ReportBlock;

/// <summary>A figure.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Figure">What is drawn.</param>
internal sealed record ReportFigure(string Name, Figure Figure) : ReportBlock;
