#:project ../src/Numerics/Numerics.csproj
// What would an infinitely wide network, trained in the Bayesian way, say between my points?
using MathNet.Numerics.LinearAlgebra;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;

double[] x = [-2, -1, 0, 1, 2], between = [-1.5, 0.5];
var network = Network.Plain(Activation.Parse("erf"), depth: 3, width: null, cb: 0.1, cw: 2);
var kernel = new KernelRecursion(network).Layers([.. x.Concat(between).Select(v => new[] { v })], new ParallelOptions()).Last().Kernel;
var posterior = GaussianProcessRegression.Predict(kernel, Matrix<double>.Build.DenseOfColumnArrays(x.Select(Math.Sin).ToArray()), noise: 0);
for (int i = 0; i < between.Length; i++)
{
    Console.WriteLine($"sin({between[i]}) = {Math.Sin(between[i]):F3}, predicted {posterior.Outputs.Mean[i, 0]:F3} +- {Math.Sqrt(posterior.Outputs.Variance[i]):F3}");
}
