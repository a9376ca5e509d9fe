using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;
using Theory.Printing;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>TorchSharp: a Sequential of Linear layers.</summary>
internal sealed class TorchSharpCode : FrameworkCode
{
    /// <inheritdoc/>
    protected override string Name => "torchsharp";

    /// <inheritdoc/>
    protected override string Comment => "//";

    /// <inheritdoc/>
    protected override string Body(Recommendation r, AdviceRequest request)
    {
        string? known = FrameworkActivation.TorchSharp(r.Activation);
        string rows = string.Concat(Groups(r, request).Select(g => $"        ({g.FanIn}, {g.FanOut}, {Exact(g.Cw)}, {Exact(g.Cb)}, {g.Count}),\n"));
        return $$"""
            using System;
            using System.Collections.Generic;
            using TorchSharp;
            using TorchSharp.Modules;
            using static TorchSharp.torch;

            /// <summary>The network and its initialisation.</summary>
            public static class InitialisedNetwork
            {
                private static readonly (long FanIn, long FanOut, double Cw, double Cb, int Count)[] Layers =
                {
            {{rows}}    };

                /// <summary>A network with new weights.</summary>
                public static Sequential Make()
                {
                    List<(string, nn.Module<Tensor, Tensor>)> modules = new();
                    int layer = 0;
                    foreach ((long fanIn, long fanOut, double cw, double cb, int count) in Layers)
                    {
                        for (int i = 0; i < count; i++)
                        {
                            if (layer > 0)
                            {
                                modules.Add(($"activation{layer}", {{known ?? "new Activation()"}}));
                            }

                            Linear linear = nn.Linear(fanIn, fanOut);
                            nn.init.normal_(linear.weight, 0, Math.Sqrt(cw / fanIn));
                            nn.init.normal_(linear.bias!, 0, Math.Sqrt(cb));
                            modules.Add(($"linear{++layer}", linear));
                        }
                    }

                    return nn.Sequential(modules);
                }
            {{(known is null ? "\n" + Indented(Define(r.Activation)) : "")}}}

            """.ReplaceLineEndings("\n");
    }

    /// <inheritdoc/>
    public override string Define(Activation s, AffineShape? shape = null)
    {
        (IReadOnlyList<string> lines, string result) = FrameworkActivation.Pieces(
            s, ArrayLanguage.TorchSharp.Write, Clamped, c => $"torch.full_like(z, {c})",
            (below, a, b) => $"torch.where(z < {below}, {a}, {b})", (name, value) => $"Tensor {name} = {value};");
        return $$"""
            private sealed class Activation : nn.Module<Tensor, Tensor>
            {
                public Activation()
                    : base(nameof(Activation))
                {
                }

                public override Tensor forward(Tensor z)
                {
            {{(shape is null ? "" : $"        z = {shape.Input};\n")}}{{string.Concat(lines.Select(l => $"        {l}\n"))}}        return {{(shape is null ? result : shape.Output($"({result})"))}};
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Indented(string code) => string.Concat(code.Split('\n')[..^1].Select(l => l.Length == 0 ? "\n" : $"    {l}\n"));

    private static string Clamped(string? from, string? to) => (from, to) switch
    {
        (null, _) => $"z.clamp(max: {to})",
        (_, null) => $"z.clamp(min: {from})",
        _ => $"z.clamp({from}, {to})",
    };
}
