using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Expectations;
using Theory.Experiments.Reporting;

namespace Theory.Cli.Commands;

/// <summary><c>theory activations</c>: the catalogue.</summary>
internal static class ActivationsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "activations",
            "List the activations that are known by name, with definition, smoothness and what is known in closed form.",
            "theory activations") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(new JsonObject
                {
                    ["activations"] = new JsonArray([.. ActivationCatalogue.Entries.Select(ToJson)]),
                }));
                return ExitCode.Success;
            }

            Tables.Write(
                terminal,
                ["name", "s(z)", "smoothness", "closed forms", "reference"],
                ActivationCatalogue.Entries.Select(e => (IEnumerable<string>)[e.Usage, e.Formula, Smoothness(Example(e)), ClosedForms(Example(e)), e.Reference]),
                alignRight: false);
            terminal.Output.WriteLine("Parameters are written as in mrepu:2, leaky_relu(0.1), mrepu(p=2, c=-1/2), or left free as in repu:p.");
            return ExitCode.Success;
        });
        return command;
    }

    private static JsonNode ToJson(CatalogueEntry entry)
    {
        Activation example = Example(entry);
        return new JsonObject
        {
            ["name"] = entry.Name,
            ["usage"] = entry.Usage,
            ["aliases"] = new JsonArray([.. entry.Aliases.Select(a => (JsonNode)a)]),
            ["definition"] = entry.Formula,
            ["description"] = entry.Description,
            ["reference"] = entry.Reference,
            ["example"] = example.Name,
            ["smoothness"] = Smoothness(example),
            ["closedForms"] = ClosedForms(example),
        };
    }

    /// <summary>The entry with its defaults, and order 2 where one must be given.</summary>
    private static Activation Example(CatalogueEntry entry) =>
        Activation.Parse(entry.Example);

    private static string Smoothness(Activation activation) => activation.Smoothness switch
    {
        null => activation.Pieces.Count == 1 ? "analytic" : "smooth",
        -1 => "jumps",
        0 => "continuous",
        int k => $"C^{k}",
    };

    private static string ClosedForms(Activation activation)
    {
        Derivation derivation = Derivation.Of(activation);
        int defined = Quantity.All.Count(q => !derivation[q].IsUndefined);
        int closed = Quantity.All.Count(q => derivation[q].Formula is not null);
        return closed == defined ? "all" : closed == 0 ? "none" : $"all but {string.Join(", ", Quantity.All.Where(q => derivation[q] is { Formula: null, IsUndefined: false }))}";
    }
}
