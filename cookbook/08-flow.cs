#:project ../src/Numerics/Numerics.csproj
// What happens to the kernel and to gradients in 30 layers of tanh?
// Picture: theory flow tanh --k1 1 --cw 1 --width 256 --depth 30, kernel.png
using Theory.Numerics.Facade;

var tanh = EffectiveTheory.Of("tanh");
var flow = tanh.Flow(tanh.Law(depth: 30, width: 256, cw: 1.0), k1: 1);
foreach (var layer in flow.Layers.Where(l => l.Layer % 10 == 0 || l.Layer == 1))
{
    Console.WriteLine($"layer {layer.Layer,2}: K = {layer.K:F4}, gradients x {layer.GradientGrowth:F3}, V/(nK^2) = {layer.RelativeFluctuation:F3}");
}
