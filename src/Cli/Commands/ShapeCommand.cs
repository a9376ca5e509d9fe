using System.CommandLine;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering.Frameworks;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Shaping;

namespace Theory.Cli.Commands;

/// <summary><c>theory shape</c>: an activation moved and scaled so that a deep network of it keeps kernels and correlations.</summary>
internal static class ShapeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> activation = StandardOptions.Activation();
        Option<string> method = StandardOptions.Word(
            "--method", "dks (deep kernel shaping: mean 0, chi_perp = zeta) or tat (tailored activations: chi_perp = 1, <s''^2> = tau)", "dks", "dks", "tat");
        Option<double?> target = StandardOptions.Number(
            "--target", "What the network shall have: the largest slope of correlations (dks) [default: 1.5], the curvature of correlations at 1 (tat) [default: 0.3], or, with leaky ReLUs by tat, the correlation of unrelated inputs [default: 0.9]");
        Option<int> depth = StandardOptions.Integer("--depth", "Number L of layers of preactivations of a plain network, one more than activations", StandardOptions.DefaultDepth);
        Option<string?> network = new("--network")
        {
            Description = "Another network: linear, any activation (all are the shaped one), residual(...; linear, alpha=, beta=) with alpha^2 + beta^2 = 1, rmsnorm, N*[...]",
            HelpName = "LAYERS",
        };
        Option<string?> format = FrameworkCode.Option("Write the first solution as code instead");
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "shape",
            "Move and scale an activation so that deep networks of it train like shallow ones: deep kernel shaping (DKS) and tailored activations (TAT), for any formula.",
            "theory shape tanh --depth 50",
            "theory shape softplus --method tat --network \"linear; 16*[residual(softplus; linear; softplus; linear, alpha=0.8, beta=0.6)]; softplus; linear\"",
            "theory shape leaky_relu --method tat --depth 30",
            "theory shape gelu --format pytorch") { activation, method, target, depth, network, format, json };
        command.SetAction((parsed, cancellation) =>
        {
            int layers = parsed.GetValue(depth);
            Architecture shaped = parsed.GetValue(network) is string text
                ? Architecture.Parse(text)
                : layers >= 2 ? Architecture.Parse($"linear; {layers - 1}*[tanh; linear]")
                : throw new UserInputException($"--depth must be at least 2, got {layers}");
            Activation s = Activation.Parse(parsed.GetRequiredValue(activation));
            ShapingMethod wanted = parsed.GetValue(method) == "tat" ? ShapingMethod.Tat : ShapingMethod.Dks;
            ShapingResult result = KernelShaper.Solve(s, wanted, shaped, parsed.GetValue(target), cancellation);
            if (parsed.GetValue(format) is string framework)
            {
                terminal.Output.Write(result.Solutions.Count > 0
                    ? FrameworkCode.Named(framework).Define(ShapeReport.Base(result), ShapeReport.AffineOf(result.Solutions[0]))
                    : throw new UserInputException($"{s.Name} has no shape for this: {result.Searched}"));
            }
            else if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(ShapeReport.ToJson(result)));
            }
            else
            {
                ShapeReport.Write(terminal, result);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
