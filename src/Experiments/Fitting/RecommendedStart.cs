using System.Globalization;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Recommendations;

namespace Theory.Experiments.Fitting;

/// <summary>What <c>theory recommend</c> advises for networks of the width that learn functions.</summary>
internal static class RecommendedStart
{
    /// <summary>C_b and C_W of the layers between the first and the last one, and those of these two.</summary>
    /// <param name="evaluator">The activation.</param>
    /// <param name="hidden">The hidden layers.</param>
    /// <param name="inputScale">|x|²/n₀ of the inputs.</param>
    /// <param name="inputs">n₀, where it is known.</param>
    public static (double Cb, double Cw, EndLayers Ends) Of(ExpectationEvaluator evaluator, int hidden, double inputScale, int? inputs = null)
    {
        Recommendation r = Recommender.Recommend(evaluator, new RecommendationOptions(hidden + 1, FittingWork.Width) { InputScale = inputScale, InputWidth = inputs });
        return (Rounded(r.Cb), Rounded(r.Cw), new EndLayers(Rounded(r.Layers[0].Cb), Rounded(r.Layers[0].Cw), Rounded(r.Layers[^1].Cb), Rounded(r.Layers[^1].Cw)));
    }

    /// <summary>Six digits: what the last bits of a search are must not decide whether a run can be continued elsewhere.</summary>
    private static double Rounded(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
