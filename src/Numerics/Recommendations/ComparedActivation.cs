using Theory.Activations;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Recommendations;

/// <summary>One activation among several that are compared.</summary>
/// <param name="Name">The activation.</param>
/// <param name="Parameter">The value of the parameter of a family; null where it is no member of one.</param>
/// <param name="Recommendation">How to initialise it; null where nothing can be said.</param>
/// <param name="Missing">Why nothing can be said; null where something is.</param>
public sealed record ComparedActivation(string Name, double? Parameter, Recommendation? Recommendation, string? Missing)
{
    /// <summary>The class and the critical points; null where nothing can be said.</summary>
    public Classification? Classification => Recommendation?.Classification;

    /// <summary>Everything about one activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="parameter">The value of the parameter of a family; null where it is no member of one.</param>
    /// <param name="options">The networks that are to be initialised.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static ComparedActivation Of(Activation activation, double? parameter, RecommendationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activation);

        // One of them takes none of the others with it.
        Recommendation? recommendation = Recommender.TryRecommend(new ExpectationEvaluator(activation), options, out string? missing, cancellation);
        return new ComparedActivation(activation.Name, parameter, recommendation, missing);
    }
}
