using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;

namespace Theory.Cli.Commands;

/// <summary>Kernel matrices and what follows from them.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Method">How the expectations were computed.</param>
/// <param name="Layers">A summary of every layer.</param>
/// <param name="Last">The matrices of the last layer.</param>
/// <param name="Predictions">The predictions, if there was something to predict.</param>
internal sealed record GramResult(
    GramSettings Settings, string Method, IReadOnlyList<GramLayer> Layers, KernelLayer Last, GramPredictions? Predictions);

/// <summary>One layer in a few numbers.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Kernel">Mean, least and largest K_aa.</param>
/// <param name="Correlation">Mean, least and largest correlation of two different inputs; NaN if there is only one.</param>
/// <param name="Tangent">Mean, least and largest Theta_aa; null if it is infinite.</param>
/// <param name="Error">The bound on the relative error of the expectations.</param>
/// <param name="Sample">The correlations of some pairs, the same ones in every layer.</param>
internal sealed record GramLayer(
    int Layer, Spread Kernel, Spread Correlation, Spread? Tangent, double Error, IReadOnlyList<double> Sample);

/// <summary>Mean, least and largest of some numbers.</summary>
internal readonly record struct Spread(double Mean, double Least, double Largest)
{
    /// <summary>The spread of numbers; NaN if there are none.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? new Spread(double.NaN, double.NaN, double.NaN) : new Spread(all.Average(), all.Min(), all.Max());
    }
}

/// <summary>Predictions at the test inputs.</summary>
/// <param name="Bayesian">The posterior of the Gaussian process.</param>
/// <param name="Jitter">What was added to the diagonal besides the noise.</param>
/// <param name="Trained">Networks trained by gradient flow, for each time; empty if the tangent kernel is infinite.</param>
/// <param name="Frozen">Directions that the tangent kernel never learns.</param>
internal sealed record GramPredictions(Prediction Bayesian, double Jitter, IReadOnlyList<(double Time, Prediction Outputs)> Trained, int Frozen);
