using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Criticality;

namespace Theory.Cli.Rendering;

/// <summary>Fixed points and criticality of a block of layers that is repeated, as text and JSON.</summary>
internal static class BlockReport
{
    /// <summary>Analyses a block and writes what comes out.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="text">The block.</param>
    /// <param name="cb">C_b where the text does not say otherwise.</param>
    /// <param name="cw">C_W likewise.</param>
    /// <param name="json">As JSON.</param>
    public static void Run(Terminal terminal, string text, double cb, double cw, bool json)
    {
        Architecture Block(double w) => Architecture.Parse(text, new Linear(cb, w));
        BlockCriticality block = BlockCriticality.Of(Block(cw));
        IReadOnlyList<(double Cw, BlockFixedPoint End)> edges = block.Fate == BlockFate.GrowsLinearly ? [] : BlockCriticality.EdgesOf(Block);
        if (json)
        {
            terminal.Output.Write(Json.Text(ToJson(text, cb, cw, block, edges)));
            return;
        }

        terminal.Output.WriteLine($"Fixed points of K behind {text}, repeated, with C_b = {Format.Number(cb)}, C_W = {Format.Number(cw)}:");
        if (block.FixedPoints.Count > 0)
        {
            Tables.Write(
                terminal,
                ["K*", "stability", "chi_par", "chi_perp", "xi_par", "xi_perp"],
                block.FixedPoints.Select(p => (IEnumerable<string>)
                    [Format.Number(p.K, 10), Stability(p), Format.Number(p.ChiParallel), Format.Number(p.ChiPerp), Depth(p.ParallelDepth), Depth(p.PerpendicularDepth)]));
        }

        terminal.Output.WriteLine(Fate(block));
        foreach ((double edge, BlockFixedPoint end) in edges)
        {
            terminal.Output.WriteLine($"Edge of chaos, chi_perp = 1 where kernels end: C_W = {Format.Number(edge, 10)}, chi_par = {Format.Number(end.ChiParallel)}{At(block, end)}.");
        }

        if (edges.Count == 0 && block.Fate != BlockFate.GrowsLinearly)
        {
            terminal.Output.WriteLine("No C_W from 0.001 to 1000 has chi_perp = 1 where kernels end.");
        }
    }

    /// <summary>What becomes of kernels, in a sentence.</summary>
    public static string Fate(BlockCriticality block) => block.Fate switch
    {
        BlockFate.Settles => $"Kernels settle at K* = {Format.Number(block.Attracting!.K)}: "
            + (block.Attracting.ChiPerp == 1 ? "critical." : block.Attracting.ChiPerp < 1 ? "ordered, inputs become alike." : "chaotic, close inputs drift apart."),
        BlockFate.Stays => "Every K is fixed, with chi_par = 1: critical.",
        BlockFate.GrowsLinearly => $"Critical everywhere: each block adds {Format.Number(block.Increment!.Value)} to K, so that K grows as l,\nchi_par = 1 and chi_perp - 1 falls as 1/l, whatever C_W is; gradients change as a\npower of depth.",
        BlockFate.Grows => block.Ratio is double r ? $"None: each block multiplies K by {Format.Number(r)}; kernels grow exponentially." : "Kernels from K = 1 grow without bound, as far as 1e6.",
        _ => block.Ratio is double s ? $"None: each block multiplies K by {Format.Number(s)}; kernels vanish exponentially." : "Kernels from K = 1 go to 0.",
    };

    private static string At(BlockCriticality block, BlockFixedPoint end) => block.IsScaleInvariant ? ", at any K" : end.K <= 1e-6 ? ", K -> 0" : end.K >= 1e5 ? ", K -> infinity" : $", K* = {Format.Number(end.K)}";

    private static string Depth(double depth) => double.IsPositiveInfinity(depth) ? "infinite" : Format.Number(depth, 4);

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(string text, double cb, double cw, BlockCriticality block, IReadOnlyList<(double Cw, BlockFixedPoint End)> edges) => new()
    {
        ["network"] = text,
        ["cb"] = cb,
        ["cw"] = cw,
        ["fate"] = block.Fate.ToString() is var fate ? char.ToLowerInvariant(fate[0]) + fate[1..] : null,
        ["everywhereCritical"] = block.Fate == BlockFate.GrowsLinearly,
        ["increment"] = Json.Number(block.Increment),
        ["ratio"] = Json.Number(block.Ratio),
        ["fixedPoints"] = new JsonArray([.. block.FixedPoints.Select(ToJson)]),
        ["attracting"] = block.Attracting is { } attracting ? ToJson(attracting) : null,
        ["edges"] = new JsonArray([.. edges.Select(e => new JsonObject { ["cw"] = e.Cw, ["end"] = ToJson(e.End) })]),
    };

    private static string Stability(BlockFixedPoint point) => StabilityNames.Name(point.IsStable ? FixedPointStability.Stable : FixedPointStability.Unstable);

    private static JsonObject ToJson(BlockFixedPoint point) => new()
    {
        ["K"] = point.K,
        ["stability"] = Stability(point),
        ["chiParallel"] = Json.Number(point.ChiParallel),
        ["chiPerp"] = Json.Number(point.ChiPerp),
        ["xiParallel"] = Json.Number(point.ParallelDepth),
        ["xiPerp"] = Json.Number(point.PerpendicularDepth),
    };
}
