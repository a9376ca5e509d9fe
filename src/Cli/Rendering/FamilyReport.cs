using System.Text.Json.Nodes;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Design;
using Theory.Printing;

namespace Theory.Cli.Rendering;

/// <summary>What is true of all members of a family, with formulas in its parameter, as text and JSON.</summary>
internal static class FamilyReport
{
    /// <summary>Class and critical C_W as formulas, range by range.</summary>
    public static JsonObject ClassifyJson(ActivationFamily family) => new()
    {
        ["family"] = family.Text,
        ["parameter"] = family.Parameter.Name,
        ["scaleInvariantCw"] = ScaleInvariantCw(family)?.ToString(),
        ["branches"] = ScaleInvariantCw(family) is not null ? [] : new JsonArray([.. FamilyBranch.Of(family).Select(BranchToJson)]),
        ["stable"] = Stable(family) is { } stable
            ? new JsonArray([.. stable.Select(i => new JsonObject { ["from"] = Json.Number(i.From), ["to"] = Json.Number(i.To) })])
            : null,
    };

    /// <summary>The same as text.</summary>
    public static string ClassifyText(ActivationFamily family)
    {
        using StringWriter text = new();
        text.WriteLine($"{family.Text}: s(z) = {family.Definition}, a family with the parameter {family.Parameter.Name}");
        text.WriteLine();
        if (ScaleInvariantCw(family) is Expr scaleInvariant)
        {
            text.WriteLine($"Universality class: scale-invariant, for every {family.Parameter.Name}. C_b = 0, C_W = {scaleInvariant}; every K is a fixed point.");
            return text.ToString();
        }

        foreach (FamilyBranch branch in FamilyBranch.Of(family))
        {
            text.WriteLine($"{Range(branch, family.Parameter)}:");
            text.WriteLine(!branch.Value.IsZero
                ? $"  s(0) = {branch.Value}: K* = 0 is no fixed point wherever that is not 0"
                : branch.First.IsZero ? "  s'(0) = 0: K* = 0 is not critical"
                : $"  critical at K* = 0 with C_b = 0, C_W = {branch.Cw}{Environment.NewLine}  a1 = {branch.A1}{Environment.NewLine}  b1 = {branch.B1}");
        }

        if (Stable(family) is { } stable)
        {
            text.WriteLine();
            text.WriteLine(stable.Count == 0
                ? "K* = 0 is stable (a1 <= 0) for no member."
                : $"K* = 0 is stable (a1 <= 0) for {string.Join(" and ", stable.Select(i => Interval(i.From, i.To, family.Parameter)))}.");
        }

        text.WriteLine($"Critical kernels K* > 0 depend on the member: theory design \"{family.Text}\" --want K*=1, or theory classify with a number for {family.Parameter.Name}.");
        return text.ToString();
    }

    /// <summary>The expansions in K.</summary>
    public static JsonObject SeriesJson(ActivationFamily family, IReadOnlyList<FamilySeries> series) => new()
    {
        ["family"] = family.Text,
        ["parameter"] = family.Parameter.Name,
        ["branches"] = new JsonArray([.. series.Select(s =>
        {
            JsonObject branch = BranchToJson(s.Branch);
            branch["order"] = s.Order;
            branch["quantities"] = new JsonObject(s.Coefficients.Select(c => KeyValuePair.Create(c.Quantity.Key, (JsonNode?)new JsonObject
            {
                ["text"] = Sum(c.Coefficients, s.Order),
                ["coefficients"] = new JsonArray([.. c.Coefficients.Select(x => (JsonNode)x.ToString())]),
                ["latex"] = new JsonArray([.. c.Coefficients.Select(x => (JsonNode)LatexPrinter.Print(x))]),
            })));
            return branch;
        })]),
    };

    /// <summary>The same as text.</summary>
    public static string SeriesText(ActivationFamily family, IReadOnlyList<FamilySeries> series)
    {
        using StringWriter text = new();
        text.WriteLine($"{family.Text}: s(z) = {family.Definition}, a family with the parameter {family.Parameter.Name}");
        foreach (FamilySeries s in series)
        {
            text.WriteLine();
            text.WriteLine($"K -> 0, at C_W = 1, {Range(s.Branch, family.Parameter)}:");
            text.WriteLine();
            foreach ((Expectations.Quantity quantity, IReadOnlyList<Expr> coefficients) in s.Coefficients)
            {
                text.WriteLine($"  {quantity.Symbol,-8} = {Sum(coefficients, s.Order)}");
            }

            if (s.Branch.Value.IsZero && !s.Branch.First.IsZero)
            {
                text.WriteLine($"  a1 = {s.Branch.A1}, b1 = {s.Branch.B1}: at C_W = 1/s'(0)^2 = {s.Branch.Cw}, K(l+1) = K*(1 + a1*K + ...), chi_perp = 1 + b1*K + ...");
            }
        }

        text.WriteLine();
        text.WriteLine("What kinks away from z = 0 add is smaller than every power of K; whether the series converge depends on the member.");
        return text.ToString();
    }

    private static string Sum(IReadOnlyList<Expr> coefficients, int order)
    {
        IEnumerable<string> terms = coefficients.Take(order + 1).Select((c, n) => (Coefficient: c, Power: n)).Where(t => !t.Coefficient.IsZero)
            .Select(t => t.Power == 0 ? t.Coefficient.ToString() : $"{(t.Coefficient.IsOne ? "" : $"({t.Coefficient})*")}K{(t.Power == 1 ? "" : $"^{t.Power}")}");
        return string.Join(" + ", terms.Append($"O(K^{order + 1})"));
    }

    private static JsonObject BranchToJson(FamilyBranch branch)
    {
        bool critical = branch.Value.IsZero && !branch.First.IsZero;
        return new JsonObject
        {
            ["from"] = Json.Number(branch.From),
            ["to"] = Json.Number(branch.To),
            ["value"] = branch.Value.ToString(),
            ["slope"] = branch.First.ToString(),
            ["cb"] = critical ? 0 : null,
            ["cw"] = critical ? branch.Cw.ToString() : null,
            ["a1"] = critical ? branch.A1.ToString() : null,
            ["b1"] = critical ? branch.B1.ToString() : null,
        };
    }

    /// <summary>The members with a stable K* = 0; null where the sign of a1 is not decided.</summary>
    private static IReadOnlyList<DesignInterval>? Stable(ActivationFamily family)
    {
        // a1 that is no polynomial in the parameter is still a formula.
        return ScaleInvariantCw(family) is null ? Attempt.At(() => Designer.Solve(family, [Wish.Parse("stable")]).Intervals).Value : null;
    }

    /// <summary>C_W of families of two slopes, as leaky_relu(a); null for others.</summary>
    private static Expr? ScaleInvariantCw(ActivationFamily family) => FamilySlopes.Of(family)?.CriticalCw;

    private static string Range(FamilyBranch branch, Symbol parameter) => Interval(branch.From, branch.To, parameter);

    private static string Interval(double from, double to, Symbol parameter) => (double.IsInfinity(from), double.IsInfinity(to)) switch
    {
        (true, true) => $"all {parameter.Name}",
        (true, false) => $"{parameter.Name} <= {Format.Number(to, 10)}",
        (false, true) => $"{parameter.Name} >= {Format.Number(from, 10)}",
        _ => from == to ? $"{parameter.Name} = {Format.Number(from, 10)}" : $"{Format.Number(from, 10)} <= {parameter.Name} <= {Format.Number(to, 10)}",
    };
}
