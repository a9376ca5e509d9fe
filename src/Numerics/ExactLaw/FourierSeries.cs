using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>A real function by its Fourier series on an interval, and its integral from the interval's start.</summary>
internal sealed class FourierSeries
{
    private readonly double[] _real;
    private readonly double[] _imaginary;
    private readonly double[] _integralReal;
    private readonly double[] _integralImaginary;
    private readonly double _integralAtStart;

    /// <summary>A series.</summary>
    /// <param name="coefficients">The function is the real part of (c_0 + 2 sum c_k exp(2 pi i k (y - start)/length))/length, k from 1.</param>
    /// <param name="start">Where the interval begins.</param>
    /// <param name="length">Its length.</param>
    public FourierSeries(ReadOnlySpan<Complex> coefficients, double start, double length)
    {
        (Start, Length, Total) = (start, length, coefficients[0].Real);

        // Terms that fill the last vector up are 0.
        int count = (coefficients.Length - 1 + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        (_real, _imaginary, _integralReal, _integralImaginary) = (new double[count], new double[count], new double[count], new double[count]);
        for (int k = 1; k < coefficients.Length; k++)
        {
            // The integral of exp(i k t y) is -i exp(i k t y)/(k t).
            Complex value = 2 / length * coefficients[k];
            Complex integral = new Complex(value.Imaginary, -value.Real) / (2 * Math.PI / length * k);
            (_real[k - 1], _imaginary[k - 1], _integralReal[k - 1], _integralImaginary[k - 1]) = (value.Real, value.Imaginary, integral.Real, integral.Imaginary);
            _integralAtStart += integral.Real;
        }
    }

    /// <summary>The size of the last coefficients of the band: that of its characteristic function there, for a law.</summary>
    public double Edge { get; init; }

    /// <summary>Where the interval begins.</summary>
    public double Start { get; }

    /// <summary>Its length.</summary>
    public double Length { get; }

    /// <summary>The integral over the interval.</summary>
    public double Total { get; }

    /// <summary>The integral from the start to a point of the interval, and the function there.</summary>
    public (double Integral, double Value) At(double y)
    {
        double angle = 2 * Math.PI / Length * (y - Start);
        Span<double> cosines = stackalloc double[Vector<double>.Count], sines = stackalloc double[Vector<double>.Count];
        for (int k = 0; k < Vector<double>.Count; k++)
        {
            (sines[k], cosines[k]) = Math.SinCos((k + 1) * angle);
        }

        // Each vector of phases is the one before, turned.
        (double sine, double cosine) = Math.SinCos(Vector<double>.Count * angle);
        Vector<double> re = new(cosines), im = new(sines), integral = Vector<double>.Zero, value = Vector<double>.Zero;
        for (int i = 0; i < _real.Length; i += Vector<double>.Count)
        {
            value += (new Vector<double>(_real, i) * re) - (new Vector<double>(_imaginary, i) * im);
            integral += (new Vector<double>(_integralReal, i) * re) - (new Vector<double>(_integralImaginary, i) * im);
            (re, im) = ((re * cosine) - (im * sine), (re * sine) + (im * cosine));
        }

        return ((Total / Length * (y - Start)) + (Vector.Sum(integral) - _integralAtStart), (Total / Length) + Vector.Sum(value));
    }
}
