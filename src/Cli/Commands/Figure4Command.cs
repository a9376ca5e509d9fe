using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Experiments.Susceptibilities;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Commands;

/// <summary><c>theory experiment fig4</c>: chi_par, chi_perp and their ratio against K, for MRePU and others.</summary>
internal static class Figure4Command
{
    /// <summary>What the paper says about it.</summary>
    private const string Claim = "The paper (section 4, Figure 4): the ratio of the two susceptibilities converges to 1 as K approaches 0, so that MRePU belongs to the K* = 0 class.";

    /// <summary>What it is about, in one line.</summary>
    public const string Title = "MRePU: χ∥, χ⊥ and their ratio against K";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> orders = new("--p") { Description = "Orders p of MRePU", HelpName = "P1,P2,...", DefaultValueFactory = _ => "2,3" };
        Option<string?> activations = new("--activations") { Description = "Activations instead of MRePU, separated by ',', or by ';' where a name holds a comma", HelpName = "LIST" };
        Option<string?> kernels = new("--K") { Description = "Kernels, as a list or a logarithmic range", HelpName = "LIST" };
        Option<string> preset = StandardOptions.Word("--preset", "Points unless --K is given: 21, 201 or 1001", "reduced", "smoke", "reduced", "paper");
        Option<double?> cw = StandardOptions.Number("--cw", "Rescaled weight variance C_W [default: 1]");
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for figures (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "fig4",
            "Figure 4: chi_par, chi_perp and their ratio for MRePU at C_W = 1 against K; the ratio tends to 1 as K -> 0.",
            "theory experiment fig4 --p 2,3 --out fig4",
            """theory experiment fig4 --activations "mrepu:4,gelu,tanh" --json""") { orders, activations, kernels, preset, cw, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            double scale = Require.Positive(parsed.GetValue(cw) ?? 1, "C_W");
            IReadOnlyList<double> ks = StandardOptions.Checked(kernels, parsed.GetValue(kernels) ?? Range(parsed.GetRequiredValue(preset)), KernelValues.Parse);
            string[] names = parsed.GetValue(activations) is string list
                ? [.. list.Contains(';', StringComparison.Ordinal) ? list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : ListText.Split(list)]
                : [.. parsed.GetRequiredValue(orders).Split(',').Select(p => "mrepu:" + p.Trim())];
            Figure4[] curves = [.. names.Select(n => Figure4.Of(new ExpectationEvaluator(Activation.Parse(n)), scale, ks, cancellation))];
            JsonObject result = new()
            {
                ["experiment"] = "fig4",
                ["cw"] = scale,
                ["claim"] = Claim,
                ["curves"] = new JsonArray([.. curves.Select(c => c.ToJson())]),
            };
            folder?.WriteText("fig4.json", Json.Text(result));
            folder?.WriteText("fig4.csv", ToCsv(curves));
            folder?.WriteFigure("susceptibilities", Figure4.Susceptibilities(curves, scale));
            folder?.WriteFigure("ratio", Figure4.Ratios(curves));
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                Write(terminal, curves);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string Range(string preset) => "1e-8..1e2:" + preset.ToUpperInvariant() switch
    {
        "SMOKE" => "21",
        "PAPER" => "1001",
        _ => "201",
    };

    private static void Write(Terminal terminal, Figure4[] curves)
    {
        terminal.Output.WriteLine(Claim);
        foreach (Figure4 curve in curves)
        {
            double[][] rows = [.. curve.Rows()];
            int shown = Math.Min(11, rows.Length);
            Tables.Write(
                terminal,
                ["K", "chi_par", "chi_perp", "ratio", "(ratio - 1)/K"],
                Enumerable.Range(0, shown).Select(i => rows[(int)Math.Round(i * (rows.Length - 1.0) / Math.Max(1, shown - 1))]).Select(r => (IEnumerable<string>)
                    [Format.Number(r[0], 3), Format.Number(r[1], 10), Format.Number(r[2], 10), Format.Number(r[3], 10), Format.Number((r[3] - 1) / r[0], 5)]));
            terminal.Output.WriteLine(curve.Statement);
        }
    }

    private static string ToCsv(Figure4[] curves) => string.Concat(
        curves.SelectMany(c => c.Rows().Select(r => $"\"{c.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"," + string.Join(',', r.Select(Number)))).Prepend("activation,K,chiParallel,chiPerp,ratio").Select(line => line + "\n"));

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
