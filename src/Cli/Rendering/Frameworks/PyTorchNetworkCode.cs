using System.Globalization;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Networks;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>PyTorch code of networks of skips, norms and repetitions, initialised as recommended.</summary>
internal sealed class PyTorchNetworkCode
{
    private readonly Dictionary<string, string> _activations = [];
    private readonly List<string> _definitions = [];
    private readonly AdviceRequest _request;
    private int _width;

    private PyTorchNetworkCode(AdviceRequest request) => (_request, _width) = (request, request.InputWidth);

    /// <summary>The code.</summary>
    /// <exception cref="UserInputException">The network has a layer that is not written here.</exception>
    public static string Write(NetworkRecommendation r, AdviceRequest request)
    {
        PyTorchNetworkCode code = new(request);
        string network = code.Sequence(r.Architecture.Sequence, 1, isWhole: true);
        using StringWriter head = new() { NewLine = "\n" };
        Paragraph.Write(head, "# ", "# ", $"{r.Template.Text}, width {request.Options.Width}, for {request.Inputs}.");
        Paragraph.Write(head, "# ", "# ", "Weights have the standard deviation sqrt(C_W/fan_in), biases sqrt(C_b).");
        return head + "\n" + $$"""
            import math

            import torch
            from torch import nn


            {{string.Concat(code._definitions.Select(d => d.Trim('\n') + "\n\n\n"))}}def linear(fan_in, fan_out, cw, cb):
                layer = nn.Linear(fan_in, fan_out)
                nn.init.normal_(layer.weight, std=math.sqrt(cw / fan_in))
                if cb > 0:
                    nn.init.normal_(layer.bias, std=math.sqrt(cb))
                else:
                    nn.init.zeros_(layer.bias)
                return layer


            class Residual(nn.Module):
                def __init__(self, body, alpha, beta, projection=None):
                    super().__init__()
                    self.body, self.alpha, self.beta, self.projection = body, alpha, beta, projection

                def forward(self, x):
                    skip = x if self.projection is None else self.projection(x)
                    return self.alpha * skip + self.beta * self.body(x)


            class Norm(nn.Module):
                def __init__(self, centred):
                    super().__init__()
                    self.centred = centred

                def forward(self, x):
                    if self.centred:
                        x = x - x.mean(dim=-1, keepdim=True)
                    return x / x.square().mean(dim=-1, keepdim=True).sqrt()


            class Scale(nn.Module):
                def __init__(self, factor):
                    super().__init__()
                    self.factor = factor

                def forward(self, x):
                    return self.factor * x


            def make_network():
                return {{network}}

            """.ReplaceLineEndings("\n");
    }

    private string Sequence(LayerSequence sequence, int depth, bool isWhole = false)
    {
        string indent = new(' ', 4 * (depth + 1));
        string[] layers = [.. sequence.Layers.Select((l, i) => Layer(l, depth, isWhole && i == sequence.Layers.Count - 1))];
        return $"nn.Sequential(\n{string.Concat(layers.Select(l => $"{indent}{l},\n"))}{new string(' ', 4 * depth)})";
    }

    private string Layer(Layer layer, int depth, bool isLast)
    {
        switch (layer)
        {
            case Linear { IsNormal: true } linear:
                int fanIn = _width;
                // The width that was asked for is filled in wherever the text says none, at the outputs too.
                int width = linear.Width ?? _request.Options.Width;
                _width = isLast && width == _request.Options.Width ? _request.OutputWidth : width;
                return string.Create(CultureInfo.InvariantCulture, $"linear({fanIn}, {_width}, {FrameworkActivation.Number(linear.Cw)}, {FrameworkActivation.Number(linear.Cb)})");
            case Elementwise elementwise:
                return Activation(elementwise.Activation);
            case Repetition repetition:
                return $"*[{Sequence(repetition.Body, depth + 1)} for _ in range({repetition.Count})]";
            case Residual residual:
                int before = _width;
                string body = Sequence(residual.Body, depth + 1);
                int after = _width;
                _width = before;
                string projection = residual.Projection is null ? "" : $", {Sequence(residual.Projection, depth + 1)}";
                _width = after;
                return $"Residual({body}, {FrameworkActivation.Number(residual.Alpha)}, {FrameworkActivation.Number(residual.Beta)}{projection})";
            case Normalisation norm:
                return $"Norm(centred={(norm.Kind == NormalisationKind.Layer ? "True" : "False")})";
            case Scaling scaling:
                return $"Scale({FrameworkActivation.Number(scaling.Factor)})";
            case Dropout dropout:
                return $"nn.Dropout({FrameworkActivation.Number(1 - dropout.Keep)})";
            default:
                throw new UserInputException($"--format pytorch writes linear layers, activations, residual, norm, scale, dropout and repetitions; the network has {Architecture.TextOf(layer)}");
        }
    }

    private string Activation(Activation s)
    {
        if (FrameworkActivation.PyTorch(s) is string known)
        {
            return known;
        }

        if (!_activations.TryGetValue(s.Name, out string? name))
        {
            string number = _activations.Count == 0 ? "" : (_activations.Count + 1).ToString(CultureInfo.InvariantCulture);
            _activations[s.Name] = name = $"Activation{number}";
            _definitions.Add(new PyTorchCode().Define(s)
                .Replace("def activation(", $"def activation{number}(", StringComparison.Ordinal)
                .Replace("class Activation(", $"class {name}(", StringComparison.Ordinal)
                .Replace("return activation(", $"return activation{number}(", StringComparison.Ordinal));
        }

        return $"{name}()";
    }
}
