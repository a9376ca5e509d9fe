using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Recommendations;

/// <summary>How the correlation of two inputs of equal kernel K passes a layer: &lt;s s&gt; = sum_n rho^n h_n^2 (Mehler), truncated.</summary>
/// <remarks>
/// What is cut off is known at full correlation. For less, h_n^2 ~ n^(-p) is taken for n > N, with the p that the terms before it show (5/2 where s has kinks): then it falls like
/// (p - 1) E_p(a), a = -(N + 1/2) ln rho, for which E_p(a) = e^(-a)/(a + p - 1 + a/(a + p)) is exact at 0 and for large a, and within some percent between. Of ReLU the map is known to 1e-6.
/// </remarks>
internal sealed class CorrelationMap
{
    private const int Order = 96;

    /// <summary>Terms that fall more slowly have no sum, and of those that fall faster there is nothing left.</summary>
    private const double LeastPower = 1.1;
    private const double LargestPower = 50;

    private readonly double[] _squares;
    private readonly double _rest;
    private readonly double _power;

    /// <summary>Expands an activation at K, where it has the kernel g.</summary>
    public CorrelationMap(PiecewiseSmoothFunction function, double k, double g)
    {
        G = g;
        _squares = [.. HermiteCoefficients.Compute(function, k, Math.Sqrt(g), Order).Select(h => h * h)];
        _rest = Math.Max(0, g - _squares.Sum());
        (double earlier, double later) = (_squares[((Order / 4) + 1)..((Order / 2) + 1)].Sum(), _squares[((Order / 2) + 1)..].Sum());
        _power = Math.Clamp(1 + Math.Log2(earlier / later), LeastPower, LargestPower);
        Nonlinearity = Math.Clamp(1 - ((_squares[0] + _squares[1]) / g), 0, 1);
    }

    /// <summary>g(K).</summary>
    public double G { get; }

    /// <summary>The share of &lt;s^2&gt; that is neither the mean of s nor its linear part.</summary>
    public double Nonlinearity { get; }

    /// <summary>The correlation after layers with C_b and C_W that keep K.</summary>
    public double After(double rho, double cb, double cw, int layers)
    {
        double k = cb + (cw * G);
        for (int l = 0; l < layers; l++)
        {
            double next = (cb + (cw * Product(rho))) / k;
            if (Math.Abs(next - rho) <= 1e-13)
            {
                return next;
            }

            rho = next;
        }

        return Math.Clamp(rho, -1, 1);
    }

    private double Rest(double a) => double.IsNaN(_power) ? 0 : (_power - 1) * Math.Exp(-a) / (a + _power - 1 + (a / (a + _power)));

    private double Product(double rho)
    {
        double sum = 0;
        for (int n = Order; n >= 0; n--)
        {
            sum = (sum * rho) + _squares[n];
        }

        // Of what is cut off at negative correlations even and odd terms, which are not told apart, have other signs.
        return sum + (rho > 0 && _rest > 0 ? _rest * Rest(-(Order + 0.5) * Math.Log(rho)) : 0);
    }
}
