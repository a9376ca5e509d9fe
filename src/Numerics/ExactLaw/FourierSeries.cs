using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>A real function by its Fourier series on an interval, and its integral from the interval's start.</summary>
internal sealed class FourierSeries
{
    private readonly Term[] _terms;
    private readonly double _integralAtStart;

    /// <summary>A series.</summary>
    /// <param name="coefficients">The function is the real part of (c_0 + 2 sum c_k exp(2 pi i k (y - start)/length))/length, k from 1.</param>
    /// <param name="start">Where the interval begins.</param>
    /// <param name="length">Its length.</param>
    public FourierSeries(ReadOnlySpan<Complex> coefficients, double start, double length)
    {
        (Start, Length, Total) = (start, length, coefficients[0].Real);
        _terms = new Term[coefficients.Length - 1];
        for (int k = 1; k < coefficients.Length; k++)
        {
            // The integral of exp(i k t y) is -i exp(i k t y)/(k t).
            Complex value = 2 / length * coefficients[k];
            Complex integral = new Complex(value.Imaginary, -value.Real) / (2 * Math.PI / length * k);
            _terms[k - 1] = new Term(value.Real, value.Imaginary, integral.Real, integral.Imaginary);
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
        (double sine, double cosine) = Math.SinCos(2 * Math.PI / Length * (y - Start));
        (double re, double im) = (1, 0);
        (double integral, double value) = (0, 0);
        foreach (ref readonly Term term in _terms.AsSpan())
        {
            (re, im) = ((re * cosine) - (im * sine), (re * sine) + (im * cosine));
            value += (term.Re * re) - (term.Im * im);
            integral += (term.IntegralRe * re) - (term.IntegralIm * im);
        }

        return ((Total / Length * (y - Start)) + (integral - _integralAtStart), (Total / Length) + value);
    }

    private readonly record struct Term(double Re, double Im, double IntegralRe, double IntegralIm);
}
