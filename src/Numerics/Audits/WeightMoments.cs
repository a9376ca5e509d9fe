using Theory.Numerics.WeightFiles;

namespace Theory.Numerics.Audits;

/// <summary>What the weights and biases of a layer say of the law they may have been drawn from.</summary>
internal readonly record struct WeightMoments(double Cb, double Cw, double CwError, double MeanSigma, double Kurtosis, double KurtosisError)
{
    /// <summary>The moments of a layer.</summary>
    public static WeightMoments Of(DenseWeights layer)
    {
        double[] w = layer.Weights;
        double mean = w.Average();
        double square = w.Average(x => x * x);
        double variance = square - (mean * mean);
        double fourth = w.Average(x => Math.Pow(x - mean, 4));
        double kurtosis = variance > 0 ? (fourth / variance / variance) - 3 : double.NaN;
        return new WeightMoments(
            layer.Biases is double[] b ? b.Average(x => x * x) : 0,
            layer.Inputs * square,
            layer.Inputs * square * Math.Sqrt(Math.Max(0, kurtosis + 2) / w.Length),
            mean / Math.Sqrt(variance / w.Length),
            kurtosis,
            Math.Sqrt(24.0 / w.Length));
    }
}
