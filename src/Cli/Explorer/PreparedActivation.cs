using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Theory.Activations;
using Theory.Cli.Rendering;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.PhaseDiagrams;

namespace Theory.Cli.Explorer;

/// <summary>An activation with what is computed once for all requests about it.</summary>
internal sealed class PreparedActivation
{
    private const int MostGrids = 2;

    private readonly Lazy<Classification> _classification;
    private readonly Lazy<TwoInputEvaluator> _pairs;
    private readonly ConcurrentDictionary<int, JsonObject> _phases = [];

    public PreparedActivation(string text)
    {
        Evaluator = new ExpectationEvaluator(Activation.Parse(text));
        _classification = new Lazy<Classification>(() => Classifier.Classify(Evaluator));
        _pairs = new Lazy<TwoInputEvaluator>(() => new TwoInputEvaluator(Evaluator.Activation));
    }

    /// <summary>Expectations of one input.</summary>
    public ExpectationEvaluator Evaluator { get; }

    /// <summary>Expectations of two inputs.</summary>
    public TwoInputEvaluator Pairs => _pairs.Value;

    /// <summary>Class and critical points.</summary>
    public Classification Classification => _classification.Value;

    /// <summary>The phase diagram over the range that is chosen for the activation, computed once for each grid.</summary>
    /// <exception cref="UserInputException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public JsonObject Phases(int grid, CancellationToken cancellation)
    {
        if (!_phases.TryGetValue(grid, out JsonObject? phases))
        {
            phases = PhaseReport.ToJson(PhaseDiagram.Compute(Evaluator, grid, cancellation: cancellation));
            if (_phases.Count < MostGrids)
            {
                _phases[grid] = phases;
            }
        }

        return phases;
    }
}
