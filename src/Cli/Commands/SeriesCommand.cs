using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Asymptotics;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Quadrature;
using Theory.Printing;

namespace Theory.Cli.Commands;

/// <summary><c>theory series</c>: small-K expansions to any order, and the behaviour at large K.</summary>
internal static class SeriesCommand
{
    /// <summary>What diverges at so small a K does so at every K, as that of exp(z^4), which no series tells.</summary>
    private const double SmallKernel = 1e-8;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<int> order = StandardOptions.Integer("--order", "The highest power of K", 4);
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "series",
            "Expand the Gaussian expectations of an activation in powers of K, exactly.",
            "theory series tanh --order 6",
            """theory series "piecewise(z<0, exp(z)-1, z)" --json""",
            "theory series swish(b) --order 2") { activation, order, json };
        command.SetAction((parsed, cancellation) =>
        {
            if (ActivationFamily.TryParse(parsed.GetRequiredValue(activation)) is ActivationFamily family)
            {
                IReadOnlyList<FamilySeries> series = FamilySeries.Of(family, parsed.GetValue(order));
                terminal.Output.Write(parsed.GetValue(json) ? Json.Text(FamilyReport.SeriesJson(family, series)) : FamilyReport.SeriesText(family, series));
                return Task.FromResult(ExitCode.Success);
            }

            Activation s = Activation.Parse(parsed.GetRequiredValue(activation));
            SmallKernelExpansion small = SmallKernelExpansion.Of(s, parsed.GetValue(order));
            foreach (Quantity quantity in Quantity.All)
            {
                cancellation.ThrowIfCancellationRequested();
                _ = small[quantity];
            }

            ActivationCompiler.Compile(s);
            ExpectationEvaluator evaluator = new(s);
            if (evaluator.Evaluate(Quantity.Kernel, SmallKernel).Missing is { Kind: NoValueKind.Diverges } missing)
            {
                throw new UserInputException($"there is nothing to expand: {missing.Reason}");
            }

            LargeKernelExpansion large = LargeKernelExpansion.Of(s);
            cancellation.ThrowIfCancellationRequested();
            double? saturation = large.Saturates ? Saturation.ChiPerpConstant(evaluator) : null;
            terminal.Output.Write(parsed.GetValue(json) ? Json.Text(ToJson(small, large, saturation, evaluator)) : ToText(small, large, saturation, evaluator));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>One object with the expansions at small and large K.</summary>
    public static JsonObject ToJson(SmallKernelExpansion small, LargeKernelExpansion large, double? saturation, ExpectationEvaluator evaluator) => new()
    {
        ["activation"] = small.Activation.Name,
        ["order"] = small.Order,
        ["a1"] = Json.Number(small.A1),
        ["b1"] = Json.Number(small.B1),
        ["a1Exact"] = small.A1?.ToString(),
        ["b1Exact"] = small.B1?.ToString(),
        ["quantities"] = new JsonObject(Quantity.All.Select(q => KeyValuePair.Create(q.Key, SeriesToJson(small[q], evaluator, q)))),
        ["undefined"] = small.SlopeUndefinedBecause,
        ["largeK"] = new JsonObject(Quantity.All.Select(q => KeyValuePair.Create(q.Key, LeadingToJson(q, large, saturation)))),
    };

    private static string ToText(SmallKernelExpansion small, LargeKernelExpansion large, double? saturation, ExpectationEvaluator evaluator)
    {
        StringWriter text = new();
        text.WriteLine(small.Activation.Title);
        text.WriteLine();
        text.WriteLine("K -> 0, at C_W = 1:");
        text.WriteLine();
        foreach (Quantity quantity in Quantity.All)
        {
            text.WriteLine($"  {quantity.Symbol,-8} = {(small[quantity] is KernelSeries s ? s.ToString() : "undefined: " + small.SlopeUndefinedBecause)}");
        }

        text.WriteLine();
        foreach (IGrouping<string, Quantity> group in Quantity.All.Where(q => small[q] is not null).GroupBy(q => small[q]!.Convergence.Statement))
        {
            text.WriteLine($"  {string.Join(", ", group.Select(q => q.Symbol))}: {group.Key}");
        }

        string[] bounds = [.. Quantity.All.Where(q => small[q] is not null)
            .Select(q => (q.Symbol, Bound: KernelSeriesEvaluator.UsefulBelow(small[q]!, evaluator, q))).Where(q => double.IsFinite(q.Bound)).Select(q => $"{q.Symbol} {Format.Number(q.Bound, 2)}")];
        if (bounds.Length > 0)
        {
            text.WriteLine($"  what is left out stays below 1% of the leading term up to K = {string.Join(", ", bounds)}");
        }

        if (small.A1 is Expr a1)
        {
            text.WriteLine($"  a1 = {a1}, b1 = {small.B1}: at C_W = 1/s'(0)^2, K(l+1) = K*(1 + a1*K + ...), chi_par = 1 + 2*a1*K + ..., chi_perp = 1 + b1*K + ...");
        }

        text.WriteLine();
        text.WriteLine("K -> infinity, leading terms:");
        text.WriteLine();
        foreach (Quantity quantity in Quantity.All)
        {
            if (Leading(quantity, large, saturation) is string leading)
            {
                text.WriteLine($"  {quantity.Symbol,-8} ~ {leading}");
            }
        }

        if (!Quantity.All.Any(q => Leading(q, large, saturation) is not null))
        {
            text.WriteLine("  not known: s oscillates, or does not grow like a power of z");
        }

        return text.ToString();
    }

    private static string? Leading(Quantity quantity, LargeKernelExpansion large, double? saturation) =>
        large[quantity] is KernelTerm term ? term.ToString()
        : quantity == Quantity.ChiPerp && saturation is double c ? $"{Format.Number(c, 10)}/sqrt(K)"
        : null;

    private static JsonNode? SeriesToJson(KernelSeries? series, ExpectationEvaluator evaluator, Quantity quantity) => series is null ? null : new JsonObject
    {
        ["text"] = series.ToString(),
        ["latex"] = series.ToLatex(),
        ["terms"] = new JsonArray([.. series.Terms.Select(TermToJson)]),
        ["bigO"] = series.BigO is int n ? n / 2.0 : null,
        ["firstNeglected"] = TermToJson(series.FirstNeglected),
        ["convergence"] = series.Convergence.Kind.ToString().ToLowerInvariant(),
        ["convergesBelow"] = Json.Number(series.Convergence.Below),
        ["exponentiallySmall"] = series.Convergence.ExponentiallySmall?.ToString(),
        ["statement"] = series.Convergence.Statement,
        ["usefulBelow"] = Json.Number(KernelSeriesEvaluator.UsefulBelow(series, evaluator, quantity)),
    };

    private static JsonNode? TermToJson(KernelTerm? term) => term is null ? null : new JsonObject
    {
        ["power"] = term.HalfPower / 2.0,
        ["coefficient"] = Json.Number(KernelSeriesEvaluator.Coefficient(term)),
        ["exact"] = term.Coefficient.ToString(),
    };

    private static JsonNode? LeadingToJson(Quantity quantity, LargeKernelExpansion large, double? saturation) =>
        large[quantity] is KernelTerm term
            ? new JsonObject
            {
                ["text"] = term.ToString(),
                ["latex"] = LatexPrinter.Print(term.ToExpr()),
                ["power"] = term.HalfPower / 2.0,
                ["coefficient"] = Json.Number(KernelSeriesEvaluator.Coefficient(term)),
            }
            : quantity == Quantity.ChiPerp && saturation is double c
            ? new JsonObject { ["text"] = Leading(quantity, large, saturation), ["latex"] = null, ["power"] = -0.5, ["coefficient"] = Json.Number(c) }
            : null;
}
