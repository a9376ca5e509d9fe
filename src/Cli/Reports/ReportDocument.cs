namespace Theory.Cli.Reports;

/// <summary>A report before it is written.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Blocks">Its parts in order.</param>
/// <param name="Provenance">How it came about.</param>
internal sealed record ReportDocument(string Title, IReadOnlyList<ReportBlock> Blocks, Provenance Provenance);
