namespace Theory.Numerics.Audits;

/// <summary>What the weights of one layer look like, and what they do to inputs, beside what theory says of networks that are drawn so.</summary>
/// <param name="Layer">Its number, from 1.</param>
/// <param name="Name">Its name in the file.</param>
/// <param name="Inputs">The fan-in.</param>
/// <param name="Outputs">The number of neurons.</param>
/// <param name="Cb">The mean square of the biases; 0 without any.</param>
/// <param name="Cw">The fan-in times the mean square of the weights.</param>
/// <param name="CwError">Its standard error.</param>
/// <param name="MeanSigma">The mean of the weights in standard errors: beyond 4.5 they were not drawn with mean 0.</param>
/// <param name="Kurtosis">The excess kurtosis of the weights: 0 for normal, -1.2 for uniform ones.</param>
/// <param name="KurtosisError">Its standard error for normal weights.</param>
/// <param name="Edge">The largest singular value over that of independent weights, (1 + sqrt(outputs/inputs)) sqrt(C_W): training makes it larger than 1.</param>
/// <param name="K">The kernel on the inputs: the mean square of the preactivations.</param>
/// <param name="TheoryK">The kernel that theory predicts from K(1) with these C_b and C_W.</param>
/// <param name="ChiPerp">C_W of the next layer times the mean square of s'; NaN in the last layer.</param>
/// <param name="Gradient">The squared gradient of the sum of outputs by these preactivations, over that of the last hidden layer; NaN in the last layer.</param>
/// <param name="Correlation">The mean correlation of different inputs.</param>
/// <param name="Dead">The share of neurons whose slope is 0 at every input; NaN in the last layer.</param>
public sealed record AuditedLayer(
    int Layer, string Name, int Inputs, int Outputs, double Cb, double Cw, double CwError, double MeanSigma, double Kurtosis, double KurtosisError, double Edge,
    double K, double TheoryK, double ChiPerp, double Gradient, double Correlation, double Dead)
{
    private const double Deviations = 4.5;

    /// <summary>So many units of the law of Tracy and Widom beyond the edge, one layer in a million lies by chance.</summary>
    private const double EdgeUnits = 8;

    /// <summary>C_W itself, and weights that are not normal.</summary>
    private const double LeastEdgeTolerance = 1.05;

    /// <summary>The excess kurtosis of normal, uniform, and normal weights cut at two deviations.</summary>
    private static readonly double[] Known = [0, -1.2, -0.634];

    /// <summary>The largest <see cref="Edge"/> of independent weights: that of small matrices fluctuates more (Johnstone 2001).</summary>
    public double EdgeLimit
    {
        get
        {
            (double n, double p) = (Math.Sqrt(Math.Max(1, Inputs - 1)), Math.Sqrt(Outputs));
            return Math.Max(LeastEdgeTolerance, Math.Sqrt(1 + (EdgeUnits * Math.Cbrt((1 / n) + (1 / p)) / (n + p))));
        }
    }

    /// <summary>Whether independent weights of mean 0 look like these.</summary>
    public bool LooksDrawn => Math.Abs(MeanSigma) <= Deviations && Edge <= EdgeLimit && Known.Any(IsKurtosis);

    /// <summary>That of few numbers is skewed: one sample of 600 normal numbers in ten thousand has six standard errors.</summary>
    private bool IsKurtosis(double known) => Kurtosis - known >= -Deviations * KurtosisError
        && Kurtosis - known <= Deviations * KurtosisError * (1 + (15 / Math.Sqrt((double)Inputs * Outputs)));
}
