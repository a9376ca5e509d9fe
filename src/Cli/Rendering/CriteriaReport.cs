using System.Text.Json.Nodes;
using Theory.Experiments.Reporting;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering;

/// <summary>What advice was asked to keep, and whether it does: for plain networks and for networks of any layers.</summary>
internal static class CriteriaReport
{
    /// <summary>One paragraph each, marked.</summary>
    public static void Write(TextWriter text, IEnumerable<Criterion> criteria)
    {
        foreach (Criterion criterion in criteria)
        {
            Paragraph.Write(text, $"  {(criterion.IsMet ? "ok  " : criterion.IsDecisive ? "NO  " : "wide")} ", criterion.Text);
        }
    }

    /// <summary>One object each.</summary>
    public static JsonArray ToJson(IEnumerable<Criterion> criteria) => new([.. criteria.Select(c => new JsonObject
    {
        ["name"] = c.Name,
        ["value"] = Json.Number(c.Value),
        ["bound"] = c.Bound,
        ["met"] = c.IsMet,
        ["decisive"] = c.IsDecisive,
        ["text"] = c.Text,
    })]);

    /// <summary>What a good verdict leaves open: a network of width 1 is not good without one.</summary>
    public static string Reservation(IEnumerable<Criterion> criteria) => criteria.Any(c => !c.IsMet && !c.IsDecisive) ? ", but narrow" : "";

    /// <summary>The verdict where not all is met.</summary>
    public static string Missed(IEnumerable<Criterion> criteria) =>
        $"CANNOT BE HAD in full; the least bad misses {string.Join(" and ", criteria.Where(c => !c.IsMet && c.IsDecisive).Select(c => c.Name))}";
}
