using MathNet.Numerics.LinearAlgebra;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Kernels;
using Theory.Numerics.Regression;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Gram;

/// <summary>Kernel matrices of a data set, layer by layer, and the predictions.</summary>
public static class GramRun
{
    private const int LargestSample = 1500;

    /// <summary>Computes everything.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static GramResult Run(GramSettings settings, IProgress<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        (Func<string> method, Func<ParallelOptions, IEnumerable<KernelLayer>> compute) = Kernels(settings);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellation };
        List<GramLayer> layers = [];
        KernelLayer? last = null;
        (int, int)[] pairs = SampleOfPairs(settings.Inputs.Count);
        foreach (KernelLayer layer in compute(parallel))
        {
            last = layer;
            layers.Add(Summary(layer, pairs));
            progress.Report((double)layers.Count / settings.Depth);
        }

        return new GramResult(settings, method(), layers, last!, settings.Regression is RegressionTask task ? Predict(last!, task) : null);
    }

    private static (Func<string> Method, Func<ParallelOptions, IEnumerable<KernelLayer>> Layers) Kernels(GramSettings settings)
    {
        if (settings.Architecture is Architecture architecture)
        {
            ArchitectureKernels kernels = new(architecture);
            return (() => kernels.Method, parallel => kernels.Layers(settings.Inputs, parallel));
        }

        KernelRecursion recursion = new(settings.Network!);
        return (() => recursion.Method, parallel => recursion.Layers(settings.Inputs, parallel));
    }

    /// <summary>The pairs of different inputs whose correlations are kept in every layer: all of them, or evenly spread ones.</summary>
    public static (int A, int B)[] SampleOfPairs(int m)
    {
        long count = (long)m * (m - 1) / 2;
        long stride = Math.Max(1, (count + LargestSample - 1) / LargestSample);
        List<(int, int)> pairs = [];
        long next = 0;
        for (int a = 0; a < m; a++)
        {
            for (int b = a + 1; b < m; b++)
            {
                if (next++ % stride == 0)
                {
                    pairs.Add((a, b));
                }
            }
        }

        return [.. pairs];
    }

    /// <summary>The correlation of two inputs; 0 if a variance is 0.</summary>
    public static double Correlation(SymmetricMatrix kernel, int a, int b)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        double scale = Math.Sqrt(kernel[a, a]) * Math.Sqrt(kernel[b, b]);
        return scale == 0 ? 0 : Math.Clamp(kernel[a, b] / scale, -1, 1);
    }

    private static GramLayer Summary(KernelLayer layer, (int A, int B)[] pairs)
    {
        int m = layer.Kernel.Size;
        return new GramLayer(
            layer.Layer,
            Spread.Of(Enumerable.Range(0, m).Select(a => layer.Kernel[a, a])),
            CorrelationSpread.Of(layer.Kernel),
            layer.Tangent is SymmetricMatrix tangent ? Spread.Of(Enumerable.Range(0, m).Select(a => tangent[a, a])) : null,
            layer.Error,
            [.. pairs.Select(p => Correlation(layer.Kernel, p.A, p.B))]);
    }

    private static GramPredictions Predict(KernelLayer last, RegressionTask task)
    {
        Matrix<double> targets = Matrix<double>.Build.DenseOfRowArrays(task.Targets);
        Posterior posterior = GaussianProcessRegression.Predict(last.Kernel, targets, task.Noise);
        if (last.Tangent is null)
        {
            return new GramPredictions(posterior, [], 0);
        }

        GradientFlow flow = new(last.Kernel, last.Tangent, targets);
        return new GramPredictions(posterior, [.. task.Times.Select(t => (t, flow.At(t)))], flow.Frozen);
    }
}
