using System.Numerics;
using System.Runtime.InteropServices;
using Theory.Networks;
using Theory.Validation.Random;
using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Draws the biases and weights of a layer, in units of their deviations, from the stream of a network.</summary>
/// <remarks>Of shape [n_(l-1) + 1, n_l]: biases in the first row and the weights, transposed, in the others. Normal numbers are drawn together, in the order in which they stand.</remarks>
internal static class WeightNumbers
{
    private const int Chunk = 256;

    /// <summary>Fills a contiguous tensor on the host.</summary>
    /// <param name="stream">The network's stream.</param>
    /// <param name="law">The layer.</param>
    /// <param name="numbers">The tensor, of shape [fan-in + 1, width].</param>
    public static void Fill(InterleavedNormals stream, Linear law, torch.Tensor numbers)
    {
        if (numbers.dtype == torch.ScalarType.Float32)
        {
            Fill<float>(stream, law, numbers);
        }
        else
        {
            Fill<double>(stream, law, numbers);
        }
    }

    private static void Fill<T>(InterleavedNormals stream, Linear law, torch.Tensor numbers)
        where T : unmanaged, INumber<T>
    {
        Span<T> all = MemoryMarshal.Cast<byte, T>(numbers.bytes);
        if (law.IsNormal)
        {
            FillNormal(stream, all);
            return;
        }

        (int fanIn, int width) = ((int)numbers.shape[0] - 1, (int)numbers.shape[1]);
        Fill(stream, law.Biases, all[..width]);
        if (law.Weights.Kind == WeightLawKind.Orthogonal)
        {
            FillOrthogonal(stream, all[width..], fanIn, width);
        }
        else
        {
            Fill(stream, law.Weights, all[width..]);
        }
    }

    private static void Fill<T>(InterleavedNormals stream, WeightLaw law, Span<T> numbers)
        where T : unmanaged, INumber<T>
    {
        switch (law.Kind)
        {
            case WeightLawKind.Normal:
                FillNormal(stream, numbers);
                break;
            case WeightLawKind.Uniform:
                double bound = Math.Sqrt(3);
                Map(stream, numbers, u => bound * u);
                break;
            case WeightLawKind.ThreeValued:
                (double probability, double value) = (law.Parameter, 1 / Math.Sqrt(law.Parameter));
                Map(stream, numbers, u => Math.Abs(u) < probability ? Math.CopySign(value, u) : 0);
                break;
            default:
                FillTruncated(stream, law.Parameter, numbers);
                break;
        }
    }

    /// <summary>The next standard normal numbers of a stream, in single or double precision.</summary>
    public static void FillNormal<T>(InterleavedNormals stream, Span<T> numbers)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            stream.Fill(MemoryMarshal.Cast<T, float>(numbers));
        }
        else
        {
            stream.Fill(MemoryMarshal.Cast<T, double>(numbers));
        }
    }

    /// <summary>Functions of numbers that are uniform between -1 and 1.</summary>
    private static void Map<T>(InterleavedNormals stream, Span<T> numbers, Func<double, double> function)
        where T : unmanaged, INumber<T>
    {
        Span<double> drawn = stackalloc double[Chunk];
        while (numbers.Length > 0)
        {
            int count = Math.Min(Chunk, numbers.Length);
            stream.FillUniform(drawn[..count]);
            for (int i = 0; i < count; i++)
            {
                numbers[i] = T.CreateTruncating(function(drawn[i]));
            }

            numbers = numbers[count..];
        }
    }

    /// <summary>By rejection: of normal numbers where most lie within the cut, else of uniform ones.</summary>
    private static void FillTruncated<T>(InterleavedNormals stream, double cut, Span<T> numbers)
        where T : unmanaged, INumber<T>
    {
        double unit = 1 / Math.Sqrt(WeightLaw.VarianceAfterCut(cut));
        Span<double> drawn = stackalloc double[Chunk];
        Span<double> levels = stackalloc double[Chunk];
        for (int filled = 0; filled < numbers.Length;)
        {
            if (cut >= 1)
            {
                stream.Fill(drawn);
            }
            else
            {
                stream.FillUniform(drawn);
                stream.FillUniform(levels);
            }

            for (int i = 0; i < Chunk && filled < numbers.Length; i++)
            {
                double x = cut >= 1 ? drawn[i] : cut * drawn[i];
                if (cut >= 1 ? Math.Abs(x) < cut : Math.Abs(levels[i]) < Math.Exp(-x * x / 2))
                {
                    numbers[filled++] = T.CreateTruncating(unit * x);
                }
            }
        }
    }

    /// <summary>A matrix with orthonormal columns (rows, where it has more columns), drawn uniformly: the orthogonal factor of a normal one with the signs of its diagonal.</summary>
    private static void FillOrthogonal<T>(InterleavedNormals stream, Span<T> numbers, int rows, int columns)
        where T : unmanaged, INumber<T>
    {
        (int longer, int shorter) = (Math.Max(rows, columns), Math.Min(rows, columns));
        double[] normals = new double[longer * shorter];
        stream.Fill(normals);
        ReadOnlySpan<double> byColumns = OrthogonalFactor.Of(normals, shorter);

        // Elements of variance 1. Of a wide matrix the columns of the factor are the rows.
        double unit = Math.Sqrt(longer);
        (int alongColumn, int alongRow) = rows >= columns ? (shorter, 1) : (1, longer);
        for (int j = 0; j < shorter; j++)
        {
            for (int i = 0; i < longer; i++)
            {
                numbers[(i * alongColumn) + (j * alongRow)] = T.CreateTruncating(unit * byColumns[(j * longer) + i]);
            }
        }
    }
}
