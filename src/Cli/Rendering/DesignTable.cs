using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Design;

namespace Theory.Cli.Rendering;

/// <summary>Members of a family side by side: a1, b1, critical points, basins.</summary>
internal static class DesignTable
{
    /// <summary>As text.</summary>
    public static void Write(Terminal terminal, DesignResult result, IReadOnlyList<DesignedMember> members)
    {
        Tables.Write(
            terminal,
            [result.Family.Parameter.Name, "a1", "b1", "C_W at K* = 0", "attracts K <", "K* > 0", "C_b there", "C_W there"],
            members.Select(m => (IEnumerable<string>)
            [
                Format.Number(m.Value), Text(m.A1), Text(m.B1), Text(m.AtZero?.Cw), Text(Basin(m)), m.Classification?.CriticalPoints.Any(p => p.K is null) == true ? "every K" : Text(m.Beyond?.K),
                Text(Critical(m)?.Cb), Text(Critical(m)?.Cw),
            ]));
        foreach (DesignedMember m in members.Where(m => m.Missing is not null))
        {
            Paragraph.Write(terminal.Output, "  ", $"{result.Family.Parameter.Name} = {Format.Number(m.Value)}: {m.Missing}");
        }
    }

    /// <summary>As a file.</summary>
    public static string ToCsv(DesignResult result, IReadOnlyList<DesignedMember> members) => Csv.Table(
        [result.Family.Parameter.Name, "a1", "b1", "cwAtZero", "basinAtZero", "K", "cb", "cw"],
        members.Select(m => (IEnumerable<double?>)[m.Value, m.A1, m.B1, m.AtZero?.Cw, Basin(m), Critical(m)?.K, Critical(m)?.Cb, Critical(m)?.Cw]));

    /// <summary>As in the contract.</summary>
    public static JsonArray ToJson(IReadOnlyList<DesignedMember> members) => new([.. members.Select(m => new JsonObject
    {
        ["parameter"] = m.Value,
        ["a1"] = Json.Number(m.A1),
        ["b1"] = Json.Number(m.B1),
        ["criticalPoints"] = m.Classification is null ? null : ClassificationReport.ToJson(m.Classification, m.Basins)["criticalPoints"]!.DeepClone(),
        ["missing"] = m.Missing,
    })]);

    /// <summary>The critical point that is not at K* = 0.</summary>
    private static CriticalPoint? Critical(DesignedMember m) => m.Classification?.CriticalPoints.FirstOrDefault(p => p.K is null or > 0);

    private static double? Basin(DesignedMember m)
    {
        for (int i = 0; i < m.Basins.Count; i++)
        {
            if (m.Classification!.CriticalPoints[i].K == 0)
            {
                return m.Basins[i]?.To;
            }
        }

        return null;
    }

    private static string Text(double? value) => value switch
    {
        null => "-",
        double.PositiveInfinity => "any",
        double v => Format.Number(Math.Abs(v) < 1e-15 ? 0 : v, 6),
    };
}
