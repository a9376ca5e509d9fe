using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;
using Theory.Printing;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>PyTorch: nn.Sequential.</summary>
internal sealed class PyTorchCode : PythonCode
{
    /// <inheritdoc/>
    protected override string Name => "pytorch";

    /// <inheritdoc/>
    public override string Define(Activation s, AffineShape? shape = null) => Function(s, ArrayLanguage.PyTorch, (from, to) => $"torch.clamp(z, min={from}, max={to})", "torch", shape) + """


        class Activation(nn.Module):
            def forward(self, z):
                return activation(z)

        """.ReplaceLineEndings("\n");

    /// <inheritdoc/>
    protected override string Body(Recommendation r, AdviceRequest request) => Code(r.Activation, Layers(r, request));

    /// <summary>A network whose layers have one width and one initialisation.</summary>
    public static string Of(Activation s, int depth, int width, double cb, double cw) => new PyTorchCode().Code(
        s, $"# (fan_in, fan_out, C_W, C_b) of each weight layer\nLAYERS = [({width}, {width}, {Exact(cw)}, {Exact(cb)})] * {depth}\n");

    private string Code(Activation s, string layers)
    {
        string? known = FrameworkActivation.PyTorch(s);
        string definition = known is not null ? "" : Define(s) + "\n\n";
        return $$"""
            import math

            import torch
            from torch import nn

            {{layers}}

            {{definition}}def initialise(linear, cw, cb):
                nn.init.normal_(linear.weight, std=math.sqrt(cw / linear.in_features))
                if cb > 0:
                    nn.init.normal_(linear.bias, std=math.sqrt(cb))
                else:
                    nn.init.zeros_(linear.bias)


            def make_network():
                modules = []
                for i, (fan_in, fan_out, cw, cb) in enumerate(LAYERS):
                    linear = nn.Linear(fan_in, fan_out)
                    initialise(linear, cw, cb)
                    modules.append(linear)
                    if i < len(LAYERS) - 1:
                        modules.append({{known ?? "Activation()"}})
                return nn.Sequential(*modules)

            """.ReplaceLineEndings("\n");
    }
}
