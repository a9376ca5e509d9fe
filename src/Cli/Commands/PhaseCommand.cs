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
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Cli.Commands;

/// <summary><c>theory phase</c>: order, chaos and divergence in the plane of C_W and C_b.</summary>
internal static class PhaseCommand
{
    /// <summary>Points a side for a block of layers, whose map is followed layer by layer.</summary>
    private const int NetworkGrid = 100;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("a block of layers is given with --network");
        Option<string?> network = ArchitectureStart.Option();
        Option<string?> cw = Range("--cw", "Range of C_W; chosen unless given");
        Option<string?> cb = Range("--cb", "Range of C_b; chosen unless given; with --beta one number [default: 0]");
        Option<string?> beta = Range("--beta", "With --network: range of the beta of skips that do not say theirs, instead of that of C_b");
        Option<int> grid = StandardOptions.Integer("--grid", $"Points along each side; {NetworkGrid} with --network", 200);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), tables (CSV) and JSON");
        Command command = new CommandWithExamples(
            "phase",
            "Map order, chaos and divergence over (C_W, C_b): the edge of chaos chi_perp(K*) = 1 and the correlation depths; of a block of layers over (C_W, beta) too.",
            "theory phase tanh --cw 0.1..4 --cb 0..0.5 --grid 100 --out phase",
            "theory phase mrepu:2 --json",
            "theory phase --network \"residual(tanh; linear, alpha=0.9, beta=0.7)\" --cw 0.1..4 --cb 0..0.5 --grid 40",
            "theory phase --network \"residual(relu; linear, alpha=0.9)\" --beta 0..1 --cb 0.1 --grid 40") { activation, network, cw, cb, beta, grid, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            (double From, double To)? Read(Option<string?> option) =>
                parsed.GetValue(option) is string text ? StandardOptions.Checked(option, text, NumberRange.Parse) : null;
            PhaseDiagram diagram;
            if (parsed.GetValue(network) is string text)
            {
                ArchitectureStart.RequireAlone(parsed.GetValue(activation));
                ArchitectureTemplate template = new(text);
                int points = parsed.GetResult(grid) is { Implicit: false } ? parsed.GetValue(grid) : NetworkGrid;
                diagram = Read(beta) is { } factors
                    ? BlockPhases.OverBranchFactors(template, points, factors, Read(cw), parsed.GetValue(cb) is string one ? StandardOptions.Checked(cb, one, NumberText.Parse) : 0, cancellation)
                    : BlockPhases.OverBiases(template, points, Read(cw), Read(cb), cancellation);
            }
            else
            {
                Require.That(parsed.GetValue(beta) is null, $"--beta goes with --network, as in theory phase --network \"residual(tanh; linear)\" --beta 0..1");
                ExpectationEvaluator evaluator = new(Activation.Parse(ArchitectureStart.RequiredActivation(parsed.GetValue(activation), "phase")));
                diagram = PhaseDiagram.Compute(evaluator, parsed.GetValue(grid), Read(cw), Read(cb), cancellation);
            }

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
        StringBuilder text = new($"cw,{PhaseReport.Ordinate(diagram)},phase,K,chiParallel,chiPerp\n");
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
        ["chiPerp", "depth", "segment", "K", "cw", PhaseReport.Ordinate(diagram), "chiParallel"],
        diagram.Contours.Prepend(diagram.Boundary).SelectMany(c => c.Segments.SelectMany((s, i) => s.Select(p =>
            (IEnumerable<double?>)[c.ChiPerp, c.Depth, i, p.K, p.Cw, p.Cb, p.ChiParallel]))));

    private static string ToText(PhaseDiagram diagram)
    {
        StringBuilder text = new();
        PhaseRange range = diagram.Range;
        string ordinate = PhaseReport.OrdinateText(diagram);
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Phases of {diagram.Title} for C_W from {range.CwFrom} to {range.CwTo} and {ordinate} from {range.CbFrom} to {range.CbTo}, {range.Grid} x {range.Grid} points:");
        double cells = diagram.Cw.Count * (double)diagram.Cb.Count;
        foreach (IGrouping<Phase, PhaseCell> group in diagram.Cells.SelectMany(c => c).GroupBy(c => c.Phase).OrderBy(g => g.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {100 * group.Count() / cells,5:F1} %  {Meaning(group.Key)}");
        }

        text.AppendLine();
        if (diagram.IsCriticalEverywhere)
        {
            return text.Append("Critical everywhere: each block adds a constant to K, so that K grows as l, chi_par = 1\nand chi_perp - 1 falls as 1/l, whatever C_W is; gradients change as a power of depth.\n").ToString();
        }

        ContourPoint[] boundary = [.. diagram.Boundary.Segments.SelectMany(s => s)];
        text.AppendLine(boundary.Length == 0 ? "The edge of chaos, chi_perp(K*) = 1, does not cross this range." : "The edge of chaos, chi_perp(K*) = 1:");
        foreach (ContourPoint p in Thinned(boundary, 9))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  C_W = {Format.Number(p.Cw),-10} {ordinate} = {Format.Number(p.Cb),-13} K* = {(p.K < 1e-9 ? "0" : Format.Number(p.K)),-13} chi_par = {Format.Number(p.ChiParallel)}");
        }

        if (diagram.DivergenceBoundary is [var first, .., var last])
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"The kernel grows without bound beyond a curve from C_W = {Format.Number(first.Cw, 5)}, {ordinate} = {Format.Number(first.Cb, 5)} to C_W = {Format.Number(last.Cw, 5)}, {ordinate} = {Format.Number(last.Cb, 5)}.");
        }

        text.AppendLine(diagram.Network is null ? $"Fixed points were searched for {diagram.Searched}." : $"Judged where kernels end that start at K = 1; searched for {diagram.Searched}.");
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
