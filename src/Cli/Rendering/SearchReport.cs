using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.Design.Search;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Rendering;

/// <summary>The best piecewise polynomials of a search, as text, JSON and CSV.</summary>
internal static class SearchReport
{
    /// <summary>Units of the front that are shown as text and confirmed one by one: the ends and some between.</summary>
    private const int Shown = 7;

    /// <summary>Numbers of the search and of the classifier agree to this.</summary>
    private const double Agreement = 1e-8;

    /// <summary>Whether the classifier, which derives closed forms of each unit alone, finds the same a1 and basin of the shown ones.</summary>
    public static bool[] Confirm(PolynomialSearchResult result, CancellationToken cancellation) => [.. Some(result).Select(unit =>
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(unit.Unit.Formula));
        Classification found = Classifier.Classify(evaluator, cancellation);
        return found.A1 is Expr a1 && Near(RunningErrorEvaluator.ValueOf(a1), unit.A1)
            && found.CriticalPoints.FirstOrDefault(p => p.K == 0) is { Cw: 1 } zero
            && BasinOfAttraction.Of(evaluator, zero, cancellation) is { } basin && Near(basin.To, unit.Basin);
    })];

    /// <summary>The table.</summary>
    public static void Write(Terminal terminal, PolynomialSearchResult result, bool[] confirmed)
    {
        TextWriter text = terminal.Output;
        PolynomialSearchOptions o = result.Options;
        Paragraph.Write(text, "", $"Two pieces, kink at z = -1, s(0) = 0, s'(0) = 1, {o.Smoothness} continuous derivative{(o.Smoothness == 1 ? "" : "s")}, degree {o.Degree} on the right, "
            + $"{(o.WithLine ? "a line" : "constant")} on the left: s' = {(o.WithLine ? "a + (1 - a)*" : "")}max(0, 1+z)^{o.Smoothness}*(1 + {string.Join(" + ", Enumerable.Range(1, o.Degree - o.Smoothness - 1).Select(i => $"r{i}*z{(i == 1 ? "" : $"^{i}")}"))}).");
        text.WriteLine();
        if (result.Front.Count == 0)
        {
            Paragraph.Write(text, "", $"None of the {result.Tried} units that were tried has a1 <= 0 and K = {Format.Number(o.K)} in the basin of K* = 0.");
            return;
        }

        Paragraph.Write(text, "", $"{result.Stable} of {result.Tried} units that were tried have a1 <= 0 and keep K = {Format.Number(o.K)} in the basin of K* = 0. Each makes every polynomial of degree up to {o.Degree} exactly, on all of R, in one hidden layer. "
            + "The best: no other has both a larger basin and less fluctuation.");
        SearchedUnit[] some = [.. Some(result)];
        Tables.Write(
            terminal,
            [.. Enumerable.Range(1, o.Degree - o.Smoothness - 1).Select(i => $"r{i}"), .. o.WithLine ? (string[])["a"] : [], "a1", "attracts K <", $"V/K^2 a layer, K = {Format.Number(o.K)}"],
            some.Select(u => Row(u, o)).Concat(result.Inflected is { } i ? [Row(i, o)] : []));
        if (result.Inflected is not null)
        {
            text.WriteLine($"The last row is imrepu:{o.Smoothness + 1}, for comparison.");
        }

        text.WriteLine($"For example, with the largest basin: {result.Front[^1].Unit.Formula}");
        text.WriteLine(confirmed.All(c => c) ? "a1 and basin of each of the best are confirmed by classify." : $"classify confirms {confirmed.Count(c => c)} of {confirmed.Length}.");
        Paragraph.Write(text, "", "No basin is unbounded: what is exact on all of R grows faster than linearly (docs/design.md).");
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(PolynomialSearchResult result, bool[] confirmed) => new()
    {
        ["smoothness"] = result.Options.Smoothness,
        ["degree"] = result.Options.Degree,
        ["left"] = result.Options.WithLine ? "line" : "constant",
        ["K"] = result.Options.K,
        ["tried"] = result.Tried,
        ["stable"] = result.Stable,
        ["confirmed"] = confirmed.All(c => c),
        ["front"] = new JsonArray([.. result.Front.Select(ToJson)]),
        ["inflected"] = result.Inflected is { } i ? ToJson(i) : null,
    };

    /// <summary>The front.</summary>
    public static string ToCsv(PolynomialSearchResult result) => Csv.Table(
        [.. Enumerable.Range(1, result.Options.Degree - result.Options.Smoothness - 1).Select(i => $"r{i}"), "leftSlope", "a1", "basin", "fluctuation"],
        result.Front.Select(u => (IEnumerable<double?>)[.. u.Unit.Coefficients.Select(c => (double?)c.ToDouble()), u.Unit.LeftSlope.ToDouble(), u.A1, u.Basin, u.Fluctuation]));

    private static JsonObject ToJson(SearchedUnit u) => new()
    {
        ["formula"] = u.Unit.Formula,
        ["coefficients"] = new JsonArray([.. u.Unit.Coefficients.Select(c => (JsonNode)c.ToDouble())]),
        ["leftSlope"] = u.Unit.LeftSlope.ToDouble(),
        ["a1"] = u.A1,
        ["basin"] = Json.Number(u.Basin),
        ["fluctuation"] = u.Fluctuation,
    };

    private static IEnumerable<string> Row(SearchedUnit u, PolynomialSearchOptions o) =>
    [
        .. u.Unit.Coefficients.Select(c => Format.Number(c.ToDouble(), 6)), .. o.WithLine ? (string[])[Format.Number(u.Unit.LeftSlope.ToDouble(), 6)] : [],
        Format.Number(u.A1, 6), Format.Number(u.Basin, 6), Format.Number(u.Fluctuation, 6),
    ];

    private static IEnumerable<SearchedUnit> Some(PolynomialSearchResult result)
    {
        int count = Math.Min(Shown, result.Front.Count);
        return Enumerable.Range(0, count).Select(i => result.Front[count == 1 ? 0 : i * (result.Front.Count - 1) / (count - 1)]);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Agreement * Math.Max(1e-3, Math.Abs(b));
}
