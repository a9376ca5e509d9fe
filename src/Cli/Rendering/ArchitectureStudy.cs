using System.Text;
using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Reports;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Flow;
using Theory.Numerics.Recommendations;
using Theory.Validation.DrawnArchitectures;

namespace Theory.Cli.Rendering;

/// <summary><c>theory study --network</c>: what was understood, the flow, the block that is repeated, an ensemble beside theory, and advice.</summary>
internal sealed class ArchitectureStudy
{
    private readonly Terminal _terminal;
    private readonly ArchitectureStart _start;
    private readonly OutputFolder _folder;
    private readonly Provenance _provenance;
    private readonly Action<Func<ReportDocument>> _writeReport;
    private readonly StringBuilder _report = new();
    private readonly HashSet<string> _headings = [];

    private ArchitectureStudy(Terminal terminal, ArchitectureStart start, OutputFolder folder, Provenance provenance, Action<Func<ReportDocument>> writeReport) =>
        (_terminal, _start, _folder, _provenance, _writeReport) = (terminal, start, folder, provenance, writeReport);

    /// <summary>Computes and writes everything.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="start">The network.</param>
    /// <param name="width">The width at which networks are drawn.</param>
    /// <param name="models">How many; 0 for none.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="folder">The folder of the results.</param>
    /// <param name="json">As JSON.</param>
    /// <param name="provenance">How it came about.</param>
    /// <param name="writeReport">Writes a report where one is asked for.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static void Run(
        Terminal terminal, ArchitectureStart start, int width, int models, int seed, OutputFolder folder, bool json, Provenance provenance, Action<Func<ReportDocument>> writeReport,
        CancellationToken cancellation) => new ArchitectureStudy(terminal, start, folder, provenance, writeReport).Run(width, models, seed, json, cancellation);

    private void Run(int width, int models, int seed, bool json, CancellationToken cancellation)
    {
        FlowOutcome<ArchitectureLayer> flow = ArchitectureFlow.Compute(_start.Architecture, _start.K1, cancellation);
        IReadOnlyList<ArchitectureLayer> layers = flow.Layers.Count > 0 ? flow.Layers : flow.ToTheLast();
        (LayerSequence Body, BlockCriticality Analysis)? block = BlockOf(_start.Architecture.Sequence);

        // What is printed is the report too.
        StringWriter page = new();
        Terminal text = Terminal.Redirected(page, TextWriter.Null);
        text.Output.WriteLine(_start.Text);
        text.Output.WriteLine($"K = {Format.Number(_start.K1)} enters; unless a layer says otherwise, C_b = {Format.Number(_start.Defaults.Cb)}, C_W = {Format.Number(_start.Defaults.Cw)}");
        Heading(text, "Flow at infinite width, and V");
        ArchitectureFlowReport.WriteTable(text, flow);
        if (flow.End is FlowEnd end)
        {
            Paragraph.Write(text.Output, "  ", $"The flow ends there. {end.Text}");
        }

        if (block is { } repeated)
        {
            Heading(text, "The block that is repeated");
            Paragraph.Write(text.Output, "  ", Architecture.TextOf(new Repetition(1, repeated.Body))[2..]);
            Paragraph.Write(text.Output, "  ", BlockReport.Fate(repeated.Analysis).Replace('\n', ' '));
        }

        Flush(page, json);
        ArchitectureMeasurement? measured = models == 0 || flow.End is not null || _start.Architecture.Input.IsImage ? null
            : ArchitectureSampleReport.Draw(_terminal, _start, width, models, null, layers.All(l => double.IsFinite(l.Theta)), seed, cancellation);
        Heading(text, "Sampled networks");
        if (measured is null)
        {
            text.Output.WriteLine(models == 0 ? "  none were asked for" : flow.End is null ? "  none: networks of images are not sampled" : "  none, as the flow ends");
        }
        else
        {
            ArchitectureSampleReport.Write(text, _start, width, models, measured);
        }

        (NetworkRecommendation? advice, string? missing) = Advise(width, cancellation);
        AdviceRequest request = new(Options(width), width, 1, $"inputs with |x|^2/n_0 = {Format.Number(_start.K1)}");
        Heading(text, "Advice");
        if (advice is null)
        {
            Paragraph.Write(text.Output, "  none: ", missing!);
        }
        else
        {
            NetworkAdviceReport.Write(text.Output, advice, request);
        }

        JsonObject document = ArchitectureFlowReport.ToJson(_start, flow);
        document["block"] = block is { } b ? BlockReport.ToJson(b.Body.ToString(), _start.Defaults.Cb, _start.Defaults.Cw, b.Analysis, []) : null;
        document["sample"] = measured is null ? null : ArchitectureSampleReport.ToJson(_start, width, models, seed, measured);
        document["advise"] = advice is null ? new JsonObject { ["missing"] = missing } : NetworkAdviceReport.ToJson(advice, request);
        Flush(page, json);
        _folder.WriteText("study.json", Json.Text(document));
        _folder.WriteText("flow.csv", ArchitectureFlowReport.ToCsv(layers));
        _folder.WriteFigure("kernel", ArchitectureFlowReport.Kernel(_start, layers));
        _folder.WriteText("report.md", $"# Study of a network\n\n```\n{_report}```\n\n![K and Theta by layer](kernel.png)\n\n{_provenance.ToMarkdown()}");
        _writeReport(() => new ReportDocument("Study of a network", [.. Sections(), new ReportFigure("kernel", ArchitectureFlowReport.Kernel(_start, layers))], _provenance));
        document["folder"] = _folder.FullPath;
        document["files"] = new JsonArray([.. _folder.Written.Select(f => (JsonNode)f)]);
        if (json)
        {
            _terminal.Output.Write(Json.Text(document));
        }
        else
        {
            FolderNote.Write(_terminal, _folder);
        }
    }

    private RecommendationOptions Options(int width) => new(Math.Clamp(_start.Architecture.Sequence.Unrolled().Count(), 2, 10_000), width) { InputScale = _start.K1 };

    /// <summary>A study of a network that leaves nothing open is still a study.</summary>
    private Attempt<NetworkRecommendation> Advise(int width, CancellationToken cancellation) =>
        Attempt.At(() => NetworkRecommender.Recommend(new ArchitectureTemplate(_start.Text), Options(width), cancellation));

    private static (LayerSequence Body, BlockCriticality Analysis)? BlockOf(LayerSequence sequence) =>
        sequence.Layers.OfType<Repetition>().Where(r => r.Count > 1).MaxBy(r => r.Count)?.Body is LayerSequence body ? (body, BlockCriticality.Of(new Architecture(body))) : null;

    private void Heading(Terminal text, string heading)
    {
        _headings.Add(heading);
        text.Output.WriteLine();
        text.Output.WriteLine(heading);
    }

    /// <summary>What was printed, under its headings.</summary>
    private IEnumerable<ReportBlock> Sections()
    {
        List<string> lines = [];
        foreach (string line in _report.ToString().ReplaceLineEndings("\n").Split('\n'))
        {
            if (!_headings.Contains(line))
            {
                lines.Add(line);
                continue;
            }

            yield return Lines();
            yield return new ReportHeading(line);
            lines.Clear();
        }

        yield return Lines();

        ReportLines Lines() => new(string.Join('\n', lines.SkipWhile(string.IsNullOrWhiteSpace)).TrimEnd());
    }

    /// <summary>What was written since the last time goes to the terminal and into the report.</summary>
    private void Flush(StringWriter page, bool json)
    {
        string text = page.ToString();
        page.GetStringBuilder().Clear();
        _report.Append(text);
        if (!json)
        {
            _terminal.Output.Write(text);
        }
    }
}
