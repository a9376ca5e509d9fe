using System.Numerics;
using Theory.Activations;
using Theory.Networks;

namespace Theory.Numerics.Kernels;

/// <summary>The kernel and the tangent kernel of the last layer between any two groups of inputs: blocks of matrices that do not fit into memory as a whole.</summary>
/// <remarks>
/// An input is known by its |x|^2/n_0, a pair by its x_a.x_b/n_0. Where all inputs have the same norm, what all layers together make of a pair is a function of
/// one angle, which is interpolated once by a Chebyshev series; a pair then costs some nanoseconds whatever the activation and the depth. Otherwise the layers
/// are followed one after another, as in <see cref="KernelRecursion"/>, of which this is the fast and plain sibling: products are rounded, close inputs are
/// known to a rounding error of the product, and no bound is carried along.
/// </remarks>
public sealed class BlockKernel
{
    private const int Chunk = 4096;
    private const double Tolerance = 1e-12;

    // Of Hermite series, which stand beside products that are rounded.
    private const double SeriesTolerance = 1e-11;

    private readonly Network _network;
    private readonly ITwoInputKernel[] _kernels;
    private readonly ParallelOptions _parallel;
    private readonly VarianceClusters _norms;

    // Of each distinct norm: K of every layer but the last, and both kernels of the last.
    private readonly double[][] _variances;
    private readonly double[] _lastKernel;
    private readonly double[]? _lastTangent;
    private readonly AngleInterpolant? _common;

    /// <summary>Follows the norms through the layers.</summary>
    /// <param name="network">The network; its widths do not matter.</param>
    /// <param name="norms">|x|^2/n_0 of every input.</param>
    /// <param name="parallel">Threads and cancellation; the numbers do not depend on the number of threads.</param>
    /// <exception cref="UserInputException">An expectation does not exist, or a kernel leaves double precision.</exception>
    public BlockKernel(Network network, double[] norms, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(norms);
        ArgumentNullException.ThrowIfNull(parallel);
        (_network, _parallel) = (network, parallel);
        Dictionary<Activation, ITwoInputKernel> known = network.Activations.Distinct().ToDictionary(a => a, a => TwoInputKernels.For(a, SeriesTolerance));
        _kernels = [.. network.Activations.Select(a => known[a])];
        HasTangent = Array.TrueForAll(_kernels, k => k.HasDerivative);
        _norms = new VarianceClusters(norms);
        int count = _norms.Variances.Length;
        int[] same = [.. Enumerable.Range(0, count)];
        _variances = new double[network.Depth - 1][];
        double[] k = new double[count];
        double[] theta = new double[count];
        Layers(same, same, _norms.Variances, k, theta, (layer, variances) => _variances[layer - 1] = variances);
        _lastKernel = k;
        _lastTangent = HasTangent ? theta : null;
        _common = count == 1 && network.Depth > 1 && _norms.Variances[0] > 0 ? Interpolate() : null;
    }

    /// <summary>False if an activation jumps: the tangent kernel is infinite.</summary>
    public bool HasTangent { get; }

    /// <summary>Whether all inputs have one norm, so that a pair costs an interpolation.</summary>
    internal bool IsInterpolated => _common is not null;

    /// <summary>K_aa of an input.</summary>
    public double KernelOf(int input) => _lastKernel[_norms.Index[input]];

    /// <summary>Theta_aa of an input.</summary>
    public double TangentOf(int input) => _lastTangent![_norms.Index[input]];

    /// <summary>Computes a block.</summary>
    /// <param name="row">The first input of the rows.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first input of the columns.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="products">x_a.x_b/n_0, row by row; arrays may be longer than the block.</param>
    /// <param name="kernel">Receives K_ab.</param>
    /// <param name="tangent">Receives Theta_ab; empty if it is not wanted.</param>
    public void Evaluate(int row, int rows, int column, int columns, double[] products, double[] kernel, double[] tangent)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(tangent);
        if (_common is not null)
        {
            Interpolated(rows * columns, products, kernel, tangent);
        }
        else
        {
            int[] first = new int[rows * columns];
            int[] second = new int[first.Length];
            double[] wanted = products[..first.Length];
            for (int i = 0; i < first.Length; i++)
            {
                (first[i], second[i]) = (_norms.Index[row + (i / columns)], _norms.Index[column + (i % columns)]);

                // An input and itself are known already, and cost most.
                wanted[i] = row + (i / columns) == column + (i % columns) ? 0 : products[i];
            }

            Layers(first, second, wanted, kernel, tangent.Length == 0 ? new double[first.Length] : tangent, null);
        }

        // An input and itself, whatever rounding has made of their product.
        for (int a = Math.Max(row, column); a < Math.Min(row + rows, column + columns); a++)
        {
            int at = ((a - row) * columns) + (a - column);
            kernel[at] = KernelOf(a);
            if (tangent.Length > 0)
            {
                tangent[at] = TangentOf(a);
            }
        }
    }

    private void Interpolated(int length, double[] products, double[] kernel, double[] tangent)
    {
        double norm = _norms.Variances[0];
        Linear linear = _network[1];
        double offset = linear.Cb / (linear.Cb + (linear.Cw * norm));
        double factor = linear.Cw / (linear.Cb + (linear.Cw * norm));
        ParallelLoop.For((length + Chunk - 1) / Chunk, _parallel, chunk =>
        {
            int start = chunk * Chunk;
            int count = Math.Min(Chunk, length - start);
            Span<double> angles = stackalloc double[Chunk];
            Span<double> rest = stackalloc double[Chunk];
            ReadOnlySpan<double> from = products.AsSpan(start, count);
            int i = 0;
            for (; i <= count - Vector<double>.Count; i += Vector<double>.Count)
            {
                Angle(new Vector<double>(from[i..])).CopyTo(angles[i..]);
            }

            for (; i < count; i++)
            {
                angles[i] = Angle(new Vector<double>(from[i]))[0];
            }

            _common!.At(angles[..count], kernel.AsSpan(start, count), tangent.Length == 0 ? rest[..count] : tangent.AsSpan(start, count));
        });

        Vector<double> Angle(Vector<double> product)
        {
            Vector<double> rho = new Vector<double>(offset) + (factor * product);
            rho = Vector.Max(Vector.Min(rho, Vector<double>.One), -Vector<double>.One);
            Vector<double> acute = VectorFunctions.AcuteAngle(rho);
            return Vector.ConditionalSelect(Vector.LessThan(rho, Vector<double>.Zero), new Vector<double>(Math.PI) - acute, acute);
        }
    }

    // Both kernels of the last layer as functions of the angle in the first.
    private AngleInterpolant? Interpolate()
    {
        double norm = _norms.Variances[0];
        Linear linear = _network[1];
        double variance = linear.Cb + (linear.Cw * norm);
        return AngleInterpolant.TryCreate(
            cosines =>
            {
                int[] same = new int[cosines.Length];
                double[] k = new double[cosines.Length];
                double[] theta = new double[cosines.Length];
                Layers(same, same, Array.ConvertAll(cosines, c => ((c * variance) - linear.Cb) / linear.Cw), k, theta, null);
                return (k, theta, 0);
            },
            Math.PI, _lastKernel[0], _lastTangent?[0] ?? 0, Tolerance);
    }

    // first and second are indices of norms. Where variances are asked for, the pairs are those of each norm with itself.
    private void Layers(int[] first, int[] second, double[] products, double[] kernel, double[] tangent, Action<int, double[]>? keep)
    {
        Linear linear = _network[1];
        double[] k = Array.ConvertAll(products, p => linear.Cb + (linear.Cw * p));
        double[] theta = Array.ConvertAll(products, p => linear.LambdaB + (linear.LambdaW * p));
        double[] correlations = new double[k.Length];
        double[] derivatives = new double[k.Length];
        for (int layer = 2; layer <= _network.Depth; layer++)
        {
            _parallel.CancellationToken.ThrowIfCancellationRequested();
            RequireFinite(layer - 1, k);
            double[] variances = keep is null ? _variances[layer - 2] : k;
            keep?.Invoke(layer - 1, k);
            Correlate(k, variances, first, second, correlations);
            double[] values = new double[k.Length];
            if (keep is not null && _kernels[layer - 2] is SeriesKernel series && Array.TrueForAll(variances, v => v > 0))
            {
                ParallelLoop.For(variances.Length, _parallel, i => (values[i], derivatives[i]) = series.OfEqualInputs(variances[i]));
            }
            else
            {
                _kernels[layer - 2].Evaluate(new PairBatch(variances, first, second, correlations), values, derivatives, _parallel);
            }

            linear = _network[layer];
            for (int i = 0; i < values.Length; i++)
            {
                theta[i] = HasTangent ? linear.LambdaB + (linear.LambdaW * values[i]) + (linear.Cw * derivatives[i] * theta[i]) : 0;
                values[i] = linear.Cb + (linear.Cw * values[i]);
            }

            k = values;
        }

        RequireFinite(_network.Depth, k);
        RequireFinite(_network.Depth, theta);
        k.CopyTo(kernel, 0);
        theta.CopyTo(tangent, 0);
    }

    private static void Correlate(double[] k, double[] variances, int[] first, int[] second, double[] correlations)
    {
        double[] deviations = Array.ConvertAll(variances, Math.Sqrt);
        for (int i = 0; i < k.Length; i++)
        {
            (int a, int b) = (first[i], second[i]);
            double scale = a == b ? variances[a] : deviations[a] * deviations[b];
            double rho = scale == 0 ? 0 : k[i] / scale;
            correlations[i] = Math.Abs(rho) < 1 - KernelRecursion.FullDeficit ? rho : Math.CopySign(1, rho);
        }
    }

    private static void RequireFinite(int layer, double[] values)
    {
        if (!Array.TrueForAll(values, double.IsFinite))
        {
            throw new UserInputException($"a kernel exceeds 1.8e308 at layer {layer}; use fewer layers, a smaller C_W or smaller inputs");
        }
    }
}
