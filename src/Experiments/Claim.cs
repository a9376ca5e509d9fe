using System.Text.Json.Nodes;

namespace Theory.Experiments;

/// <summary>A statement of the paper beside what was measured.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Holds">Whether it holds here; null when the numbers do not decide.</param>
/// <param name="Evidence">The numbers.</param>
public sealed record Claim(string Statement, bool? Holds, string Evidence)
{
    /// <summary>The verdict in one word.</summary>
    public string Verdict => Holds switch
    {
        true => "CONFIRMED",
        false => "CONTRADICTED",
        null => "UNDECIDED",
    };

    /// <summary>One line of text.</summary>
    public string ToText() => $"- {Verdict}: {Statement} {Evidence}";

    /// <summary>The claim as JSON.</summary>
    public JsonObject ToJson() => new() { ["statement"] = Statement, ["verdict"] = Verdict.ToLowerInvariant(), ["evidence"] = Evidence };
}
