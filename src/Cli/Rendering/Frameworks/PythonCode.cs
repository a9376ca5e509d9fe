using System.Text.RegularExpressions;
using Theory.Activations;
using Theory.Cli.Options;
using Theory.Numerics.Recommendations;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>What the frameworks in Python share: the list of layers.</summary>
internal abstract partial class PythonCode : FrameworkCode
{
    /// <inheritdoc/>
    protected override string Comment => "#";

    /// <summary>LAYERS = [(fan_in, fan_out, C_W, C_b), ...].</summary>
    protected static string Layers(Recommendation r, AdviceRequest request) =>
        Layers("(\n" + string.Join(" +\n", Groups(r, request).Select(g => $"    {Group(g.Count, g.FanIn, g.FanOut, g.Cw, g.Cb)}")) + "\n)");

    /// <summary>The same of layers that are all alike.</summary>
    protected static string Layers(int depth, int width, double cw, double cb) => Layers(Group(depth, width, width, cw, cb));

    private static string Layers(string groups) => $"# (fan_in, fan_out, C_W, C_b) of each weight layer\nLAYERS = {groups}\n";

    private static string Group(int count, int fanIn, int fanOut, double cw, double cb) =>
        $"[({fanIn}, {fanOut}, {Exact(cw)}, {Exact(cb)})]{(count > 1 ? $" * {count}" : "")}";

    /// <summary>Code without the modules that it names in no other place.</summary>
    protected static string WithImportsInUse(string code) => Import().Replace(
        code, m => code.Contains($"{m.Groups[1].Value}.", StringComparison.Ordinal) && code.Split($"{m.Groups[1].Value}.").Length > code.Split($"import {m.Groups[1].Value}.").Length ? m.Value : "").TrimStart('\n');

    [GeneratedRegex(@"^import ([\w.]+)\n(\n(?=import ))?", RegexOptions.Multiline)]
    private static partial Regex Import();

    /// <summary>An activation piece by piece, as a function of z.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="language">The names of functions.</param>
    /// <param name="clamp">z between two ends, None where there is none.</param>
    /// <param name="shape">How it is moved and scaled.</param>
    /// <param name="module">Where where and full_like are.</param>
    protected static string Function(Activation s, Printing.ArrayLanguage language, Func<string, string, string> clamp, string module, AffineShape? shape = null)
    {
        (IReadOnlyList<string> lines, string result) = FrameworkActivation.Pieces(
            s, language.Write, (from, to) => clamp(from ?? "None", to ?? "None"), c => $"{module}.full_like(z, {c})",
            (below, a, b) => $"{module}.where(z < {below}, {a}, {b})", (name, value) => $"{name} = {value}");
        string definition = $"def {(shape is null ? "activation" : "base")}(z):\n" + string.Concat(lines.Select(l => $"    {l}\n")) + $"    return {result}\n";
        return shape is null ? definition : definition + $"\n\ndef activation(z):\n    return {shape.Output($"base({shape.Input})")}\n";
    }
}
