using System.CommandLine;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Cli.Rendering;
using Theory.Experiments.Reporting;
using Theory.Networks;

namespace Theory.Cli.Commands;

/// <summary><c>theory network</c>: what the text of a network means.</summary>
internal static class NetworkCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> text = new("network")
        {
            Description = "Layers separated by semicolons: linear(width=, cb=, cw=, lambda_b=, lambda_w=, bias=off), any activation or formula in z, "
                + "scale(c), residual(layers, alpha=, beta=, skip=layers), sum(layers | layers), product(... | ...), concat(... | identity), layernorm, rmsnorm, "
                + "dropout(keep), gated(s), swiglu, geglu, N*[layers]; for images input(height, width, channels=) first, conv1d(size), "
                + "conv2d(size, channels=, padding=zero|circular|valid, stride=), avgpool(window), globalpool, flatten",
        };
        Option<double?> cb = StandardOptions.Number("--cb", "Bias variance C_b of layers that do not say otherwise [default: 0]");
        Option<double?> cw = StandardOptions.Number("--cw", "Rescaled weight variance C_W of layers that do not say otherwise [default: 1]");
        Option<int> width = StandardOptions.Integer("--width", "Width of layers that do not say otherwise; 0 for infinite", 0);
        Option<bool> json = StandardOptions.Json();
        Command command = new CommandWithExamples(
            "network",
            "Show how the text of a network is understood: layers, shapes, parameters.",
            "theory network \"linear; gelu; 12*[residual(norm; linear; gelu; linear, beta=0.5)]; norm; linear\" --cw 2",
            "theory network \"input(28, 28); conv2d(3, channels=16); relu; avgpool(2); conv2d(3, channels=32); relu; flatten; linear(10)\" --cw 2") { text, cb, cw, width, json };
        command.SetAction((parsed, _) =>
        {
            int n = parsed.GetValue(width);
            Linear defaults = new(parsed.GetValue(cb) ?? 0, parsed.GetValue(cw) ?? 1, n == 0 ? null : n);
            string layers = parsed.GetRequiredValue(text);
            ArchitectureStart start = new(layers, Architecture.Parse(layers, defaults), defaults, 1);
            if (parsed.GetValue(json))
            {
                terminal.Output.Write(Json.Text(ArchitectureReport.ToJson(start)));
            }
            else
            {
                ArchitectureReport.Write(terminal, start);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
