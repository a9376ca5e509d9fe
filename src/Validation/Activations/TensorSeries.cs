using Theory.Numerics.Compilation;
using Theory.Validation.Tensors;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>The Taylor polynomial of a formula near a point at which it cancels, on tensors: z - tanh(z) as written has no digits left in single precision below z = 0.001.</summary>
internal sealed class TensorSeries
{
    private readonly double _centre;
    private readonly double _radius;
    private readonly double[] _single;
    private readonly double[] _double;
    private readonly int _leading;
    private readonly bool _isOfSquares;

    /// <summary>A polynomial and its centre.</summary>
    public TensorSeries(double centre, SmallArgumentSeries series)
    {
        (_centre, _radius, _leading) = (centre, series.Radius, series.Leading);
        (_single, _double) = (Behind(series.Coefficients(1e-9)), Behind(series.Coefficients(1e-17)));
        _isOfSquares = !_double.Where((c, i) => i % 2 == 1 && c != 0).Any();
    }

    /// <summary>The polynomial within its radius, other values beyond it.</summary>
    /// <param name="z">The arguments.</param>
    /// <param name="others">The values of the formula as written.</param>
    public Tensor Join(Tensor z, Tensor others)
    {
        Tensor distance = z.Plus(-_centre);
        Tensor isNear = distance.abs().IsAtMost(_radius);

        // Powers of what is far may be infinite, and their gradients then no numbers.
        Tensor x = where(isNear, distance, zeros_like(distance));
        Tensor variable = _isOfSquares ? x.Squared() : x;
        double[] coefficients = z.dtype == ScalarType.Float64 ? _double : _single;
        Tensor sum = x.FilledLike(coefficients[^1]);
        for (int n = coefficients.Length - 2; n >= 0; n--)
        {
            if (n % 2 == 0 || !_isOfSquares)
            {
                sum = (sum * variable).Plus(coefficients[n]);
            }
        }

        for (int n = 0; n < _leading; n++)
        {
            sum *= x;
        }

        return where(isNear, sum, others);
    }

    /// <summary>The coefficients behind the first powers that vanish; of an even or odd polynomial up to an even one.</summary>
    private double[] Behind(ReadOnlySpan<double> coefficients)
    {
        double[] rest = coefficients[_leading..].ToArray();
        return rest.Length % 2 == 0 ? [.. rest, 0] : rest;
    }
}
