using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Cli.Commands;

/// <summary><c>theory phase</c>: order, chaos and divergence in the plane of C_W and C_b.</summary>
internal static class PhaseCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string?> cw = Range("--cw", "Range of C_W; chosen for the activation unless given");
        Option<string?> cb = Range("--cb", "Range of C_b; chosen for the activation unless given");
        Option<int> grid = StandardOptions.Integer("--grid", "Points along each side", 200);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), tables (CSV) and JSON");
        Command command = new CommandWithExamples(
            "phase",
            "Map order, chaos and divergence over (C_W, C_b): the edge of chaos chi_perp(K*) = 1 and the correlation depths.",
            "theory phase tanh --cw 0.1..4 --cb 0..0.5 --grid 100 --out phase",
            "theory phase mrepu:2 --json") { activation, cw, cb, grid, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            (double From, double To)? Read(Option<string?> option) =>
                parsed.GetValue(option) is string text ? StandardOptions.Checked(option, text, NumberRange.Parse) : null;
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            PhaseDiagram diagram = PhaseDiagram.Compute(evaluator, parsed.GetValue(grid), Read(cw), Read(cb), cancellation);
            JsonObject result = PhaseReport.ToJson(diagram);
            folder?.WriteText("phase.json", Json.Text(result));
            folder?.WriteText("phase.csv", CellsToCsv(diagram));
            folder?.WriteText("contours.csv", ContoursToCsv(diagram));
            folder?.WriteFigure("phase", PhaseFigure.Of(diagram));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.Write(ToText(diagram));
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Option<string?> Range(string name, string description) => new(name) { Description = description, HelpName = "FROM..TO" };

    private static string CellsToCsv(PhaseDiagram diagram)
    {
        StringBuilder text = new("cw,cb,phase,K,chiParallel,chiPerp\n");
        for (int i = 0; i < diagram.Cw.Count; i++)
        {
            for (int j = 0; j < diagram.Cb.Count; j++)
            {
                PhaseCell cell = diagram.Cells[i][j];
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"{diagram.Cw[i]:R},{diagram.Cb[j]:R},{PhaseReport.Name(cell.Phase)},{Field(cell.K)},{Field(cell.ChiParallel)},{Field(cell.ChiPerp)}");
            }
        }

        return text.ToString();
    }

    private static string Field(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string ContoursToCsv(PhaseDiagram diagram) => Csv.Table(
        ["chiPerp", "depth", "segment", "K", "cw", "cb", "chiParallel"],
        diagram.Contours.Prepend(diagram.Boundary).SelectMany(c => c.Segments.SelectMany((s, i) => s.Select(p =>
            (IEnumerable<double?>)[c.ChiPerp, c.Depth, i, p.K, p.Cw, p.Cb, p.ChiParallel]))));

    private static string ToText(PhaseDiagram diagram)
    {
        StringBuilder text = new();
        PhaseRange range = diagram.Range;
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Phases of {diagram.Activation.Name} for C_W from {range.CwFrom} to {range.CwTo} and C_b from {range.CbFrom} to {range.CbTo}, {range.Grid} x {range.Grid} points:");
        double cells = diagram.Cw.Count * (double)diagram.Cb.Count;
        foreach (IGrouping<Phase, PhaseCell> group in diagram.Cells.SelectMany(c => c).GroupBy(c => c.Phase).OrderBy(g => g.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {100 * group.Count() / cells,5:F1} %  {Meaning(group.Key)}");
        }

        text.AppendLine();
        ContourPoint[] boundary = [.. diagram.Boundary.Segments.SelectMany(s => s)];
        text.AppendLine(boundary.Length == 0 ? "The edge of chaos, chi_perp(K*) = 1, does not cross this range." : "The edge of chaos, chi_perp(K*) = 1:");
        foreach (ContourPoint p in Thinned(boundary, 9))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  C_W = {Format.Number(p.Cw),-10} C_b = {Format.Number(p.Cb),-13} K* = {(p.K < 1e-9 ? "0" : Format.Number(p.K)),-13} chi_par = {Format.Number(p.ChiParallel)}");
        }

        if (diagram.DivergenceBoundary is [var first, .., var last])
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"The kernel grows without bound beyond a curve from C_W = {Format.Number(first.Cw, 5)}, C_b = {Format.Number(first.Cb, 5)} to C_W = {Format.Number(last.Cw, 5)}, C_b = {Format.Number(last.Cb, 5)}.");
        }

        text.AppendLine($"Fixed points were searched for {diagram.Searched}.");
        foreach (Numerics.Criticality.CriticalPoint p in diagram.CriticalPoints)
        {
            text.AppendLine($"Critical: C_W = {Format.Number(p.Cw, 10)}, C_b = {Format.Number(p.Cb, 10)}.");
        }

        return text.ToString();
    }

    private static IEnumerable<ContourPoint> Thinned(ContourPoint[] points, int count) => points.Length <= count
        ? points
        : Enumerable.Range(0, count).Select(i => points[(int)Math.Round(i * (points.Length - 1.0) / (count - 1))]);

    private static string Meaning(Phase phase) => phase switch
    {
        Phase.Ordered => "ordered: chi_perp < 1, inputs become alike and gradients vanish",
        Phase.Critical => "critical: chi_perp = 1",
        Phase.Chaotic => "chaotic: chi_perp > 1, close inputs drift apart and gradients explode",
        Phase.Undecided => "undecided: no fixed point among the kernels that were searched, and what lies beyond is not known",
        _ => "diverging: no fixed point, the kernel grows without bound",
    };
}
