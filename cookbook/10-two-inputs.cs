#:project ../src/Numerics/Numerics.csproj
// How fast do two inputs become alike in a deep ReLU network?
// Picture: theory kernel relu --K 1,1 --rho -1..1:81, kernel.png
using Theory.Activations;
using Theory.Numerics.Evaluation;

TwoInputEvaluator relu = new(Activation.Parse("relu"));
double rho = 0;
for (int layer = 1; layer <= 64; layer++)
{
    if (int.IsPow2(layer))
    {
        Console.WriteLine($"layer {layer,2}: rho = {rho:F6}");
    }

    // C_W = 2 keeps K = 1.
    rho = 2 * relu.Evaluate(1, 1, rho).KernelProduct.Value;
}
