using System.Text.Json.Nodes;
using Theory.Experiments.Figures;

namespace Theory.Experiments;

/// <summary>The results of an experiment.</summary>
/// <param name="Data">Results as JSON.</param>
/// <param name="Csv">The same numbers as a table.</param>
/// <param name="Text">Tables for people, in Markdown.</param>
/// <param name="Claims">What the paper states, and whether it holds here.</param>
/// <param name="Figures">Figures by name.</param>
public sealed record ExperimentReport(
    JsonObject Data, string Csv, string Text, IReadOnlyList<Claim> Claims, IReadOnlyList<(string Name, Figure Figure)> Figures);
