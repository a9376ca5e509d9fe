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
    protected override string Body(Recommendation r, AdviceRequest request) => Code(request.Applied(r.Activation), Layers(r, request), request.Point);

    /// <summary>A network whose layers have one width and one initialisation.</summary>
    public static string Of(Activation s, int depth, int width, double cb, double cw) => new PyTorchCode().Code(s, Layers(depth, width, cw, cb));

    private string Code(Activation s, string layers, OperatingPoint? about = null)
    {
        string? known = FrameworkActivation.PyTorch(s);
        string definition = known is not null ? "" : Define(s) + "\n\n";
        (string constants, string shift) = about is not OperatingPoint point ? ("", "") : (
            $"# neurons work about z = POINT, where the activation is VALUE\nPOINT, VALUE = {Exact(point.Point)}, {Exact(point.Value)}\n\n",
            """
                    with torch.no_grad():
                        if i > 0:
                            linear.bias -= VALUE * linear.weight.sum(dim=1)
                        if i < len(LAYERS) - 1:
                            linear.bias += POINT

            """);
        return $$"""
            import math

            import torch
            from torch import nn

            {{layers}}{{constants}}

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
            {{shift}}        modules.append(linear)
                    if i < len(LAYERS) - 1:
                        modules.append({{known ?? "Activation()"}})
                return nn.Sequential(*modules)

            """.ReplaceLineEndings("\n");
    }
}
