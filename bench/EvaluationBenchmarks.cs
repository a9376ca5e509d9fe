using BenchmarkDotNet.Attributes;
using Theory.Activations;
using Theory.Numerics.Evaluation;

namespace Theory.Bench;

/// <summary>All quantities at one K: closed form with its error bound (baseline) against quadrature.</summary>
public class EvaluationBenchmarks
{
    private readonly ExpectationEvaluator _mrepu = new(Activation.Parse("mrepu:2"));
    private readonly ExpectationEvaluator _tanh = new(Activation.Parse("tanh"));

    [Params(0.1, 10)]
    public double K { get; set; }

    [Benchmark(Baseline = true)]
    public ExpectationValues MRePU2_ClosedForm() => _mrepu.Evaluate(K, EvaluationMethod.ClosedForm);

    [Benchmark]
    public ExpectationValues MRePU2_Quadrature() => _mrepu.Evaluate(K, EvaluationMethod.Quadrature);

    [Benchmark]
    public ExpectationValues Tanh_Quadrature() => _tanh.Evaluate(K);
}
