using System.Text.Json.Nodes;
using Theory.Cli.Options;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;

namespace Theory.Cli.Rendering;

/// <summary>How a network was understood, as text and JSON.</summary>
internal static class ArchitectureReport
{
    /// <summary>The layers, one a line, those inside others indented.</summary>
    public static void Write(Terminal terminal, ArchitectureStart start)
    {
        Architecture network = start.Architecture;
        terminal.Output.WriteLine($"C_b = {Format.Number(start.Defaults.Cb)}, C_W = {Format.Number(start.Defaults.Cw)}, "
            + $"width {(start.Defaults.Width is int n ? Format.Number(n) : "infinite")} unless a layer says otherwise");
        terminal.Output.WriteLine($"{"shape",-14} layer");
        terminal.Output.WriteLine($"{network.Input,-14} input");
        Write(terminal, network.Sequence, network.Input, 0);
        terminal.Output.WriteLine($"{Format.Number(network.Sequence.Size)} layers, repetitions counted{(network.Plain is null ? "" : "; a plain network")}");
    }

    /// <summary>The JSON object.</summary>
    public static JsonObject ToJson(ArchitectureStart start) => new()
    {
        ["network"] = start.Text,
        ["understood"] = start.Architecture.ToString(),
        ["cb"] = start.Defaults.Cb,
        ["cw"] = start.Defaults.Cw,
        ["width"] = start.Defaults.Width,
        ["plain"] = start.Architecture.Plain is not null,
        ["size"] = start.Architecture.Sequence.Size,
        ["input"] = start.Architecture.Input.ToString(),
        ["output"] = start.Architecture.Output.ToString(),
        ["layers"] = Layers(start.Architecture.Sequence, start.Architecture.Input),
    };

    private static void Write(Terminal terminal, LayerSequence sequence, SignalShape shape, int depth)
    {
        string indent = new(' ', 2 * depth);
        foreach ((Layer layer, SignalShape after) in sequence.Layers.Zip(Architecture.Shapes(sequence, shape)))
        {
            terminal.Output.WriteLine($"{after,-14} {indent}{Heading(layer)}");
            foreach ((string? name, LayerSequence inner) in Inner(layer))
            {
                if (name is not null)
                {
                    terminal.Output.WriteLine($"{"",-14} {indent}  {name}:");
                }

                Write(terminal, inner, shape, depth + (name is null ? 1 : 2));
            }

            shape = after;
        }
    }

    private static JsonArray Layers(LayerSequence sequence, SignalShape shape)
    {
        JsonArray result = [];
        foreach ((Layer layer, SignalShape after) in sequence.Layers.Zip(Architecture.Shapes(sequence, shape)))
        {
            JsonObject json = new() { ["kind"] = Kind(layer), ["text"] = Architecture.TextOf(layer), ["shape"] = after.ToString() };
            AddParameters(json, layer);
            LayerSequence[] inner = [.. Inner(layer).Select(i => i.Sequence)];
            if (inner.Length == 1)
            {
                json["layers"] = Layers(inner[0], shape);
            }
            else if (inner.Length > 1)
            {
                SignalShape before = shape;
                json["branches"] = new JsonArray([.. inner.Select(s => Layers(s, before))]);
            }

            result.Add(json);
            shape = after;
        }

        return result;
    }

    private static string Heading(Layer layer) => layer switch
    {
        Repetition repetition => $"{repetition.Count} times",
        Residual residual => $"residual, alpha = {Format.Number(residual.Alpha)}, beta = {Format.Number(residual.Beta)}{(residual.Projection is null ? "" : ", projected")}",
        Branches branches => branches.Name ?? Kind(layer),
        _ => Architecture.TextOf(layer),
    };

    private static string Kind(Layer layer) => layer switch
    {
        Elementwise => "activation",
        Repetition => "repetition",
        _ => new string([.. Architecture.TextOf(layer).TakeWhile(char.IsLetterOrDigit)]),
    };

    private static (string? Name, LayerSequence Sequence)[] Inner(Layer layer) => layer switch
    {
        Repetition repetition => [(null, repetition.Body)],
        Residual { Projection: LayerSequence projection } residual => [("branch", residual.Body), ("skip", projection)],
        Residual residual => [(null, residual.Body)],
        Branches branches => [.. branches.Sequences.Select((s, i) => ((string?)$"branch {i + 1}", s))],
        _ => [],
    };

    private static void AddParameters(JsonObject json, Layer layer)
    {
        switch (layer)
        {
            case Linear linear:
                AddWeights(json, linear);
                break;
            case Convolution convolution:
                AddWeights(json, convolution.Weights);
                json["size"] = new JsonArray([.. convolution.Size.Select(s => JsonValue.Create(s))]);
                json["padding"] = convolution.Padding.ToString().ToLowerInvariant();
                json["stride"] = convolution.Stride;
                break;
            case Residual residual:
                (json["alpha"], json["beta"]) = (residual.Alpha, residual.Beta);
                break;
            case Repetition repetition:
                json["count"] = repetition.Count;
                break;
            case Branches { Name: string name }:
                json["name"] = name;
                break;
        }
    }

    private static void AddWeights(JsonObject json, Linear linear)
    {
        (json["cb"], json["cw"], json["width"]) = (linear.Cb, linear.Cw, linear.Width);
        (json["lambdaB"], json["lambdaW"]) = (linear.LambdaB, linear.LambdaW);
    }
}
