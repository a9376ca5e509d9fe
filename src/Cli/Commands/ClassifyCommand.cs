using System.CommandLine;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Commands;

/// <summary><c>theory classify</c>: universality class and critical initialisations.</summary>
internal static class ClassifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "classify",
            "Find the universality class of an activation and its critical C_b and C_W.",
            "theory classify gelu",
            """theory classify "sin(z)+z^2/4" --json""",
            """theory classify "z*sigmoid(b*z)" """.TrimEnd()) { activation, json };
        command.SetAction((parsed, cancellation) =>
        {
            if (ActivationFamily.TryParse(parsed.GetRequiredValue(activation)) is ActivationFamily family)
            {
                terminal.Output.Write(parsed.GetValue(json) ? Json.Text(FamilyReport.ClassifyJson(family)) : FamilyReport.ClassifyText(family));
                return Task.FromResult(ExitCode.Success);
            }

            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            Classification classification = Classifier.Classify(evaluator, cancellation);
            BasinOfAttraction?[] basins = [.. classification.CriticalPoints.Select(p => BasinOfAttraction.Of(evaluator, p))];
            terminal.Output.Write(parsed.GetValue(json) ? Json.Text(ClassificationReport.ToJson(classification, basins)) : ClassificationReport.ToText(classification, basins));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
