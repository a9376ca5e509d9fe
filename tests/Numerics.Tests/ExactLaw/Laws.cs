using Theory.Activations;
using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.Tests.ExactLaw;

/// <summary>Exact laws of plain networks.</summary>
internal static class Laws
{
    /// <summary>The law of every layer.</summary>
    public static IReadOnlyList<LawLayer> Law(string activation, PlainLaw law) =>
        MetricLaw.Compute(law.Of(Activation.Parse(activation)), law.Signal, cancellation: TestContext.Current.CancellationToken).ToTheLast();
}
