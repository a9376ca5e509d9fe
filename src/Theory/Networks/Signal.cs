using System.Globalization;

namespace Theory.Networks;

/// <summary>What enters a network, at one or several inputs: the inputs themselves, or what is known of them.</summary>
/// <remarks>The law of the network depends on it only by the kernel of the first layer, K(1)_ab = C_b + C_W x_a·x_b/n_0.</remarks>
public abstract class Signal
{
    /// <summary>The number m of inputs.</summary>
    public abstract int Count { get; }

    /// <summary>n_0, the number of components of an input.</summary>
    public abstract int Dimension { get; }

    /// <summary>|x|^2/n_0 of one input, from which K(1) follows; null where K(1) itself is given, or for several inputs.</summary>
    public virtual double? Square => null;

    /// <summary>The correlation of two inputs of which it is given; it has more digits of 1 - rho than their kernel. Else null.</summary>
    public virtual double? Correlation => null;

    /// <summary>One input, by the kernel K(1) that it has.</summary>
    /// <param name="k1">K(1), positive.</param>
    /// <param name="dimension">n_0; the law of a network does not depend on it. Default 2.</param>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public static Signal Kernel(double k1, int dimension = 2) => new KernelSignal([Require.Positive(k1, "K(1)")], dimension);

    /// <summary>Two inputs, by the kernels K(1) that they have and their correlation.</summary>
    /// <exception cref="UserInputException">A value is out of its domain.</exception>
    public static Signal Pair(double k1, double k2, double rho)
    {
        Require.Positive(k1, "K(1)");
        return k2 > 0 && double.IsFinite(k2) && Math.Abs(rho) <= 1 ? new KernelSignal([k1, rho * Math.Sqrt(k1 * k2), rho * Math.Sqrt(k1 * k2), k2], 2, rho)
            : throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                $"the second input needs a positive finite K(1) and a correlation from -1 to 1, got K(1) = {k2} and rho = {rho}"));
    }

    /// <summary>One input, by |x|^2/n_0: K(1) = C_b + C_W |x|^2/n_0.</summary>
    /// <exception cref="UserInputException">The value is not positive and finite.</exception>
    public static Signal Scale(double square) => new ScaledSignal(Require.Positive(square, "the input scale |x|^2/n_0"));

    /// <summary>K(1) of a first layer with given C_b and C_W, m x m, row by row; unchecked.</summary>
    public abstract double[] FirstKernel(double cb, double cw);

    /// <summary>K(1) of a network, m x m, row by row.</summary>
    /// <exception cref="UserInputException">The network cannot have it: it is less than C_b, or leaves double precision.</exception>
    public double[] FirstKernel(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return FirstKernel(network[1]);
    }

    /// <summary>K(1) of a first layer, m x m, row by row.</summary>
    /// <exception cref="UserInputException">The layer cannot have it: it is less than C_b, or leaves double precision.</exception>
    public double[] FirstKernel(Linear first)
    {
        ArgumentNullException.ThrowIfNull(first);
        double cb = first.Cb;
        double[] kernel = FirstKernel(cb, first.Cw);
        for (int a = 0; a < Count; a++)
        {
            double k = kernel[a * (Count + 1)];
            if (k < cb)
            {
                throw new UserInputException(string.Create(CultureInfo.InvariantCulture,
                    $"K(1) = {k} is below C_b = {cb}, but K(1) = C_b + C_W |x|^2/n_0; use a larger K(1)"));
            }
        }

        return Array.TrueForAll(kernel, double.IsFinite) ? kernel
            : throw new UserInputException("the kernel of the first layer exceeds 1.8e308; use smaller inputs");
    }

    /// <summary>Inputs with this first kernel, m x n_0, input by input; where only K(1) is known, any direction will do.</summary>
    /// <exception cref="UserInputException">As for <see cref="FirstKernel(Linear)"/>.</exception>
    /// <exception cref="NotSupportedException">Several inputs are known by their kernel only.</exception>
    public abstract double[] InputValues(Linear first);

    /// <summary>Known by the kernel K(1), m x m.</summary>
    private sealed class KernelSignal : Signal
    {
        private readonly double[] _kernel;

        public KernelSignal(double[] kernel, int dimension, double? correlation = null)
        {
            _kernel = kernel;
            Correlation = correlation;
            Count = kernel.Length == 1 ? 1 : 2;
            Dimension = dimension >= 1 ? dimension
                : throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"the input dimension must be at least 1, got {dimension}"));
        }

        public override int Count { get; }

        public override int Dimension { get; }

        public override double? Correlation { get; }

        public override double[] FirstKernel(double cb, double cw) => [.. _kernel];

        public override double[] InputValues(Linear first) => Count == 1
            ? [.. Enumerable.Repeat(Math.Sqrt((FirstKernel(first)[0] - first.Cb) / first.Cw), Dimension)]
            : throw new NotSupportedException("a pair of inputs is known by its kernel only");
    }

    /// <summary>Known by |x|^2/n_0.</summary>
    private sealed class ScaledSignal(double square) : Signal
    {
        public override int Count => 1;

        public override int Dimension => 1;

        public override double? Square => square;

        public override double[] FirstKernel(double cb, double cw) => [cb + (cw * square)];

        public override double[] InputValues(Linear first) => [Math.Sqrt(square)];
    }
}
