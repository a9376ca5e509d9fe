using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Cli.Options;

/// <summary>C_W for commands about data sets, whose inputs say what K(1) is.</summary>
internal static class ChosenWeightVariance
{
    /// <summary>What is given; else what keeps kernels, with the reason.</summary>
    public static (IReadOnlyList<double> Cw, string? Explanation) Or(IReadOnlyList<double>? given, Activation activation)
    {
        if (given is not null)
        {
            return (given, null);
        }

        var suggestion = SuggestedInitialisation.For(new ExpectationEvaluator(activation), null);
        return ([suggestion.Cw], suggestion.Explanation);
    }
}
