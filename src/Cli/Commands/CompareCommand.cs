using System.CommandLine;
using System.Text.Json.Nodes;
using Fractions;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Expressions;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Commands;

/// <summary><c>theory compare</c>: several activations, or the members of a family, in one table and one figure.</summary>
internal static class CompareCommand
{
    /// <summary>The parameters of the catalogue that have no default are taken as this.</summary>
    private const string UsualOrder = ":2";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> activations = new("activations")
        {
            Description = "Activations as in theory derive, or one family with a free parameter, such as \"swish(b)\", with --values; the whole catalogue unless given",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> values = new("--values") { Description = "Values of the parameter of a family: a list, or FROM..TO:COUNT at equal steps", HelpName = "LIST" };
        AdviceOptions networks = new();
        Option<bool> markdown = new("--markdown") { Description = "Write a page in Markdown with 15 digits" };
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for the figure (PNG, SVG), a table (CSV) and JSON");
        Command command = new CommandWithExamples(
            "compare",
            "Compare activations, or the members of a family: class, critical behaviour, how to initialise, how deep.",
            "theory compare relu tanh sin",
            "theory compare \"tanh(a*z)\" --values 0.5,1,2") { activations, values, markdown, json, output };
        networks.AddTo(command, withShape: false);
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            RecommendationOptions options = networks.Read(parsed, withShape: false).Options;
            string[] names = parsed.GetValue(activations) is { Length: > 0 } given ? given : [.. ActivationCatalogue.Entries.Select(Usual).OfType<string>()];
            double[]? members = parsed.GetValue(values) is string text ? StandardOptions.Checked(values, text, ParameterValues.Parse) : null;
            ActivationFamily? family = names.Length == 1 ? ActivationFamily.TryParse(names[0]) : null;
            if (family is null != members is null)
            {
                throw new UserInputException(family is null
                    ? "--values are those of the parameter of one family; name one, such as \"swish(b)\""
                    : $"'{family.Text}' has the free parameter {family.Parameter.Name}; give its values, as in --values 0.5,1,2");
            }

            ComparedActivation[] rows = family is null
                ? [.. names.Select(Activation.Parse).ToArray().Select(a => ComparedActivation.Of(a, null, options, cancellation))]
                : [.. members!.Select(v => ComparedActivation.Of(family.Member(new Number(Fraction.FromDoubleRounded(v))), v, options, cancellation))];
            JsonObject result = ComparisonReport.ToJson(rows, options, family?.Parameter.Name);
            folder?.WriteText("compare.json", Json.Text(result));
            folder?.WriteText("compare.csv", ComparisonReport.ToCsv(rows));
            folder?.WriteFigure("correlations", ComparisonFigures.Correlations(rows, options));
            if (family is not null)
            {
                folder?.WriteFigure("family", ComparisonFigures.Family(rows, family.Text, family.Parameter.Name));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else if (parsed.GetValue(markdown))
            {
                terminal.Output.Write(ComparisonReport.ToMarkdown(rows, options));
            }
            else
            {
                ComparisonReport.Write(terminal, rows, options);
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    /// <summary>An entry of the catalogue with its defaults; null for one that has none for what it needs.</summary>
    private static string? Usual(CatalogueEntry entry) => entry.Parameters is [{ IsPositiveInteger: true, Default: null }, ..] ? entry.Name + UsualOrder
        : entry.Parameters.Any(p => p.Default is null) ? null
        : entry.Name;
}
