using System.Reflection;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments;
using Theory.Experiments.Catalogue;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Experiments;

/// <summary>Writes the results of an experiment: to a folder, and to the terminal as text or JSON.</summary>
internal static class ExperimentOutput
{
    /// <summary>What is written beside the files: a report of the text and the figures.</summary>
    public delegate void Extra(ExperimentRun run, string text, IReadOnlyList<(string Name, Figure Figure)> figures);

    /// <summary>Writes everything.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="run">The experiment.</param>
    /// <param name="shards">All results.</param>
    /// <param name="fromFiles">Whether some were read from files.</param>
    /// <param name="folder">Where files go; null for none.</param>
    /// <param name="json">JSON instead of text on the terminal.</param>
    /// <param name="extra">What else is written; nothing unless given.</param>
    public static void Write(Terminal terminal, ExperimentRun run, IReadOnlyList<JsonObject> shards, bool fromFiles, OutputFolder? folder, bool json, Extra? extra = null)
    {
        Experiment experiment = run.Experiment;
        ExperimentReport report = run.Report(shards, fromFiles);
        JsonObject document = new()
        {
            ["experiment"] = experiment.Name,
            ["title"] = experiment.Title,
            ["run"] = run.Manifest.Content.DeepClone(),
            ["claims"] = new JsonArray([.. report.Claims.Select(c => c.ToJson())]),
            ["results"] = report.Data,
        };
        string text = ToText(run, report);
        folder?.WriteText($"{experiment.Name}.json", Json.Text(document));
        folder?.WriteText($"{experiment.Name}.csv", report.Csv);
        folder?.WriteText($"{experiment.Name}.md", text);
        foreach ((string name, Figure figure) in report.Figures)
        {
            folder?.WriteFigure($"{experiment.Name}-{name}", figure);
        }

        extra?.Invoke(run, text, [.. report.Figures.Select(f => ($"{experiment.Name}-{f.Item1}", f.Item2))]);
        if (json)
        {
            terminal.Output.Write(Json.Text(document));
        }
        else
        {
            terminal.Output.Write(text);
            FolderNote.Write(terminal, folder);
        }
    }

    private static string ToText(ExperimentRun run, ExperimentReport report)
    {
        string preset = run.Manifest.Content["options"]!["preset"]!.GetValue<string>().ToLowerInvariant();
        string caution = preset == "smoke" ? "; sizes are too small for verdicts to mean anything" : "";
        return string.Join(
            Environment.NewLine,
            [
                $"# {run.Experiment.Name}: {run.Experiment.Title}", "", Overall(report.Claims), "", $"Preset {preset}{caution}; {Origin(run)}.", "", report.Text,
                $"## What {run.Experiment.Source} states, and what was found here", "", .. report.Claims.Select(c => c.ToText()),
            ]) + Environment.NewLine;
    }

    /// <summary>All verdicts in a sentence; some statements are about what the source does not have.</summary>
    private static string Overall(IReadOnlyList<Claim> claims)
    {
        int confirmed = claims.Count(c => c.Holds == true);
        int contradicted = claims.Count(c => c.Holds == false);
        return $"**Verdict**: of {claims.Count} statement{(claims.Count == 1 ? "" : "s")} judged below {confirmed} {(confirmed == 1 ? "is" : "are")} confirmed, {contradicted} contradicted, {claims.Count - confirmed - contradicted} undecided.";
    }

    /// <summary>What makes the same numbers again.</summary>
    private static string Origin(ExperimentRun run)
    {
        JsonNode options = run.Manifest.Content["options"]!;
        string build = typeof(ExperimentOutput).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return $"`theory experiment {run.Experiment.Name} --preset {options["preset"]!.GetValue<string>().ToLowerInvariant()} --seed {options["seed"]!.GetValue<ulong>()}"
            + $"{Other("optimizer", "adam")}{Other("learning-rate", "0.001", "learningRate")}{Other("lbfgs", "")}`, build {build}";

        string Other(string option, string usual, string? name = null) => options[name ?? option]?.ToString() is string value && value != usual ? $" --{option} {value}" : "";
    }
}
