using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Printing;
using Theory.Recursions;

namespace Theory.Cli.Commands;

/// <summary><c>theory recursions</c>: the recursions from layer to layer, abstract or for an activation, with their derivations.</summary>
internal static class RecursionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string?> activation = StandardOptions.OptionalActivation("the activation is left abstract");
        Option<string?> only = new("--only")
        {
            Description = "Only these, separated by commas; unless given all, or for an activation those of a single input",
            HelpName = string.Join(',', RecursionCatalogue.All.Select(r => r.Key)),
        };
        Option<int?> order = new("--order") { Description = "Instead mean, variance and higher cumulants of the metric to this order in 1/n, 1 to 4", HelpName = "P" };
        Option<bool> explain = new("--explain") { Description = "Show the steps of each derivation" };
        Option<string> format = StandardOptions.Format();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "recursions",
            "Derive the recursions for kernel, perturbations, four-point vertex, metric and tangent kernel.",
            "theory recursions",
            "theory recursions mrepu:2 --only kernel,vertex",
            "theory recursions --only vertex --explain",
            "theory recursions --order 3",
            "theory recursions relu --format python") { activation, only, order, explain, format, json };
        command.SetAction((parsed, cancellation) =>
        {
            Derivation? derivation = parsed.GetValue(activation) is string text ? Derivation.Of(Activation.Parse(text), cancellation: cancellation) : null;
            IReadOnlyList<Recursion>? orders = parsed.GetValue(order) is int highest ? RecursionCatalogue.CumulantsTo(highest) : null;
            Require.That(orders is null || derivation is null, $"--order leaves the activation abstract; leave it out, or take theory law ACTIVATION --orders for its numbers");
            Require.That(orders is null || parsed.GetValue(only) is null, $"--order and --only name different recursions; leave out one of them");
            RecursionForm[] forms = [.. (orders ?? Chosen(parsed.GetValue(only), derivation)).Select(r => derivation is null ? r.Abstract : r.Specialise(derivation, cancellation))];
            FormulaFormat language = FormulaFormat.Named(parsed.GetValue(format)!);
            terminal.Output.Write(
                parsed.GetValue(json) ? Json.Text(ToJson(derivation, forms, parsed.GetValue(explain)))
                : parsed.GetValue(explain) ? Explained(forms, latex: language == FormulaFormat.Latex)
                : RecursionDocument.Write(language, forms));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>Every form with its formula in all languages, and with the steps of its derivation if wanted.</summary>
    public static JsonObject ToJson(Derivation? derivation, IEnumerable<RecursionForm> forms, bool explain) => new()
    {
        ["activation"] = derivation?.Activation.Name,
        ["recursions"] = new JsonArray([.. forms.Select(f => FormToJson(f, explain))]),
    };

    private static IReadOnlyList<Recursion> Chosen(string? only, Derivation? derivation) =>
        only is not null ? [.. only.Split(',').Select(RecursionCatalogue.Named)]
        : derivation is null ? RecursionCatalogue.All
        : [.. RecursionCatalogue.All.Where(r => r.Definitions.Count == 0)];

    private static string Explained(IEnumerable<RecursionForm> forms, bool latex)
    {
        StringWriter text = new();
        foreach (RecursionForm form in forms)
        {
            text.WriteLine(latex ? $"\\paragraph{{{form.Recursion.Name}}}" : $"{form.Recursion.Left}: {form.Recursion.Name}");
            ExplainedSteps.Write(text, form.Explain(), latex);
            text.WriteLine();
        }

        return text.ToString();
    }

    private static JsonObject FormToJson(RecursionForm form, bool explain)
    {
        Recursion recursion = form.Recursion;
        JsonObject json = new()
        {
            ["key"] = recursion.Key,
            ["name"] = recursion.Name,
            ["left"] = recursion.Left,
            ["leftLatex"] = recursion.LeftLatex,
            ["initial"] = ExplainedSteps.EquationToJson(recursion.Initial),
            ["source"] = recursion.Source,
            ["arguments"] = new JsonArray([.. form.Arguments.Select(a => (JsonNode?)a.Name)]),
            ["notes"] = new JsonArray([.. form.Notes.Select(n => (JsonNode?)n)]),
            ["definitions"] = new JsonArray([.. form.Definitions.Select(d => new JsonObject { ["symbol"] = d.Symbol.Name, ["text"] = d.Text, ["latex"] = d.Latex })]),
        };
        FormulaJson.AddTo(json, form.Formula);
        if (explain)
        {
            json["steps"] = ExplainedSteps.ToJson(form.Explain());
        }

        return json;
    }
}
