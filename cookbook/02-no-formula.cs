#:project ../src/Numerics/Numerics.csproj
// There is no formula for tanh. Why not, and how good are the numbers?
// Picture: theory evaluate tanh --K 1e-6..1e6:100, expectations.png
using Theory.Numerics.Facade;

var tanh = EffectiveTheory.Of("tanh");
Console.WriteLine(tanh.Kernel.WithoutFormulaBecause);
foreach (double k in new[] { 1e-6, 1.0, 1e6 })
{
    var value = tanh.Kernel.Evaluate(k);
    Console.WriteLine($"K = {k}: g = {value.Value:R}, error below {value.AbsoluteError:E1}");
}
