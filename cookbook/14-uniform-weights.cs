#:project ../src/Validation/Validation.csproj
// My weights are uniform, not normal. Does it matter?
using Theory.Networks;
using Theory.Numerics.Facade;
using Theory.Validation;

var relu = EffectiveTheory.Of("relu");
var normal = relu.Law(depth: 4, width: 32, cw: 2);
var uniform = normal.WithLaws(WeightLaw.Uniform, WeightLaw.Normal);
foreach (var law in new[] { normal, uniform })
{
    var last = relu.Flow(law, k1: 1).Layers[^1];
    Console.WriteLine($"{law[1].Weights.Name}: V = {last.Vertex:F4}, fourth cumulant of a neuron {last.FourthCumulant:F4}");
}

Console.WriteLine(relu.Sample(uniform, k1: 1, models: 3000).Verdict);
