using BenchmarkDotNet.Attributes;
using Theory.Activations;
using Theory.Expectations;

namespace Theory.Bench;

/// <summary>All quantities of an activation, derived from its text; ReLU is the baseline.</summary>
[MemoryDiagnoser]
public class DerivationBenchmarks
{
    [Benchmark(Baseline = true)]
    public Derivation ReLU() => Derivation.Of(Activation.Parse("relu"));

    [Benchmark]
    public Derivation MRePU3() => Derivation.Of(Activation.Parse("mrepu:3"));

    [Benchmark]
    public Derivation ELU() => Derivation.Of(Activation.Parse("elu"));

    [Benchmark]
    public Derivation GELU() => Derivation.Of(Activation.Parse("gelu"));
}
