using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Design;

namespace Theory.Cli.Rendering;

/// <summary>The members of a family that have what was wanted, as text and JSON.</summary>
internal static class DesignReport
{
    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(DesignResult result) => new()
    {
        ["family"] = result.Family.Text,
        ["parameters"] = new JsonArray(result.Family.Parameter.Name),
        ["wants"] = new JsonArray([.. result.Wishes.Select(w => JsonValue.Create(w.Text))]),
        ["solutions"] = new JsonArray([.. result.Solutions.Select(s => new JsonObject
        {
            ["parameters"] = new JsonObject { [result.Family.Parameter.Name] = s.Value },
            ["exact"] = s.Exact?.ToString(),
            ["a1"] = Json.Number(s.A1),
            ["cb"] = s.Cb,
            ["cw"] = s.Cw,
        })]),
        ["intervals"] = new JsonArray([.. result.Intervals.Select(i => new JsonObject
        {
            ["parameter"] = result.Family.Parameter.Name,
            ["from"] = Json.Number(i.From),
            ["to"] = Json.Number(i.To),
        })]),
        ["reason"] = result.Reason,
    };

    /// <summary>One member or range a line.</summary>
    public static string ToText(DesignResult result)
    {
        StringWriter text = new();
        string name = result.Family.Parameter.Name;
        text.WriteLine($"{result.Family.Text}, {string.Join(" and ", result.Wishes.Select(w => w.Text))}:");
        foreach (DesignSolution s in result.Solutions)
        {
            string exact = s.Exact is { } e and not Number ? $"{e} = " : "";
            text.WriteLine($"  {name} = {exact}{Format.Number(s.Value, 12)}   C_b = {Format.Number(s.Cb, 10)}   C_W = {Format.Number(s.Cw, 10)}");
        }

        foreach (DesignInterval i in result.Intervals)
        {
            text.WriteLine(i.From == i.To ? $"  {name} = {Format.Number(i.From, 12)}"
                : $"  {(double.IsInfinity(i.From) ? "" : $"{Format.Number(i.From, 12)} <= ")}{name}{(double.IsInfinity(i.To) ? "" : $" <= {Format.Number(i.To, 12)}")}");
        }

        if (result.Solutions.Count + result.Intervals.Count == 0)
        {
            text.WriteLine("  no member has it");
        }

        text.WriteLine($"  {result.Reason}");
        return text.ToString();
    }
}
