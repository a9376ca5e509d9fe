#:project ../src/Numerics/Numerics.csproj
// How deep can a network of width 512 be before its fluctuations matter (V/(nK^2) = 0.1)?
using Theory.Numerics.Facade;

foreach (var (name, cw) in new[] { ("relu", 2.0), ("tanh", 1.0), ("erf", Math.PI / 4), ("repu:2", 2.0 / 3) })
{
    var theory = EffectiveTheory.Of(name);
    var layers = theory.Flow(theory.Law(depth: 100, width: 512, cw: cw), k1: 1).Layers;
    Console.WriteLine($"{name}: {layers.TakeWhile(l => l.RelativeFluctuation < 0.1).Count()} layers");
}
