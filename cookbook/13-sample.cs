#:project ../src/Validation/Validation.csproj
// Is the prediction true? Draw 2000 networks and see.
// Picture: theory sample swish --k1 1 --cw 2 --cb 0.1 --width 100 --depth 5 --models 2000, kernel.png
using Theory.Numerics.Facade;
using Theory.Validation;

var swish = EffectiveTheory.Of("swish");
var result = swish.Sample(swish.Law(depth: 5, width: 100, cw: 2, cb: 0.1), k1: 1, models: 2000);
Console.WriteLine(result.Verdict);
foreach (var layer in result.Comparison.Layers)
{
    Console.WriteLine($"layer {layer.Layer}: K + G1/n = {layer.Kernel.Theory:F4}, measured {layer.Kernel.Empirical:F4} +- {layer.Kernel.StandardError:F4}");
}
