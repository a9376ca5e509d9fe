#:project ../src/Numerics/Numerics.csproj
// How must I initialise, so that signals neither vanish nor explode?
// Picture: theory phase gelu, phase.png
using Theory.Numerics.Facade;

foreach (string name in new[] { "relu", "tanh", "gelu", "mish" })
{
    var theory = EffectiveTheory.Of(name);
    var found = theory.Classify();
    Console.WriteLine($"{name}: {found.Class}");
    foreach (var point in found.CriticalPoints)
    {
        Console.WriteLine($"   K* = {point.K?.ToString("G6") ?? "any"}, C_b = {point.Cb:G6}, C_W = {point.Cw:G6}, {point.Stability}");
    }
}
