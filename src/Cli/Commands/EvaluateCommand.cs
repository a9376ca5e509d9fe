using System.CommandLine;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Charts;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Expectations;
using Theory.Experiments.Reporting;
using Theory.Numerics.Certified;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Commands;

/// <summary><c>theory evaluate</c>: numbers.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> k = new("--K") { Description = "Kernels: a list and logarithmic ranges from..to:count", HelpName = "0.1,1,10|1e-6..1e3:200", DefaultValueFactory = _ => "0.01,0.1,1,10,100" };
        Option<double?> cw = StandardOptions.Number("--cw", "C_W, which multiplies chi_par, chi_perp and h [default: 1]");
        Option<string> method = MethodOption.Create();
        Option<bool> certified = new("--certified") { Description = "Prove intervals that contain the values, in interval arithmetic (slow)" };
        Option<double?> tolerance = StandardOptions.Number("--tolerance", "With --certified: relative width of the intervals to reach [default: 1e-10]");
        Option<string[]> only = QuantityNames.Create();
        Option<bool> json = StandardOptions.Json();
        Option<string?> output = StandardOptions.Out("Folder for a table (CSV), a figure (PNG, SVG) and JSON");
        Command command = new CommandWithExamples(
            "evaluate",
            "Evaluate the Gaussian expectations of an activation.",
            "theory evaluate mrepu:2 --K 0.1,1,10",
            "theory evaluate tanh --K 1e-6..1e3:200 --out tanh",
            "theory evaluate tanh --K 1 --quantity s2_ds2,ds4",
            "theory evaluate \"z+sech(10000*z)\" --K 1 --certified") { activation, k, cw, only, method, certified, tolerance, json, output };
        command.SetAction((parsed, cancellation) =>
        {
            OutputFolder? folder = parsed.GetValue(output) is string path ? OutputFolder.Named(path) : null;
            IReadOnlyList<double> kernels = StandardOptions.Checked(k, parsed.GetRequiredValue(k), KernelValues.Parse);
            IReadOnlyList<Quantity> quantities = QuantityNames.Parse(parsed.GetValue(only));
            double factor = Require.Positive(parsed.GetValue(cw) ?? 1, "--cw: C_W");
            ExpectationEvaluator evaluator = new(Activation.Parse(parsed.GetRequiredValue(activation)));
            EvaluationMethod chosen = MethodOption.Read(parsed, method);
            double? width = parsed.GetValue(tolerance);
            if (parsed.GetValue(certified))
            {
                if (quantities.Except(Quantity.All).FirstOrDefault() is Quantity unproven)
                {
                    throw new UserInputException($"--certified encloses {string.Join(", ", Quantity.All.Select(q => q.Key))}, not {unproven.Key}; leave --certified out for it");
                }

                return Task.FromResult(CertifiedRun.Execute(
                    terminal, evaluator, new CertifiedRun(kernels, factor, chosen, width ?? CertifiedEvaluator.DefaultTolerance, quantities), parsed.GetValue(json), folder, cancellation));
            }

            if (width is not null)
            {
                throw new UserInputException("--tolerance is the width of proven intervals; write --certified as well");
            }

            ExpectationValues[] points = [.. kernels.Select(x =>
            {
                cancellation.ThrowIfCancellationRequested();
                return evaluator.Evaluate(x, chosen, quantities, cancellation);
            })];
            if (chosen == EvaluationMethod.ClosedForm && !points.Any(p => p.HasAny))
            {
                throw new UserInputException(points.SelectMany(p => quantities.Select(q => p[q].UndefinedBecause)).OfType<string>().First());
            }

            JsonObject result = EvaluationReport.ToJson(evaluator.Activation, factor, points, quantities);
            folder?.WriteText("evaluate.json", Json.Text(result));
            folder?.WriteText("evaluate.csv", EvaluationReport.ToCsv(factor, points, quantities));
            if (points.Any(p => p.HasAny) && ExpectationFigures.Drawn.All(quantities.Contains))
            {
                folder?.WriteFigure("expectations", ExpectationFigures.AgainstKernel(evaluator.Activation, factor, points));
            }

            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(result));
            }
            else
            {
                terminal.Output.Write(EvaluationReport.ToText(terminal, evaluator.Activation, factor, points, quantities));
                FolderNote.Write(terminal, folder);
            }

            return Task.FromResult(points.Any(p => p.HasAny) ? ExitCode.Success : ExitCode.RunFailed);
        });
        return command;
    }
}
