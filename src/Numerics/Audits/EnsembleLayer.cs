namespace Theory.Numerics.Audits;

/// <summary>One layer of several networks.</summary>
/// <param name="Layer">Its number, from 1.</param>
/// <param name="Outputs">The number of neurons.</param>
/// <param name="Cb">The mean of C_b.</param>
/// <param name="Cw">The mean of C_W.</param>
/// <param name="CwError">Its standard error, from the scatter of networks.</param>
/// <param name="K">The mean kernel.</param>
/// <param name="KError">Its standard error.</param>
/// <param name="TheoryK">The mean of what theory predicts for each.</param>
/// <param name="Fluctuation">The variance of the kernel over networks, relative to the square of its mean: of order V/(nK^2) for drawn networks.</param>
/// <param name="LooksDrawn">How many of the networks look drawn here.</param>
public sealed record EnsembleLayer(int Layer, int Outputs, double Cb, double Cw, double CwError, double K, double KError, double TheoryK, double Fluctuation, int LooksDrawn)
{
    internal static EnsembleLayer Of(AuditedLayer[] all)
    {
        (double cw, double cwError) = MeanOf(all, l => l.Cw);
        (double k, double kError) = MeanOf(all, l => l.K);
        return new EnsembleLayer(
            all[0].Layer, all[0].Outputs, all.Average(l => l.Cb), cw, cwError, k, kError, all.Average(l => l.TheoryK), kError * kError * all.Length / (k * k), all.Count(l => l.LooksDrawn));
    }

    private static (double Mean, double Error) MeanOf(AuditedLayer[] all, Func<AuditedLayer, double> of)
    {
        double mean = all.Average(of);
        return (mean, Math.Sqrt(all.Sum(l => (of(l) - mean) * (of(l) - mean)) / (all.Length - 1) / all.Length));
    }
}
