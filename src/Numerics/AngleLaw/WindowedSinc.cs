using Theory.Numerics.Quadrature;

namespace Theory.Numerics.AngleLaw;

/// <summary>sin(pi u)/(pi u) exp(-u^2/(2 s^2)): interpolates samples at the integers of functions of a band below pi.</summary>
internal sealed class WindowedSinc
{
    private static readonly LegendreRule Rule = new(16);

    private readonly double _square;
    private readonly double[] _integrals;

    /// <summary>The function of a setting.</summary>
    public WindowedSinc(AngleAccuracy accuracy)
    {
        (_square, Reach) = (accuracy.Window * accuracy.Window, accuracy.Reach);
        _integrals = new double[(2 * Reach) + 1];
        for (int i = 0; i < 2 * Reach; i++)
        {
            _integrals[i + 1] = _integrals[i] + Between(i - Reach, 1);
        }
    }

    /// <summary>Where it is cut.</summary>
    public int Reach { get; }

    /// <summary>The value.</summary>
    public double Value(double u) => Sinc(u) * Math.Exp(-0.5 * u * u / _square);

    /// <summary>The derivative.</summary>
    public double Derivative(double u)
    {
        double sinc = Sinc(u);
        double slope = Math.Abs(u) < 1e-2
            ? -Math.PI * Math.PI * u / 3 * (1 - (Math.PI * Math.PI * u * u / 10 * (1 - (Math.PI * Math.PI * u * u / 28))))
            : (Math.Cos(Math.PI * u) - sinc) / u;
        return (slope - (u / _square * sinc)) * Math.Exp(-0.5 * u * u / _square);
    }

    /// <summary>The integral from where it begins.</summary>
    public double Integral(double u)
    {
        if (u <= -Reach || u >= Reach)
        {
            return u < 0 ? 0 : 1;
        }

        double floor = Math.Floor(u);
        return _integrals[(int)floor + Reach] + Between(floor, u - floor);
    }

    private double Between(double from, double length)
    {
        double sum = 0;
        for (int q = 0; q < Rule.Nodes.Length; q++)
        {
            sum += 0.5 * Rule.Weights[q] * Value(from + (length * (0.5 + (0.5 * Rule.Nodes[q]))));
        }

        return length * sum;
    }

    private static double Sinc(double u)
    {
        double x = Math.PI * u;
        return Math.Abs(x) < 1e-4 ? 1 - (x * x / 6) : Math.Sin(x) / x;
    }
}
