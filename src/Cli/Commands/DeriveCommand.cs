using System.CommandLine;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Compilation;
using Theory.Printing;
using Theory.Printing.Documents;

namespace Theory.Cli.Commands;

/// <summary><c>theory derive</c>: closed forms.</summary>
internal static class DeriveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> format = StandardOptions.Format();
        Option<bool> explain = new("--explain") { Description = "Show the steps of each derivation" };
        Option<string[]> only = QuantityNames.Create();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "derive",
            "Derive the Gaussian expectations of an activation in closed form.",
            "theory derive mrepu:2",
            "theory derive gelu --explain --quantity g",
            "theory derive relu --quantity m6,s2_ds2",
            """theory derive "max(0,z)-0.1*max(0,-z)" --format latex""",
            "theory derive gelu --format python") { activation, format, explain, only, json };
        command.SetAction((parsed, cancellation) =>
        {
            IReadOnlyList<Quantity> quantities = QuantityNames.Parse(parsed.GetValue(only));
            string text = parsed.GetRequiredValue(activation);
            ActivationFamily? family = ActivationFamily.TryParse(text);
            IReadOnlyList<FamilyRange> ranges = family is null ? [] : FamilyRange.Of(family);
            if (ranges.Count > 1)
            {
                FamilyDerivation pieces = new(family!, ranges, quantities, cancellation);
                terminal.Output.Write(parsed.GetValue(json)
                    ? Json.Text(pieces.ToJson(parsed.GetValue(explain)))
                    : pieces.ToText(FormulaFormat.Named(parsed.GetValue(format)!), parsed.GetValue(explain)));
                return Task.FromResult(ExitCode.Success);
            }

            Derivation derivation = Derivation.Of(ranges.Count == 1 ? ranges[0].Members : Activation.Parse(text), cancellation: cancellation);
            if (derivation.Activation.FreeParameters.Count == 0 && quantities.Any(q => derivation[q] is { Formula: null, IsUndefined: false }))
            {
                // What has no closed form must at least be a function, unlike log(z).
                ActivationCompiler.Compile(derivation.Activation);
            }

            if (parsed.GetValue(explain))
            {
                ExplainedDerivation explained = new(derivation, quantities, cancellation);
                terminal.Output.Write(parsed.GetValue(json)
                    ? Json.Text(explained.ToJson())
                    : explained.ToText(parsed.GetValue(format)!.Equals("latex", StringComparison.OrdinalIgnoreCase)));
                return Task.FromResult(ExitCode.Success);
            }

            terminal.Output.Write(parsed.GetValue(json)
                ? Json.Text(DerivationReport.ToJson(derivation, quantities))
                : FormulaFormat.Named(parsed.GetValue(format)!).Write(derivation, quantities));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
