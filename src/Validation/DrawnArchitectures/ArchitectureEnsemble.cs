using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;
using Theory.Validation.Random;

namespace Theory.Validation.DrawnArchitectures;

/// <summary>Networks of any layers with drawn weights, compared with their kernels at infinite width and with V.</summary>
/// <remarks>
/// Networks of the whole and of half the width are drawn, so that the part of order 1/n can be taken out: what remains is of order 1/n^2. Every network has
/// a stream of random numbers of its own, and the numbers do not depend on threads.
/// </remarks>
public static class ArchitectureEnsemble
{
    /// <summary>Draws networks and compares.</summary>
    /// <param name="atWidth">The network with every layer of a width.</param>
    /// <param name="width">The width, even.</param>
    /// <param name="models">How many networks of each width.</param>
    /// <param name="inputs">The inputs; null for one Gaussian signal.</param>
    /// <param name="k1">The kernel of that signal: what enters weights is a vector of that mean square, what enters other layers is drawn.</param>
    /// <param name="withTangent">True to measure Theta too.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="progress">Told the fraction that is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">A number is out of range, or a layer cannot be drawn or followed.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static ArchitectureMeasurement Compare(
        Func<int, Architecture> atWidth, int width, int models, NetworkInputs? inputs, double k1, bool withTangent, ulong seed, IProgress<double>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(atWidth);
        Require.That(width >= 4 && width % 2 == 0, $"the width must be even and at least 4, since networks of half the width are drawn too, got {width}");
        Require.That(models >= 2, $"at least 2 networks are needed for standard errors, got {models}");
        Architecture whole = atWidth(width);
        Require.That(!whole.Input.IsImage, $"networks of images are not sampled; their kernels are tested against every covariance of small ones");
        (KernelLayer[] kernels, ArchitectureLayer[] flow) = Predict(whole, inputs, k1, cancellation);
        bool tangent = withTangent && kernels[^1].Tangent is not null;
        Statistics[] full = Draw(whole, width, models, inputs, k1, tangent, seed, f => progress?.Report(0.8 * f), cancellation);
        Statistics[] half = Draw(atWidth(width / 2), width / 2, models, inputs, k1, tangent, ~seed, f => progress?.Report(0.8 + (0.2 * f)), cancellation);
        MeasuredValue Value(int i, double? theory)
        {
            (Statistics a, Statistics b) = (full[i], half[i]);
            return new MeasuredValue(theory, a.Mean, a.Error, (2 * a.Mean) - b.Mean, Math.Sqrt((4 * a.Error * a.Error) + (b.Error * b.Error)));
        }

        bool HasFlow(int l, KernelLayer layer) => Math.Abs(flow[l].K - layer.Kernel[0, 0]) <= 1e-9 * flow[l].K;
        int m = inputs?.Count ?? 1;
        int pairs = m * (m + 1) / 2;
        (int A, int B)[] indices = [.. from a in Enumerable.Range(0, m) from b in Enumerable.Range(a, m - a) select (a, b)];
        return new ArchitectureMeasurement(
            [.. kernels.Select((layer, l) => new MeasuredLayer(
                l + 1, flow[l].Text,
                [.. indices.Select((p, i) => Value((l * (pairs + 1)) + i, layer.Kernel[p.A, p.B]))],
                Value((l * (pairs + 1)) + pairs, HasFlow(l, layer) ? flow[l].Vertex : null))
            {
                VertexReason = HasFlow(l, layer) ? flow[l].VertexReason : "V is followed for one input, which is not the first of these",
            })],
            tangent ? [.. indices.Select((p, i) => Value((kernels.Length * (pairs + 1)) + i, kernels[^1].Tangent![p.A, p.B]))] : []);
    }

    private static (KernelLayer[] Kernels, ArchitectureLayer[] Flow) Predict(Architecture architecture, NetworkInputs? inputs, double k1, CancellationToken cancellation)
    {
        ParallelOptions parallel = new() { CancellationToken = cancellation };
        ArchitectureKernels kernels = new(architecture);
        return inputs is null
            ? ([.. kernels.Pair(k1, k1, 0, parallel)], [.. ArchitectureFlow.Compute(architecture, k1, cancellation).ToTheLast()])
            : ([.. kernels.Layers([.. Rows(inputs)], parallel)], [.. ArchitectureFlow.Compute(architecture, inputs.FirstKernel(0, 1)[0], cancellation).ToTheLast()]);
    }

    private static IEnumerable<double[]> Rows(NetworkInputs inputs) =>
        Enumerable.Range(0, inputs.Count).Select(a => inputs.Values.Slice(a * inputs.Dimension, inputs.Dimension).ToArray());

    /// <summary>Layer by layer K of every pair and V, then Theta of every pair.</summary>
    private static Statistics[] Draw(
        Architecture architecture, int width, int models, NetworkInputs? inputs, double k1, bool tangent, ulong seed, Action<double> progress, CancellationToken cancellation)
    {
        Layer[] layers = [.. architecture.Sequence.Unrolled()];
        Dictionary<Activation, PiecewiseSmoothFunction> functions = DrawnArchitecture.FunctionsOf(architecture.Sequence);
        double[][]? rows = inputs is null ? null : [.. Rows(inputs)];
        int m = rows?.Length ?? 1;
        int pairs = m * (m + 1) / 2;
        double[][] observed = new double[models][];
        double[][] squares = new double[models][];
        int done = 0;
        Parallel.For(0, models, new ParallelOptions { CancellationToken = cancellation }, model =>
        {
            NetworkRandom random = new(seed, model);
            DrawnArchitecture network = new(random, m, functions);
            double[][] x = rows ?? [Signal(random, layers[0] is Linear, width, k1)];
            double[] values = new double[(layers.Length * (pairs + 1)) + (tangent ? pairs : 0)];
            double[] together = new double[layers.Length];
            List<DrawnArchitecture.Backwards> steps = [];
            int i = 0;
            for (int l = 0; l < layers.Length; l++)
            {
                (x, DrawnArchitecture.Backwards step) = network.Forwards(layers[l], x);
                steps.Add(step);
                for (int a = 0; a < m; a++)
                {
                    for (int b = a; b < m; b++)
                    {
                        values[i++] = x[a].Zip(x[b]).Average(p => p.First * p.Second);
                    }
                }

                double n = x[0].Length;
                double sum = x[0].Sum(z => z * z);
                together[l] = ((sum * sum) - x[0].Sum(z => z * z * z * z)) / (n * (n - 1));
                values[i++] = n;
            }

            if (tangent)
            {
                steps.Reverse();
                double[,] theta = network.TangentKernel(x, steps);
                for (int a = 0; a < m; a++)
                {
                    for (int b = a; b < m; b++)
                    {
                        values[i++] = theta[a, b];
                    }
                }
            }

            (observed[model], squares[model]) = (values, together);
            progress((double)Interlocked.Increment(ref done) / models);
        });
        int count = observed[0].Length;
        Statistics[] result = [.. Enumerable.Range(0, count).Select(i => Statistics.Of([.. observed.Select(v => v[i])]))];
        for (int l = 0; l < layers.Length; l++)
        {
            // V = n (E[z_i^2 z_j^2] - E[z^2]^2), with the error of the whole to first order.
            int at = (l * (pairs + 1)) + pairs;
            int kernel = l * (pairs + 1);
            double n = observed[0][at];
            double mean = result[kernel].Mean;
            double bias = n * result[kernel].Error * result[kernel].Error;
            Statistics vertex = Statistics.Of([.. observed.Select((v, i) => n * (squares[i][l] - (2 * mean * v[kernel]) + (mean * mean)))]);
            result[at] = vertex with { Mean = vertex.Mean + bias };
        }

        return result;
    }

    private static double[] Signal(NetworkRandom random, bool isGiven, int width, double k1)
    {
        double[] x = new double[width];
        if (isGiven)
        {
            Array.Fill(x, Math.Sqrt(k1));
            return x;
        }

        random.FillNormal(x);
        return Array.ConvertAll(x, v => Math.Sqrt(k1) * v);
    }

    /// <summary>A mean over networks with its standard error.</summary>
    private sealed record Statistics(double Mean, double Error)
    {
        public static Statistics Of(double[] values)
        {
            double mean = values.Average();
            return new Statistics(mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length));
        }
    }
}
