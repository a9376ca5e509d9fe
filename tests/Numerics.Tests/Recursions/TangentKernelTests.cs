using MathNet.Numerics.Distributions;
using Theory.Activations;
using Theory.Expectations;
using Theory.Recursions;

namespace Theory.Numerics.Tests.Recursions;

/// <summary>The tangent kernel's recursion against gradients of wide networks whose weights are drawn.</summary>
public class TangentKernelTests
{
    private const int Depth = 3;
    private const int Width = 256;
    private const int Networks = 64;
    private const double Cb = 0.25;
    private const double Cw = 1.5;
    private const double LambdaB = 0.5;
    private const double LambdaW = 2;

    [Fact]
    public void Recursion_IsTheMeanOfNetworks()
    {
        Derivation derivation = Derivation.Of(Activation.Parse("sin"));
        double[] input = [0.6, -0.8, 0.5];
        double square = input.Sum(x => x * x) / input.Length;
        (double k, double theta) = (Cb + (Cw * square), LambdaB + (LambdaW * square));
        for (int layer = 1; layer < Depth; layer++)
        {
            double Next(Recursion recursion) => SpecialisedRecursionTests.Value(recursion.Specialise(derivation), k, Value);
            double Value(string name) => name switch { "Theta" => theta, "C_b" => Cb, "C_W" => Cw, "lambda_b" => LambdaB, _ => LambdaW };
            (k, theta) = (Next(RecursionCatalogue.Kernel), Next(RecursionCatalogue.TangentKernel));
        }

        Random random = new(20240607);
        double[] samples = [.. Enumerable.Range(0, Networks).Select(_ => Sample(random, input))];
        double mean = samples.Average();
        double error = Math.Sqrt(samples.Sum(x => (x - mean) * (x - mean)) / (Networks - 1) / Networks);

        // Of the order 1/n the recursion knows nothing; it is about as large as the relative variance of a sample.
        double bias = error * error * Networks / mean;
        Assert.True(Math.Abs(mean - theta) < (4.5 * error) + bias, $"{mean} ± {error} instead of {theta}");
        Assert.True(error < 0.02 * theta, $"an error of {error} shows nothing");
    }

    /// <summary>The sum over all parameters of lambda times the squared gradient of the only output of a network of sines.</summary>
    private static double Sample(Random random, double[] input)
    {
        Normal standard = new(0, 1, random);
        List<(double[,] Weights, double[] Signal, double[] Slope)> layers = [];
        double[] signal = input;
        for (int layer = 1; layer <= Depth; layer++)
        {
            int width = layer == Depth ? 1 : Width;
            double[,] weights = new double[width, signal.Length];
            double[] z = new double[width];
            for (int i = 0; i < width; i++)
            {
                z[i] = Math.Sqrt(Cb) * standard.Sample();
                for (int j = 0; j < signal.Length; j++)
                {
                    weights[i, j] = Math.Sqrt(Cw / signal.Length) * standard.Sample();
                    z[i] += weights[i, j] * signal[j];
                }
            }

            layers.Add((weights, signal, [.. z.Select(Math.Cos)]));
            signal = [.. z.Select(Math.Sin)];
        }

        // Backwards: the gradient of the output in the preactivations of each layer.
        double kernel = 0;
        double[] gradient = [1];
        for (int layer = Depth - 1; layer >= 0; layer--)
        {
            (double[,] weights, double[] before, _) = layers[layer];
            double norm = gradient.Sum(g => g * g);
            kernel += norm * (LambdaB + (LambdaW / before.Length * before.Sum(s => s * s)));
            if (layer > 0)
            {
                double[] slope = layers[layer - 1].Slope;
                gradient = [.. slope.Select((s, j) => s * gradient.Select((g, i) => g * weights[i, j]).Sum())];
            }
        }

        return kernel;
    }
}
