using MathNet.Numerics.LinearAlgebra;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Mean or variance of the output at one input, over the widths.</summary>
/// <param name="widths">Ensembles of one law, from the smallest width.</param>
/// <param name="point">0 for the training input, 1 for the test input.</param>
/// <param name="variance">True for the variance.</param>
internal sealed class SweepSeries(IReadOnlyList<SweepOutcome> widths, int point, bool variance)
{
    /// <summary>Powers of 1/n beyond the first that the deviations are fitted by.</summary>
    private const int OrdersBeyond = 2;

    private readonly Lazy<Estimate[]> _deviations = new(() => [.. widths.Select(o => variance ? o.VarianceDeviation(point) : o.MeanDeviation(point))]);

    /// <summary>The law.</summary>
    public SweepSetting Setting => widths[0].Ensemble.Setting;

    /// <summary>0 for the training input, 1 for the test input.</summary>
    public int Point => point;

    /// <summary>True for the variance.</summary>
    public bool IsVariance => variance;

    /// <summary>What it is, in words.</summary>
    public string Name => $"{(variance ? "variance" : "mean")}, {(point == 0 ? "training" : "test")} input";

    /// <summary>The widths.</summary>
    public IReadOnlyList<int> Widths => [.. widths.Select(o => o.Ensemble.Width)];

    /// <summary>The value at infinite width.</summary>
    public double Infinite => variance ? widths[0].Theory.Outputs[point].Variance : widths[0].Theory.Outputs[point].Mean;

    /// <summary>The predicted coefficient of 1/n.</summary>
    public double Coefficient => variance ? widths[0].Theory.Outputs[point].VarianceCorrection : widths[0].Theory.Outputs[point].MeanCorrection;

    /// <summary>Measured less infinite width.</summary>
    public IReadOnlyList<Estimate> Deviations => _deviations.Value;

    /// <summary>What the term of order 1/n leaves of them.</summary>
    public IReadOnlyList<Estimate> Remainders => [.. Deviations.Select((d, i) => d with { Value = d.Value - (Coefficient / Widths[i]) })];

    /// <summary>The power of n in deviations from a width on.</summary>
    public PowerLawFit DeviationPower(int from) => Power(Deviations, from);

    /// <summary>The power of n in what is left, from a width on.</summary>
    public PowerLawFit RemainderPower(int from) => Power(Remainders, from);

    /// <summary>The coefficient of 1/n as measured: deviations are fitted by c/n + c_2/n^2 + c_3/n^3, all three free.</summary>
    public Estimate MeasuredCoefficient() => Fit().Coefficient;

    /// <summary>The probability of the deviations from that fit; NaN without more widths than terms.</summary>
    public double FitProbability() => Fit().Probability;

    private PowerLawFit Power(IReadOnlyList<Estimate> values, int from) =>
        PowerLawFit.Of(values.Select((d, i) => ((double)Widths[i], d.Value, d.StandardError)).Where(p => p.Item1 >= from));

    private (Estimate Coefficient, double Probability) Fit()
    {
        int terms = OrdersBeyond + 1;
        if (widths.Count < terms)
        {
            return (new Estimate(double.NaN, double.NaN), double.NaN);
        }

        Matrix<double> design = Matrix<double>.Build.Dense(widths.Count, terms, (i, k) => Math.Pow(Widths[i], -1 - k) / Deviations[i].StandardError);
        Vector<double> values = Vector<double>.Build.Dense(widths.Count, i => Deviations[i].Value / Deviations[i].StandardError);
        Matrix<double> covariance = (design.Transpose() * design).Inverse();
        Vector<double> solution = covariance * (design.Transpose() * values);
        double chi = (design * solution - values).L2Norm();
        int freedom = widths.Count - terms;
        return (
            new Estimate(solution[0], Math.Sqrt(covariance[0, 0])),
            freedom == 0 ? double.NaN : 1 - MathNet.Numerics.Distributions.ChiSquared.CDF(freedom, chi * chi));
    }
}
