using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>Pairs of inputs, each input given by its variance and each pair by its correlation.</summary>
public sealed class PairBatch
{
    /// <summary>Pairs any inputs.</summary>
    /// <param name="variances">The variances of the inputs, not negative.</param>
    /// <param name="first">The index of the first input of each pair.</param>
    /// <param name="second">The index of the second input of each pair.</param>
    /// <param name="correlations">The correlation of each pair, from -1 to 1.</param>
    /// <exception cref="ArgumentException">The arrays are not equally long.</exception>
    public PairBatch(double[] variances, int[] first, int[] second, double[] correlations)
    {
        ArgumentNullException.ThrowIfNull(variances);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(correlations);
        if (first.Length != second.Length || first.Length != correlations.Length)
        {
            throw new ArgumentException("Every pair needs two inputs and a correlation.", nameof(correlations));
        }

        (Variances, First, Second, Correlations) = (variances, first, second, correlations);
        Deviations = Array.ConvertAll(variances, Math.Sqrt);
    }

    /// <summary>The number of pairs.</summary>
    public int Count => First.Length;

    /// <summary>K_a of a pair.</summary>
    public double VarianceOfFirst(int pair) => Variances[First[pair]];

    /// <summary>K_b of a pair.</summary>
    public double VarianceOfSecond(int pair) => Variances[Second[pair]];

    /// <summary>rho of a pair.</summary>
    public double CorrelationOf(int pair) => Correlations[pair];

    /// <summary>The pairs of which more is known than rho.</summary>
    internal ClosePairs Close { get; init; } = ClosePairs.None;

    internal Correlation WholeCorrelationOf(int pair) => Close.Of(pair, Correlations[pair]);

    internal double[] Variances { get; }

    internal double[] Deviations { get; }

    internal int[] First { get; }

    internal int[] Second { get; }

    internal double[] Correlations { get; }
}
