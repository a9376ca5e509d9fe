using BenchmarkDotNet.Running;
using Theory.Bench;

// `peers` and `samplers` compare with other tools in one run; everything else goes to BenchmarkDotNet.
if (args is ["peers", ..])
{
    return SymPyComparison.Run();
}

if (args is ["samplers", ..])
{
    return SamplerComparison.Run();
}

BenchmarkSwitcher.FromAssembly(typeof(SymPyComparison).Assembly).Run(args);
return 0;
