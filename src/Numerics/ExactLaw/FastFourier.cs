using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>Fourier transforms of one length, a power of two, of real and imaginary parts in arrays of their own (Stockham's order).</summary>
/// <remarks>Those of MathNet.Numerics share each transform among threads, which costs more than it gains where many short ones are done on all threads anyway.</remarks>
internal sealed class FastFourier
{
    private static readonly ConcurrentDictionary<int, FastFourier> Known = new();

    private readonly int _length;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    private FastFourier(int length)
    {
        _length = length;
        _cosines = new double[Math.Max(1, length / 2)];
        _sines = new double[_cosines.Length];
        for (int i = 0; i < _cosines.Length; i++)
        {
            (_sines[i], _cosines[i]) = Math.SinCos(-2 * Math.PI * i / length);
        }
    }

    /// <summary>The transform of a length.</summary>
    public static FastFourier Of(int length) => Known.GetOrAdd(length, l => new FastFourier(l));

    /// <summary>sum_j x_j exp(-2 pi i j k/length), in place; what is beyond the length is left alone.</summary>
    /// <param name="real">Real parts.</param>
    /// <param name="imaginary">Imaginary parts.</param>
    public void Forward(double[] real, double[] imaginary)
    {
        double[] scratch = ArrayPool<double>.Shared.Rent(2 * _length);
        Span<double> re = real.AsSpan(0, _length);
        Span<double> im = imaginary.AsSpan(0, _length);
        Span<double> otherRe = scratch.AsSpan(0, _length);
        Span<double> otherIm = scratch.AsSpan(_length, _length);
        bool swapped = false;
        for (int stride = 1; stride < _length; stride *= 2)
        {
            Pass(re, im, otherRe, otherIm, stride);
            Span<double> a = re;
            Span<double> b = im;
            re = otherRe;
            im = otherIm;
            otherRe = a;
            otherIm = b;
            swapped = !swapped;
        }

        if (swapped)
        {
            re.CopyTo(otherRe);
            im.CopyTo(otherIm);
        }

        ArrayPool<double>.Shared.Return(scratch);
    }

    private void Pass(Span<double> re, Span<double> im, Span<double> toRe, Span<double> toIm, int stride)
    {
        int half = _length / 2;
        int groups = half / stride;
        int lanes = Vector<double>.Count;
        for (int p = 0; p < groups; p++)
        {
            (double c, double s) = (_cosines[p * stride], _sines[p * stride]);
            int from = p * stride;
            int to = 2 * from;
            int q = 0;
            if (stride >= lanes)
            {
                (Vector<double> cos, Vector<double> sin) = (new(c), new(s));
                for (; q < stride; q += lanes)
                {
                    (Vector<double> a, Vector<double> b) = (new(re[(from + q)..]), new(im[(from + q)..]));
                    (Vector<double> x, Vector<double> y) = (new(re[(from + half + q)..]), new(im[(from + half + q)..]));
                    (a + x).CopyTo(toRe[(to + q)..]);
                    (b + y).CopyTo(toIm[(to + q)..]);
                    (x, y) = (a - x, b - y);
                    ((x * cos) - (y * sin)).CopyTo(toRe[(to + stride + q)..]);
                    ((x * sin) + (y * cos)).CopyTo(toIm[(to + stride + q)..]);
                }
            }

            for (; q < stride; q++)
            {
                (double a, double b, double x, double y) = (re[from + q], im[from + q], re[from + half + q], im[from + half + q]);
                (toRe[to + q], toIm[to + q]) = (a + x, b + y);
                (x, y) = (a - x, b - y);
                (toRe[to + stride + q], toIm[to + stride + q]) = ((x * c) - (y * s), (x * s) + (y * c));
            }
        }
    }
}
