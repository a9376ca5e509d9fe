using System.Globalization;
using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Experiments.Reporting;
using Theory.Numerics.Criticality;
using Theory.Numerics.TangentKernel;

namespace Theory.Cli.Rendering;

/// <summary>The growth of fluctuations with depth as text and JSON.</summary>
internal static class TangentGrowthReport
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["metricVariance"] = "V/K^2",
        ["meanShift"] = "Theta1/Theta",
        ["kernelVariance"] = "(A+2B)/Theta^2",
        ["kernelCovariance"] = "(D+2F)/(Theta K)",
        ["firstDifferential"] = "(P+2Q)/Theta^2",
        ["secondDifferential"] = "(3R+2S+2T+2U) K/Theta^3",
    };

    /// <summary>The powers; null where there is no critical point.</summary>
    public static JsonObject? ToJson(GrowthWithDepth? growth) => growth is null ? null : new JsonObject
    {
        ["class"] = growth.Class switch
        {
            UniversalityClass.ScaleInvariant => "scale-invariant",
            UniversalityClass.ZeroKernel => "K*=0",
            UniversalityClass.HalfStable => "half-stable",
            _ => "none",
        },
        ["cb"] = growth.Cb,
        ["cw"] = growth.Cw,
        ["k1"] = growth.K1,
        ["layers"] = growth.Layers,
        ["powers"] = new JsonObject([.. growth.Powers.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, new JsonObject
        {
            ["power"] = Json.Number(p.Power), ["uncertainty"] = Json.Number(p.Uncertainty), ["coefficient"] = Json.Number(p.Coefficient),
        }))]),
        ["depthOverWidth"] = Json.Number(growth.RatioFor(TangentLayer.Trusted)),
    };

    /// <summary>The powers as a table, and the depth that a width can bear.</summary>
    public static void Write(Terminal terminal, GrowthWithDepth? growth)
    {
        terminal.Output.WriteLine();
        if (growth is null)
        {
            terminal.Output.WriteLine("growth with depth: there is no critical initialisation, so that fluctuations saturate or grow exponentially and have no power");
            return;
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"growth with depth L at criticality, C_b = {Format.Number(growth.Cb)}, C_W = {Format.Number(growth.Cw)}, K(1) = {Format.Number(growth.K1)}: c L^p/n, up to layer {growth.Layers}"));
        Tables.Write(
            terminal,
            ["size", "p", "uncertainty", "c"],
            growth.Powers.Select(p => (IEnumerable<string>)[Names[p.Name], Format.Number(p.Power, 4), Format.Number(p.Uncertainty, 1), Format.Number(p.Coefficient, 4)]));
        double ratio = growth.RatioFor(TangentLayer.Trusted);
        if (double.IsFinite(ratio))
        {
            terminal.Output.WriteLine($"  relative sizes stay below {Format.Number(TangentLayer.Trusted)} up to a depth of {Format.Number(ratio, 2)} times the width");
        }
    }
}
