using BenchmarkDotNet.Running;
using Theory.Bench;

// `peers`, `training`, `samplers` and `polynomials` compare with other tools in one run; everything else goes to BenchmarkDotNet.
if (args is ["peers", "kernels"])
{
    return KernelComparison.Run();
}

if (args is ["peers", ..])
{
    return args is [_, "scipy"] ? ExpectationComparison.Run() : SymPyComparison.Run();
}

// `training [cpu|cuda]` compares ensemble training with one network at a time.
if (args is ["training", ..])
{
    return TrainingComparison.Run(args[1..]);
}

if (args is ["samplers", ..])
{
    return SamplerComparison.Run();
}

if (args is ["polynomials", ..])
{
    return PolynomialComparison.Run();
}

// `regression` compares kernel matrices and their solution with NumPy and SciPy.
if (args is ["regression"])
{
    return RegressionComparison.Run();
}

// `pinn` compares Taylor propagation with nested automatic differentiation.
if (args is ["pinn"])
{
    return PhysicsInformedComparison.Run();
}

// `tangent [NAME...]` times the tensors of the tangent kernel.
if (args is ["tangent", ..])
{
    return TangentTensors.Run(args[1..]);
}

// `design` compares designs of families with classifying members one after another.
if (args is ["design"])
{
    return DesignComparison.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(SymPyComparison).Assembly).Run(args);
return 0;
