using System.CommandLine;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Numerics.Design;

namespace Theory.Cli.Commands;

/// <summary><c>theory design</c>: the members of a family of activations that have what is wanted.</summary>
internal static class DesignCommand
{
    /// <summary>Members of the figure and the table of files, where --values does not name them.</summary>
    private const int DrawnMembers = 41;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> family = new("family")
        {
            Description = "A formula in z and one other name, its free parameter, such as \"z*sigmoid(b*z)\", or an activation of the catalogue with a parameter left free, such as mrepu(2,-1,w); with two free parameters and wishes that are two equations, single members are looked for",
        };
        Option<string[]> want = new("--want")
        {
            Description = "What a member shall have: a1=NUMBER at K* = 0; stable (a1 <= 0); K*=NUMBER, a critical kernel; \"chi_perp=NUMBER at K=NUMBER\" or chi_par, a kernel that some C_b and C_W keep; "
                + "with these cb=NUMBER, cw=NUMBER; several must all hold",
            HelpName = "WISH",
            Required = true,
        };
        Option<string?> values = new("--values") { Description = "Members for a table, a list or FROM..TO:COUNT; wishes for K > 0, and all with two parameters, are looked for between the first and the last [default: -10..10]", HelpName = "LIST" };
        Option<int> models = StandardOptions.Integer("--models", "Networks of each answer to sample and compare with theory; 0 for none", 0);
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for figures over the family (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "design",
            "Find the members of a family of activations with a wanted critical behaviour.",
            "theory design \"(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2\" --want a1=0",
            "theory design \"mrepu(2,-1,w)\" --want stable --values=-1..0:5",
            "theory design \"tanh(z) + b*z^2\" --want K*=1",
            "theory design \"z*sigmoid(b*z) + c*z\" --want a1=0.5 --want K*=1 --values=0.1..4:2",
            "theory design \"tanh(z) + c\" --want \"chi_perp=1 at K=1\" --want cb=0") { family, want, values, models, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            int count = parsed.GetValue(models);
            Require.That(count is 0 or >= 2, $"models is {count}; at least 2 are needed, or 0 for none");
            double[]? shown = parsed.GetValue(values) is string text ? StandardOptions.Checked(values, text, ParameterValues.Parse) : null;
            if (ActivationPlane.TryParse(parsed.GetRequiredValue(family)) is { } plane)
            {
                OfPlane(terminal, Planned(plane, parsed.GetRequiredValue(want), shown, cancellation), count, folder, parsed.GetValue(json), cancellation);
                return Task.FromResult(ExitCode.Success);
            }

            ActivationFamily members = ActivationFamily.Parse(parsed.GetRequiredValue(family));
            DesignResult result = Designer.Solve(members, [.. parsed.GetRequiredValue(want).Select(Wish.Parse)], Scan(shown), cancellation);
            DesignCheck check = DesignCheck.Of(terminal, result, count, cancellation);
            DesignedMember[] table = [.. (shown ?? (folder is null ? [] : Around(result))).Select(v => DesignedMember.Of(members, v, null, cancellation))];
            string document = Json.Text(DesignReport.ToJson(result, check, table));
            folder?.WriteText("design.json", document);
            folder?.WriteText("family.csv", DesignTable.ToCsv(result, table));
            if (folder is not null)
            {
                // A few members make a table, but no curves.
                DesignedMember[] drawn = shown is { Length: > 1 and < DrawnMembers } ? [.. Between(shown.Min(), shown.Max()).Select(v => DesignedMember.Of(members, v, null, cancellation))] : table;
                folder.WriteFigure("expansion", DesignFigure.Expansion(result, drawn));
                folder.WriteFigure("critical", DesignFigure.Critical(result, drawn));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(document);
            }
            else
            {
                DesignReport.Write(terminal, result, check, shown is null ? [] : table);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static PlaneDesignResult Planned(ActivationPlane plane, IEnumerable<string> wants, double[]? shown, CancellationToken cancellation) =>
        PlaneDesigner.Solve(plane, [.. wants.Select(Wish.Parse)], Scan(shown), cancellation);

    /// <summary>Two free parameters: single members of a plane.</summary>
    private static void OfPlane(Terminal terminal, PlaneDesignResult result, int models, OutputFolder? folder, bool json, CancellationToken cancellation)
    {
        (DesignResult, DesignCheck)[] answers = PlaneDesignReport.Checked(terminal, result, models, cancellation);
        string document = Json.Text(PlaneDesignReport.ToJson(result, answers));
        folder?.WriteText("design.json", document);
        folder?.WriteText("plane.csv", PlaneDesignReport.ToCsv(result));
        if (json)
        {
            terminal.Output.Write(document);
            return;
        }

        PlaneDesignReport.Write(terminal, result, answers);
        FolderNote.Write(terminal, folder);
    }

    /// <summary>As many values as usual, between the first and the last that were named.</summary>
    private static ParameterScan? Scan(double[]? shown) => shown is { Length: > 1 } && shown.Max() > shown.Min()
        ? ParameterScan.Usual with { From = shown.Min(), To = shown.Max() }
        : null;

    /// <summary>Members around the answers.</summary>
    private static double[] Around(DesignResult result)
    {
        double[] ends = [.. result.Solutions.Select(s => s.Value).Concat(result.Intervals.SelectMany(i => new[] { i.From, i.To })).Where(double.IsFinite)];
        (double low, double high) = ends.Length == 0 ? (-1, 1) : (ends.Min(), ends.Max());
        double margin = high > low ? (high - low) / 2 : Math.Max(1, Math.Abs(low));
        return Between(low - margin, high + margin);
    }

    private static double[] Between(double from, double to) => [.. Enumerable.Range(0, DrawnMembers).Select(i => from + ((to - from) * i / (DrawnMembers - 1)))];
}
