using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Theory.Activations;
using Theory.Networks;

namespace Theory.Numerics.Kernels;

/// <summary>The kernel and the tangent kernel of a data set, layer by layer, at infinite width.</summary>
/// <remarks>
/// K(1)_ab = C_b + C_W x_a.x_b/n_0, K(l+1)_ab = C_b + C_W &lt;s_a s_b&gt;_K(l); Theta(1)_ab = lambda_b + lambda_W x_a.x_b/n_0,
/// Theta(l+1)_ab = lambda_b + lambda_W &lt;s_a s_b&gt; + C_W &lt;s'_a s'_b&gt; Theta(l)_ab (PDLT 4.118, 8.63; Jacot et al. 2018).
/// The correlation of a pair is known to a rounding error e of K_ab, and its angle near 0 to e/angle. In layer 1 the angles of close inputs are
/// taken from their differences instead, and with homogeneous activations those of the later layers follow from them; what is left is in
/// <see cref="KernelLayer.Error"/>.
/// </remarks>
public sealed class KernelRecursion
{
    // Beyond, a correlation is 1 or -1 but for the rounding of the kernel and of two square roots.
    internal const double FullDeficit = 5e-16;
    internal const double FullCorrelation = 1 - FullDeficit;

    private readonly Network _network;
    private readonly ITwoInputKernel[] _kernels;

    /// <summary>Prepares the expectations of the activations of a network, each of them once.</summary>
    /// <param name="network">The network; its widths do not matter.</param>
    /// <exception cref="UserInputException">An activation has a free parameter, or is not defined on the whole line.</exception>
    public KernelRecursion(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        Dictionary<Activation, ITwoInputKernel> known = network.Activations.Distinct().ToDictionary(a => a, TwoInputKernels.For);
        _kernels = [.. network.Activations.Select(a => known[a])];
    }

    /// <summary>How the expectations are computed, in a few words.</summary>
    public string Method => string.Join("; ", _kernels.Select(k => k.Method).DefaultIfEmpty("closed form").Distinct());

    /// <summary>Computes the layers, one after another as they are asked for.</summary>
    /// <param name="inputs">The inputs x_a, all of the same dimension n_0.</param>
    /// <param name="parallel">Threads and cancellation; the numbers do not depend on the number of threads.</param>
    /// <exception cref="UserInputException">An expectation does not exist, or a kernel leaves double precision.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IEnumerable<KernelLayer> Layers(IReadOnlyList<double[]> inputs, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(parallel);
        return Iterate(inputs, parallel);
    }

    private IEnumerable<KernelLayer> Iterate(IReadOnlyList<double[]> inputs, ParallelOptions parallel)
    {
        int m = inputs.Count;
        (int[] first, int[] second) = Pairs(m);
        double[] products = Products(inputs, first, second, parallel);
        double[] k = Combine(_network[1].Cb, _network[1].Cw, products);
        double[]? theta = Array.TrueForAll(_kernels, k => k.HasDerivative) ? Combine(_network[1].LambdaB, _network[1].LambdaW, products) : null;
        RequireFinite(1, k, theta);
        (double[] values, double[] derivatives, double[] correlations) = (new double[k.Length], new double[k.Length], new double[k.Length]);
        KernelErrors errors = KernelErrors.First;
        ClosePairs? close = null;
        yield return Describe(1);

        for (int layer = 2; layer <= _network.Depth; layer++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            var current = new SymmetricMatrix(m, k);
            double[] variances = [.. Enumerable.Range(0, m).Select(a => current[a, a])];
            Correlate(k, variances, correlations);
            close = close is null ? FirstLayerAngles.Find(inputs, _network[1], k, first, second, correlations) : close.Imposed(correlations);
            var batch = new PairBatch(variances, first, second, correlations) { Close = close };
            Linear linear = _network[layer];
            ITwoInputKernel kernel = _kernels[layer - 2];
            double variance = errors.Variance;
            errors = AtLayer(layer, () =>
            {
                double evaluation = kernel.Evaluate(batch, values, derivatives, parallel);
                return errors.Next(linear, kernel, batch, values, derivatives, evaluation, parallel);
            });
            (k, theta) = Advance(linear, values, derivatives, theta);
            RequireFinite(layer, k, theta);
            close = close.Next(linear, kernel, batch, variance, k);
            yield return Describe(layer);
        }

        KernelLayer Describe(int layer) => new(
            layer,
            new SymmetricMatrix(m, k),
            theta is null ? null : new SymmetricMatrix(m, theta),
            Math.Max(errors.Kernel, theta is null ? 0 : errors.Tangent));
    }

    private static (int[] First, int[] Second) Pairs(int m)
    {
        var first = new int[SymmetricMatrix.Length(m)];
        var second = new int[first.Length];
        int p = 0;
        for (int a = 0; a < m; a++)
        {
            for (int b = a; b < m; b++)
            {
                (first[p], second[p++]) = (a, b);
            }
        }

        return (first, second);
    }

    private static double[] Products(IReadOnlyList<double[]> inputs, int[] first, int[] second, ParallelOptions parallel)
    {
        var products = new double[first.Length];
        ParallelLoop.For(inputs.Count, parallel, a =>
        {
            int p = (a * inputs.Count) - (a * (a - 1) / 2);
            for (int b = a; b < inputs.Count; b++, p++)
            {
                // Inputs may have as many components as memory holds.
                parallel.CancellationToken.ThrowIfCancellationRequested();
                double[] x = inputs[first[p]];
                double[] y = inputs[second[p]];
                products[p] = AccurateProduct.Of(x, y) / x.Length;
            }
        });
        return products;
    }

    private static double[] Combine(double constant, double factor, double[] values) => Array.ConvertAll(values, v => constant + (factor * v));

    /// <summary>The kernels of the next layer in one pass: large matrices are limited by the memory.</summary>
    private static (double[] K, double[]? Theta) Advance(Linear layer, double[] values, double[] derivatives, double[]? theta)
    {
        (double cb, double cw, double lambdaB, double lambdaW) = (layer.Cb, layer.Cw, layer.LambdaB, layer.LambdaW);
        double[] k = GC.AllocateUninitializedArray<double>(values.Length);
        double[] next = GC.AllocateUninitializedArray<double>(theta is null ? 0 : values.Length);
        int p = 0;
        for (; p <= values.Length - Vector<double>.Count; p += Vector<double>.Count)
        {
            Vector<double> value = new(values, p);
            (new Vector<double>(cb) + (cw * value)).CopyTo(k, p);
            if (theta is not null)
            {
                (new Vector<double>(lambdaB) + (lambdaW * value) + (cw * new Vector<double>(derivatives, p) * new Vector<double>(theta, p))).CopyTo(next, p);
            }
        }

        for (; p < values.Length; p++)
        {
            k[p] = cb + (cw * values[p]);
            if (theta is not null)
            {
                next[p] = lambdaB + (lambdaW * values[p]) + (cw * derivatives[p] * theta[p]);
            }
        }

        return (k, theta is null ? null : next);
    }

    /// <summary>The pairs lie row by row, those of an input with itself and the later ones.</summary>
    private static void Correlate(double[] k, double[] variances, double[] correlations)
    {
        double[] deviations = Array.ConvertAll(variances, Math.Sqrt);
        int start = 0;
        for (int a = 0; a < variances.Length; a++)
        {
            int count = variances.Length - a;
            PairCorrelations.OfOne(
                k.AsSpan(start, count), variances[a], deviations[a], variances.AsSpan(a), deviations.AsSpan(a), correlations.AsSpan(start, count));
            start += count;
        }
    }

    private static void RequireFinite(int layer, double[] k, double[]? theta)
    {
        if (!AreFinite(k))
        {
            throw new UserInputException($"the kernel exceeds 1.8e308 at layer {layer}; use fewer layers, a smaller C_W or smaller inputs");
        }

        if (theta is not null && !AreFinite(theta))
        {
            throw new UserInputException($"the tangent kernel exceeds 1.8e308 at layer {layer}; use fewer layers, a smaller C_W or smaller inputs");
        }
    }

    private static bool AreFinite(double[] values) => double.IsFinite(TensorPrimitives.MaxMagnitude<double>(values));

    private static T AtLayer<T>(int layer, Func<T> evaluate)
    {
        try
        {
            return evaluate();
        }
        catch (UserInputException error)
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"the kernels end before layer {layer}: {error.Message.TrimEnd('.')}; use fewer layers, another C_W or smaller inputs"));
        }
    }
}
