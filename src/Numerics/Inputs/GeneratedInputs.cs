using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Theory.Numerics.Inputs;

/// <summary>Data sets of inputs that a rule generates.</summary>
public static class GeneratedInputs
{
    /// <summary>Points on the unit circle at equal angles, from angle 0.</summary>
    /// <param name="count">How many, at least 1.</param>
    public static double[][] Circle(int count)
    {
        var inputs = new double[Positive(count)][];
        for (int i = 0; i < count; i++)
        {
            // Opposite points are exactly opposite.
            double angle = 2 * Math.PI * i / count;
            inputs[i] = 2 * i >= count && count % 2 == 0
                ? [-inputs[i - (count / 2)][0], -inputs[i - (count / 2)][1]]
                : [Math.Cos(angle), Math.Sin(angle)];
        }

        return inputs;
    }

    /// <summary>Points distributed uniformly over the unit sphere.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="dimension">The dimension of the space around it, at least 1.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="cancellation">Ends the drawing.</param>
    public static double[][] Sphere(int count, int dimension, int seed, CancellationToken cancellation = default)
    {
        double[][] inputs = Gaussian(count, dimension, seed, cancellation);
        foreach (double[] x in inputs)
        {
            double norm = Math.Sqrt(x.Sum(v => v * v));
            for (int i = 0; i < x.Length; i++)
            {
                x[i] /= norm;
            }
        }

        return inputs;
    }

    /// <summary>Points whose components are independent standard normal numbers.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="dimension">The number of components, at least 1.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <param name="cancellation">Ends the drawing.</param>
    public static double[][] Gaussian(int count, int dimension, int seed, CancellationToken cancellation = default)
    {
        var normal = new Normal(0, 1, new MersenneTwister(seed));
        var inputs = new double[Positive(count)][];
        for (int a = 0; a < count; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            inputs[a] = new double[Positive(dimension)];
            normal.Samples(inputs[a]);
        }

        return inputs;
    }

    private static int Positive(int value) => value > 0 ? value : throw new UserInputException($"a data set needs at least one input of at least one component, got {value}");
}
