using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Shaping;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>Shaped activations, as text and JSON.</summary>
internal static class ShapeReport
{
    /// <summary>A table of the solutions, then their formulas.</summary>
    public static void Write(Terminal terminal, ShapingResult result)
    {
        Paragraph.Write(terminal.Output, "", $"{result.Original.Name} shaped by {Name(result.Method)} so that over the whole network {Target(result)} is {Format.Number(result.NetworkTarget)}: {Local(result)} = {Format.Number(result.LocalTarget, 12)} at each activation.");
        if (result.Solutions.Count > 0)
        {
            terminal.Output.WriteLine();
            bool rectifier = result.Solutions[0].NegativeSlope is not null;
            Tables.Write(
                terminal,
                ["shape", rectifier ? "slope below 0" : "input scale", "input shift", "output shift", "output scale", "g''(1)", "V", "residual"],
                result.Solutions.Select((s, i) => (IEnumerable<string>)
                [
                    $"{i + 1}", Format.Number(s.NegativeSlope ?? s.InputScale, 10), Format.Number(s.InputShift, 10), Format.Number(s.OutputShift, 10), Format.Number(s.OutputScale, 10),
                    Format.Number(s.KernelCurvature, 4), Format.Number(s.Vertex, 4), Format.Number(s.Residual, 2),
                ]));
            terminal.Output.WriteLine();
            for (int i = 0; i < result.Solutions.Count; i++)
            {
                terminal.Output.WriteLine($"{i + 1}: {result.Solutions[i].Activation.Name}");
            }

            terminal.Output.WriteLine();
            Paragraph.Write(terminal.Output, "", "At K = 1, C_W = 1, C_b = 0: g = chi_par = 1. V = <s^4> - 1 is what a layer adds to the four-point vertex (2 if linear); rounding in s is multiplied by the output scale, the smallest first. The smaller |g''(1)|, the longer a kernel that is a little off stays near. Initialise every layer with C_W = 1, C_b = 0 and inputs of |x|^2/n_0 = 1.");
        }

        Paragraph.Write(terminal.Output, "", char.ToUpperInvariant(result.Searched[0]) + result.Searched[1..] + ".");
    }

    /// <summary>The JSON object of the contract.</summary>
    public static JsonObject ToJson(ShapingResult result) => new()
    {
        ["activation"] = result.Original.Name,
        ["method"] = Name(result.Method),
        ["network"] = result.Network.ToString(),
        ["target"] = result.NetworkTarget,
        ["localTarget"] = result.LocalTarget,
        ["solutions"] = new JsonArray([.. result.Solutions.Select(s => new JsonObject
        {
            ["activation"] = s.Activation.Name,
            ["inputScale"] = s.InputScale,
            ["inputShift"] = s.InputShift,
            ["outputShift"] = s.OutputShift,
            ["outputScale"] = s.OutputScale,
            ["negativeSlope"] = Json.Number(s.NegativeSlope),
            ["mean"] = s.Mean,
            ["g"] = s.Kernel,
            ["chiParallel"] = s.ChiParallel,
            ["chiPerp"] = s.ChiPerp,
            ["curvature"] = Json.Number(s.Curvature),
            ["gSecondDerivative"] = Json.Number(s.KernelCurvature),
            ["vertex"] = s.Vertex,
            ["residual"] = s.Residual,
        })]),
        ["searched"] = result.Searched,
    };

    /// <summary>What is moved and scaled: the activation, or the leaky ReLU of the slope that was chosen.</summary>
    public static Activation Base(ShapingResult result) => result.Solutions[0].NegativeSlope is double slope
        ? Activation.Parse(string.Create(CultureInfo.InvariantCulture, $"leaky_relu({slope:0.################})")) : result.Original;

    /// <summary>How.</summary>
    public static AffineShape AffineOf(ShapedActivation s) => new(s.InputScale, s.InputShift, s.OutputShift, s.OutputScale);

    private static string Name(ShapingMethod method) => method == ShapingMethod.Dks ? "dks" : "tat";

    private static string Target(ShapingResult result) => result.Method == ShapingMethod.Dks ? "the slope of correlations at 1"
        : IsRectifier(result) ? "the correlation of unrelated inputs" : "the curvature of correlations at 1";

    private static string Local(ShapingResult result) => result.Method == ShapingMethod.Dks ? "chi_perp = zeta" : IsRectifier(result) ? "the slope below 0" : "<s''^2> = tau";

    private static bool IsRectifier(ShapingResult result) => result.Solutions is [{ NegativeSlope: not null }, ..];
}
