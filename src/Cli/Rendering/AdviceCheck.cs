using System.Text.Json.Nodes;
using Theory.Cli.Output;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;
using Theory.Validation.Comparison;
using Theory.Validation.Sampling;

namespace Theory.Cli.Rendering;

/// <summary>Networks of a recommended initialisation, sampled and compared with what was predicted of them.</summary>
/// <param name="Result">The comparison.</param>
internal sealed record AdviceCheck(EnsembleResult Result)
{
    /// <summary>Samples networks, without their weights but exactly.</summary>
    public static AdviceCheck Draw(Terminal terminal, Recommendation r, ExpectationEvaluator evaluator, int models, CancellationToken cancellation)
    {
        SamplingOptions options = new() { Network = r.Network, Signal = r.Signal, LastActivation = r.Activation, Models = models, Seed = 1 };
        EnsembleSamplers.Conditional.Check(options);
        EnsembleTheory theory = EnsembleTheory.Of(options, evaluator, cancellation);
        return new AdviceCheck(SampledEnsembles.Draw(terminal, r.Activation.Name, theory, [(EnsembleSamplers.Conditional, options)], cancellation)[0]);
    }

    /// <summary>The comparison as in <c>theory sample</c>.</summary>
    public JsonObject ToJson() => EnsembleReport.ToJson(Result);

    /// <summary>The verdict in a sentence.</summary>
    public void Write(Terminal terminal)
    {
        terminal.Output.WriteLine();
        Paragraph.Write(terminal.Output, "", $"{Result.Options.Models} sampled networks: {Result.Sentence}.");
    }
}
