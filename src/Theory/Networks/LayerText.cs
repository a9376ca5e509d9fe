using System.Globalization;

namespace Theory.Networks;

/// <summary>Layers as the text of a network, which can be read again.</summary>
internal static class LayerText
{
    /// <summary>A sequence.</summary>
    public static string Of(LayerSequence sequence) => sequence.Layers.Count == 0 ? "identity" : string.Join("; ", sequence.Layers.Select(Of));

    /// <summary>A layer.</summary>
    public static string Of(Layer layer) => layer switch
    {
        Linear linear => Call("linear", Weights(linear, "width")),
        Elementwise s => IsOpen(s.Activation.Name) ? $"({s.Activation.Name})" : s.Activation.Name,
        Scaling scaling => $"scale({Number(scaling.Factor)})",
        Residual residual => Call("residual", [Of(residual.Body), $"alpha={Number(residual.Alpha)}", $"beta={Number(residual.Beta)}",
            .. residual.Projection is LayerSequence p ? [$"skip={Of(p)}"] : (string[])[]]),
        Branches branches => $"{NameOf(branches.Combination)}({string.Join(" | ", branches.Sequences.Select(Of))})",
        Normalisation norm => norm.Kind == NormalisationKind.Layer ? "layernorm" : "rmsnorm",
        Dropout dropout => $"dropout({Number(dropout.Keep)})",
        Repetition repetition => $"{Number(repetition.Count)}*[{Of(repetition.Body)}]",
        Flatten => "flatten",
        InputShape shape => Call("input", [.. shape.Extents.Select(e => Number(e)), $"channels={Number(shape.Channels)}"]),
        Convolution c => Call(
            $"conv{c.Size.Count}d",
            [string.Join('x', c.Size), .. Weights(c.Weights, "channels"), $"padding={Name(c.Padding)}", .. c.Stride == 1 ? (string[])[] : [$"stride={Number(c.Stride)}"]]),
        Pooling { Window: int w } pooling => Call("avgpool", [Number(w), .. pooling.Stride == w ? (string[])[] : [$"stride={Number(pooling.Stride)}"]]),
        Pooling => "globalpool",
        _ => layer.GetType().Name,
    };

    /// <summary>What a combination of branches is called.</summary>
    public static string NameOf(BranchCombination combination) => combination switch
    {
        BranchCombination.Sum => "sum",
        BranchCombination.Product => "product",
        _ => "concat",
    };

    /// <summary>The word for a padding.</summary>
    public static string Name(Padding padding) => padding.ToString().ToLowerInvariant();

    /// <summary>True where a bar or comma of a formula could be taken for one between branches or arguments.</summary>
    private static bool IsOpen(string formula)
    {
        int depth = 0;
        foreach (char c in formula)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 && c is ('|' or ','))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Weights(Linear linear, string width) =>
    [
        .. linear.Width is int n ? [$"{width}={Number(n)}"] : (string[])[],
        $"cb={Number(linear.Cb)}", $"cw={Number(linear.Cw)}",
        .. linear.LambdaB == 1 && linear.LambdaW == 1 ? (string[])[] : [$"lambda_b={Number(linear.LambdaB)}", $"lambda_w={Number(linear.LambdaW)}"],
    ];

    private static string Call(string name, IEnumerable<string> arguments) => $"{name}({string.Join(", ", arguments)})";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
