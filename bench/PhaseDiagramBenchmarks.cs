using BenchmarkDotNet.Attributes;
using Theory.Activations;
using Theory.Expectations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Bench;

/// <summary>A phase diagram of 400 x 400 initialisations against following the kernel of one of them layer by layer (baseline).</summary>
public class PhaseDiagramBenchmarks
{
    private ExpectationEvaluator _evaluator = null!;

    [Params("tanh", "gelu")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _evaluator = new ExpectationEvaluator(Activation.Parse(Name));

    [Benchmark(Baseline = true)]
    public double OneCell_ByIteration()
    {
        // A typical one: C_b = 0.1, C_W = 1.6, to 1e-8.
        double k = 0.1;
        double change = 1;
        while (change > 1e-8 * k)
        {
            double next = 0.1 + (1.6 * _evaluator.Evaluate(Quantity.Kernel, k).Value);
            (change, k) = (Math.Abs(next - k), next);
        }

        return 1.6 * _evaluator.Evaluate(Quantity.ChiPerp, k).Value;
    }

    [Benchmark]
    public PhaseDiagram Diagram_400x400() => PhaseDiagram.Compute(_evaluator, 400);
}
