using System.CommandLine;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Design;
using Theory.Experiments.Reporting;
using Theory.Numerics.Design;

namespace Theory.Cli.Commands;

/// <summary><c>theory design</c>: the members of a family of activations that have what is wanted.</summary>
internal static class DesignCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> family = new("family")
        {
            Description = "A formula in z and one other name, its free parameter, such as \"z*sigmoid(b*z)\", or an activation of the catalogue with a parameter left free, such as mrepu(2,-1,w)",
        };
        Option<string[]> want = new("--want")
        {
            Description = "What a member shall have: a1=NUMBER at K* = 0, stable (a1 <= 0), or K*=NUMBER, a critical kernel; several must all hold",
            HelpName = "WISH",
            Required = true,
        };
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "design",
            "Find the members of a family of activations with a wanted critical behaviour.",
            "theory design \"(w+z)*max(0,w+z+1)^2 - w*max(0,w+1)^2\" --want a1=0",
            "theory design \"mrepu(2,-1,w)\" --want stable",
            "theory design \"tanh(z) + b*z^2\" --want K*=1") { family, want, json };
        command.SetAction((parsed, cancellation) =>
        {
            DesignResult result = Designer.Solve(
                ActivationFamily.Parse(parsed.GetRequiredValue(family)), [.. parsed.GetRequiredValue(want).Select(Wish.Parse)], cancellation);
            terminal.Output.Write(parsed.GetValue(json) ? Json.Text(DesignReport.ToJson(result)) : DesignReport.ToText(result));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
