using Theory.Numerics.Kernels;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Recommendations;

/// <summary>How the correlation of two inputs of equal kernel K passes a layer: &lt;s s&gt; = sum_n rho^n h_n^2 (Mehler), truncated.</summary>
/// <remarks>What is cut off lies between 0 and its value at full correlation times rho^(N+1); half of that is added. A search needs no more.</remarks>
internal sealed class CorrelationMap
{
    private const int Order = 96;

    private readonly double[] _squares;
    private readonly double _rest;

    /// <summary>Expands an activation at K, where it has the kernel g.</summary>
    public CorrelationMap(PiecewiseSmoothFunction function, double k, double g)
    {
        G = g;
        _squares = [.. HermiteCoefficients.Compute(function, k, Math.Sqrt(g), Order).Select(h => h * h)];
        _rest = Math.Max(0, g - _squares.Sum());
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

    private double Product(double rho)
    {
        double sum = 0;
        for (int n = Order; n >= 0; n--)
        {
            sum = (sum * rho) + _squares[n];
        }

        return sum + (rho > 0 ? _rest * Math.Pow(rho, Order + 1) * (1 + rho) / 2 : 0);
    }
}
