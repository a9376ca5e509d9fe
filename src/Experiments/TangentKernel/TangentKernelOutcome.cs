using MathNet.Numerics.LinearAlgebra;
using Theory.Numerics.Regression;
using Theory.Validation.Comparison;
using Theory.Validation.Statistics;

namespace Theory.Experiments.TangentKernel;

/// <summary>Trained networks of one width beside the prediction of infinite width.</summary>
/// <remarks>
/// f - m of a network, with m the predicted mean, has the mean of r = f - c, because c, what infinite width makes of the network's own outputs at
/// initialisation, has the mean m at every width: outputs at initialisation have mean 0. r is of order 1/sqrt n, so that this mean is known to a smaller
/// error. In the same way Var f - Var c is the mean of (f - m)^2 - (c - m)^2 less the square of the mean of r.
/// </remarks>
/// <param name="ensemble">The networks.</param>
/// <param name="theory">The predictions.</param>
/// <param name="checkpoints">Steps after which they were compared.</param>
/// <param name="records">What was found.</param>
internal sealed class TangentKernelOutcome(
    TangentKernelEnsemble ensemble, TangentKernelTheory theory, IReadOnlyList<int> checkpoints, IReadOnlyList<TangentKernelRecord> records)
{
    private readonly TangentKernelBlock[] _blocks = [.. records.SelectMany(r => r.Blocks)];

    /// <summary>The networks.</summary>
    public TangentKernelEnsemble Ensemble => ensemble;

    /// <summary>The predictions.</summary>
    public TangentKernelTheory Theory => theory;

    /// <summary>Steps after which they were compared.</summary>
    public IReadOnlyList<int> Checkpoints => checkpoints;

    /// <summary>Networks left out because their loss did not stay finite.</summary>
    public int Diverged => records.Sum(r => r.Diverged);

    /// <summary>The mean squared training error at a checkpoint.</summary>
    public double Loss(int checkpoint) => records.Average(r => r.Loss[checkpoint]);

    /// <summary>The mean output at a test input.</summary>
    public Estimate Mean(int checkpoint, int point)
    {
        Estimate deviation = Of(s => s.Output[checkpoint][point] / s.Count);
        return deviation with { Value = deviation.Value + theory.After(checkpoints[checkpoint]).Mean[point, 0] };
    }

    /// <summary>The variance over networks of the output at a test input.</summary>
    public Estimate Variance(int checkpoint, int point) => Of(s => VarianceOf(s, checkpoint, point));

    /// <summary>How probable the mean outputs at all test inputs are together, were a prediction true of them.</summary>
    public ChiSquared JudgeMeans(int checkpoint, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Prediction own = theory.After(checkpoints[checkpoint]);
        return Judge(s => [.. s.Output[checkpoint].Select((sum, k) => (sum / s.Count) + own.Mean[k, 0] - prediction.Mean[k, 0])]);
    }

    /// <summary>The same for the variances.</summary>
    public ChiSquared JudgeVariances(int checkpoint, Prediction prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        return Judge(s => [.. Enumerable.Range(0, CircleTask.TestPoints).Select(k => VarianceOf(s, checkpoint, k) - prediction.Variance[k])]);
    }

    /// <summary>The mean output less the prediction at every test input, from r.</summary>
    public double[] MeanDeviations(int checkpoint) => MeanDeviations(Total(_blocks), checkpoint);

    /// <summary>Var f - Var c at every test input.</summary>
    public double[] VarianceDeviations(int checkpoint) => VarianceDeviations(Total(_blocks), checkpoint);

    /// <summary>The deviation of the mean along a direction in the space of the test inputs.</summary>
    public Estimate MeanDeviation(int checkpoint, double[] direction) => Of(s => Dot(MeanDeviations(s, checkpoint), direction));

    /// <summary>The deviation of the variance along a direction.</summary>
    public Estimate VarianceDeviation(int checkpoint, double[] direction) => Of(s => Dot(VarianceDeviations(s, checkpoint), direction));

    private static double[] MeanDeviations(TangentKernelBlock s, int checkpoint) => [.. s.Rest[checkpoint].Select(x => x / s.Count)];

    private static double[] VarianceDeviations(TangentKernelBlock s, int checkpoint) =>
        [.. s.SquareRest[checkpoint].Select((x, k) => (x / s.Count) - (s.Rest[checkpoint][k] / s.Count * (s.Rest[checkpoint][k] / s.Count)))];

    private static double VarianceOf(TangentKernelBlock s, int checkpoint, int point)
    {
        double mean = s.Output[checkpoint][point] / s.Count;
        return (s.Square[checkpoint][point] / s.Count) - (mean * mean);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static TangentKernelBlock Total(IReadOnlyList<TangentKernelBlock> parts)
    {
        double[][] Sum(Func<TangentKernelBlock, IReadOnlyList<double[]>> of) =>
            [.. of(parts[0]).Select((row, c) => row.Select((_, k) => parts.Sum(p => of(p)[c][k])).ToArray())];
        return new TangentKernelBlock(parts.Sum(p => p.Count), Sum(p => p.Output), Sum(p => p.Square), Sum(p => p.Rest), Sum(p => p.SquareRest));
    }

    private Estimate Of(Func<TangentKernelBlock, double> statistic)
    {
        (double[] values, Matrix<double> covariance) = WithCovariance(s => [statistic(s)]);
        return new Estimate(values[0], Math.Sqrt(covariance[0, 0]));
    }

    private ChiSquared Judge(Func<TangentKernelBlock, double[]> deviations)
    {
        (double[] values, Matrix<double> covariance) = WithCovariance(deviations);
        return ChiSquared.Of(values, covariance, _blocks.Length, new double[values.Length]);
    }

    /// <summary>The jackknife over blocks of nearly equal size; it removes the bias of order 1/M too.</summary>
    private (double[] Values, Matrix<double> Covariance) WithCovariance(Func<TangentKernelBlock, double[]> statistics)
    {
        int g = _blocks.Length;
        double[] all = statistics(Total(_blocks));
        double[][] pseudo = [.. Enumerable.Range(0, g).Select(b =>
            statistics(Total([.. _blocks.Where((_, i) => i != b)])).Select((without, i) => (g * all[i]) - ((g - 1) * without)).ToArray())];
        double[] values = [.. all.Select((_, i) => pseudo.Average(p => p[i]))];
        return (values, Matrix<double>.Build.Dense(all.Length, all.Length, (i, j) =>
            pseudo.Sum(p => (p[i] - values[i]) * (p[j] - values[j])) / (g * (g - 1.0))));
    }
}
