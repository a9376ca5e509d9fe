#:project ../src/Numerics/Numerics.csproj
// How do activations compare at K = 1?
// Picture: theory compare relu "leaky_relu(0.1)" gelu swish tanh mrepu:2, correlations.png
using Theory.Numerics.Facade;

Console.WriteLine($"{"",-12}{"C_W",10}{"chi_par",10}{"chi_perp",10}");
foreach (string name in new[] { "relu", "leaky_relu(0.1)", "gelu", "swish", "tanh", "mrepu:2" })
{
    var s = EffectiveTheory.Of(name);
    double cw = 1 / s.Kernel.At(1);
    Console.WriteLine($"{name,-12}{cw,10:F4}{cw * s.ChiParallel.At(1),10:F4}{cw * s.ChiPerp.At(1),10:F4}");
}
