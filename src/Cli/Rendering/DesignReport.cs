using System.Globalization;
using System.Text.Json.Nodes;
using Fractions;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Design;

namespace Theory.Cli.Rendering;

/// <summary>The members of a family that have what was wanted, as text and JSON.</summary>
internal static class DesignReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(DesignResult result, DesignCheck check, IReadOnlyList<DesignedMember> members) => new()
    {
        ["family"] = result.Family.Text,
        ["parameters"] = new JsonArray(result.Family.Parameter.Name),
        ["wants"] = new JsonArray([.. result.Wishes.Select(w => JsonValue.Create(w.Text))]),
        ["solutions"] = new JsonArray([.. result.Solutions.Select((s, i) => ToJson(s, new JsonObject { [result.Family.Parameter.Name] = s.Value }, check, i))]),
        ["intervals"] = new JsonArray([.. result.Intervals.Select(i => new JsonObject
        {
            ["parameter"] = result.Family.Parameter.Name,
            ["from"] = Json.Number(i.From),
            ["to"] = Json.Number(i.To),
        })]),
        ["reason"] = result.Reason,
        ["members"] = DesignTable.ToJson(members),
        ["ensembles"] = check.EnsemblesToJson(),
    };

    /// <summary>A single member as JSON.</summary>
    public static JsonObject ToJson(DesignSolution s, JsonObject parameters, DesignCheck check, int position, bool isAlone = true) => new()
    {
        ["parameters"] = parameters,
        ["exact"] = s.Exact?.ToString(),
        ["a1"] = Json.Number(s.A1),
        ["cb"] = s.Cb,
        ["cw"] = s.Cw,
        ["points"] = new JsonArray([.. s.Points.Select(p => new JsonObject
        {
            ["K"] = p.K,
            ["cb"] = p.Cb,
            ["cw"] = p.Cw,
            ["chiParallel"] = p.ChiParallel,
            ["chiPerp"] = p.ChiPerp,
        })]),
        ["isAlone"] = isAlone,
        ["confirmed"] = check.Solutions[position].Confirms(s),
        ["check"] = check.Describe(position, s),
    };

    /// <summary>Each kernel of a member of a plane, one a line.</summary>
    public static void WriteKernels(TextWriter text, DesignSolution s)
    {
        foreach (KernelPoint p in s.Points)
        {
            text.WriteLine($"    at K = {Format.Number(p.K)}: C_b = {Format.Number(p.Cb, 10)}, C_W = {Format.Number(p.Cw, 10)}, {(p.K == 0 ? $"a1 = {Format.Number(s.A1, 8)}" : $"chi_par = {Format.Number(p.ChiParallel, 8)}, chi_perp = {Format.Number(p.ChiPerp, 8)}")}");
        }
    }

    /// <summary>One member or range a line, and below it what the classifier says.</summary>
    public static void Write(Terminal terminal, DesignResult result, DesignCheck check, IReadOnlyList<DesignedMember> members)
    {
        TextWriter text = terminal.Output;
        string name = result.Family.Parameter.Name;
        text.WriteLine($"{result.Family.Text}, {string.Join(" and ", result.Wishes.Select(w => w.Text))}:");
        foreach ((int i, DesignSolution s) in result.Solutions.Index())
        {
            string value = Format.Number(s.Value, 12);
            string exact = s.Exact is { } e && !(e is Number n && n.Value == Fraction.FromString(value, CultureInfo.InvariantCulture)) ? $"{e} = " : "";
            text.WriteLine($"  {name} = {exact}{value}   C_b = {Format.Number(s.Cb, 10)}   C_W = {Format.Number(s.Cw, 10)}");
            foreach (KernelPoint p in s.Points.Where(p => p.K > 0 && (s.Points.Count > 1 || Math.Abs(p.ChiParallel - 1) > 1e-9 || Math.Abs(p.ChiPerp - 1) > 1e-9)))
            {
                text.WriteLine($"    at K = {Format.Number(p.K)}: C_b = {Format.Number(p.Cb, 10)}, C_W = {Format.Number(p.Cw, 10)}, chi_par = {Format.Number(p.ChiParallel, 8)}, chi_perp = {Format.Number(p.ChiPerp, 8)}");
            }

            text.WriteLine($"    {check.Describe(i, s)}");
        }

        foreach ((int i, DesignInterval range) in result.Intervals.Index())
        {
            text.WriteLine(range.From == range.To ? $"  {name} = {Format.Number(range.From, 12)}"
                : double.IsInfinity(range.From) && double.IsInfinity(range.To) ? $"  all {name}"
                : $"  {(double.IsInfinity(range.From) ? "" : $"{Format.Number(range.From, 12)} <= ")}{name}{(double.IsInfinity(range.To) ? "" : $" <= {Format.Number(range.To, 12)}")}");
            Paragraph.Write(text, "    ", Inside(name, check.Insides[i]));
        }

        if (result.Solutions.Count + result.Intervals.Count == 0)
        {
            text.WriteLine("  no member has it");
        }

        Paragraph.Write(text, "  ", result.Reason);
        check.WriteEnsembles(text, name);
        if (members.Count > 0)
        {
            DesignTable.Write(terminal, result, members);
        }
    }

    /// <summary>What the classifier says of one inside of a range.</summary>
    private static string Inside(string name, DesignedMember m) => $"classify at {name} = {Format.Number(m.Value, 6)}: " + (m.Classification is null ? m.Missing
        : (m.A1 is double a1 ? $"a1 = {Format.Number(a1, 6)}" : "no a1")
            + string.Concat(m.Classification.CriticalPoints.Select(p => p.K is double k ? $"; K* = {Format.Number(k, 6)} {StabilityNames.Describe(p.Stability)}" : $"; every K is fixed at C_W = {Format.Number(p.Cw, 6)}")));
}
