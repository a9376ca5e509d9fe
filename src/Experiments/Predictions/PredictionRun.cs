using System.Diagnostics;
using Theory.Networks;
using Theory.Validation.KernelRegression;

namespace Theory.Experiments.Predictions;

/// <summary>Predicts the outputs of infinitely wide networks at test inputs, and measures how good they are.</summary>
public static class PredictionRun
{
    /// <summary>Computes everything.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="progress">Told the fraction that is done of: the choice of parameters, the solution, the predictions.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="UserInputException">The kernel does not exist, or the matrix is singular.</exception>
    public static PredictionResult Run(PredictionSettings settings, Func<int, IProgress<double>> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        PredictionData data = settings.Data;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellation };
        var watch = Stopwatch.StartNew();
        using KernelSource given = new(Plain(settings, settings.Cb, settings.Cw), data.Inputs, data.Dimension, settings.Kernel, parallel, settings.Regression.Device);
        FittedParameters? fitted = settings.FitSize is null ? null : ParameterSearch.Run(settings, given, progress(0), cancellation);
        (double cb, double cw) = fitted is null ? (settings.Cb, settings.Cw) : (fitted.Cb, fitted.Cw);
        using KernelSource kernel = fitted is null ? given.With(given.Network) : given.With(Plain(settings, cb, cw));
        int outputs = data.Names.Count;
        RegressionOptions options = settings.Regression with { Noise = fitted?.Noise ?? settings.Regression.Noise };
        int next = fitted is null ? 0 : 1;
        using KernelRegressor regressor = KernelRegressor.Fit(kernel, data.Targets[..(data.Training * outputs)], outputs, options, progress(next), cancellation);
        double training = watch.Elapsed.TotalSeconds;
        double[] mean = regressor.Mean(data.Training, data.Test, progress(next + 1));
        double[]? variance = settings.Variance && regressor.HasFactor ? regressor.Variance(data.Training, data.Test, progress(next + 1)) : null;
        double[]? samples = settings.Samples > 0 && regressor.HasFactor
            ? regressor.Samples(data.Training, Math.Min(data.Test, PredictionSettings.LargestSample), settings.Samples, settings.Seed) : null;
        double seconds = watch.Elapsed.TotalSeconds - training;
        double[] squares = new double[outputs];
        for (int i = 0; i < mean.Length; i++)
        {
            double difference = mean[i] - data.Targets[(data.Training * outputs) + i];
            squares[i % outputs] += difference * difference / data.Test;
        }

        PredictionResult result = new(settings, cb, cw, regressor.Noise, InUnits(mean, data))
        {
            Accuracy = double.NaN,
            MeanSquaredError = squares.Average(),
            RootMeanSquareErrors = [.. squares.Select((s, j) => Math.Sqrt(s) * data.Units[j])],
            NegativeLogLikelihood = regressor.NegativeLogLikelihood,
            Residual = regressor.Residual,
            Unexplained = regressor.Unexplained,
            Steps = regressor.Steps,
            StandardDeviations = variance is null ? null : Array.ConvertAll(variance, Math.Sqrt),
            Samples = samples is null ? null : InUnits(samples, data),
            Fitted = fitted,
            TrainingSeconds = training,
            TestSeconds = seconds,
        };
        return data.IsClassification
            ? result with { Accuracy = Enumerable.Range(0, data.Test).Average(i => result.Predicted(i) == data.Labels[data.Training + i] ? 1.0 : 0) }
            : result;
    }

    /// <summary>Makes a part of the Cholesky factor, in the folder of the settings; a run without a part finds it there.</summary>
    public static void MakePart(PredictionSettings settings, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        PredictionData data = settings.Data;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellation };
        using KernelSource kernel = new(Plain(settings, settings.Cb, settings.Cw), data.Inputs, data.Dimension, settings.Kernel, parallel, settings.Regression.Device);
        KernelRegressor.MakePart(kernel, data.Training, settings.Regression, progress, cancellation);
    }

    private static double[] InUnits(double[] values, PredictionData data) =>
        [.. values.Select((v, i) => data.Offsets[i % data.Offsets.Length] + (data.Units[i % data.Offsets.Length] * v))];

    private static Network Plain(PredictionSettings settings, double cb, double cw) => Network.Plain(settings.Activation, settings.Depth, null, cb, cw);
}
