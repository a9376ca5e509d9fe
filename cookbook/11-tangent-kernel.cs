#:project ../src/Numerics/Numerics.csproj
// The neural tangent kernel of three inputs.
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Kernels;

double[][] inputs = [[1, 0], [0.6, 0.8], [0, 1]];
var network = Network.Plain(Activation.Parse("relu"), depth: 4, width: null, cb: 0, cw: 2);
var last = new KernelRecursion(network).Layers(inputs, new ParallelOptions()).Last();
for (int a = 0; a < inputs.Length; a++)
{
    Console.WriteLine(string.Join("  ", Enumerable.Range(0, inputs.Length).Select(b => $"{last.Tangent![a, b]:F5}")));
}
