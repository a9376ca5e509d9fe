using BenchmarkDotNet.Running;
using Theory.Bench;

// `polynomials` and `peers` compare with other tools in one run; everything else goes to BenchmarkDotNet.
if (args is ["peers", ..])
{
    return SymPyComparison.Run();
}

if (args is ["polynomials", ..])
{
    return PolynomialComparison.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(SymPyComparison).Assembly).Run(args);
return 0;
