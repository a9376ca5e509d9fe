using System.Text.Json.Nodes;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Reporting;

/// <summary>Statistics over the networks of an ensemble as JSON.</summary>
internal static class StatisticsJson
{
    /// <summary>Mean, deviation, median and the number of networks; with the range where it is asked for.</summary>
    public static JsonObject Of(MemberStatistics s, bool withRange = false)
    {
        JsonObject json = new() { ["mean"] = Json.Number(s.Mean), ["deviation"] = Json.Number(s.Deviation), ["median"] = Json.Number(s.Median) };
        if (withRange)
        {
            json["lower"] = Json.Number(s.Lower);
            json["upper"] = Json.Number(s.Upper);
        }

        json["members"] = s.Members;
        return json;
    }
}
