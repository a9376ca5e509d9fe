using System.Numerics;

namespace Theory.Numerics.AngleLaw;

/// <summary>
/// M(T) = E exp(-(T/2 sin^2 theta) q), q = e^w s1^2 - 2x s1 s2 + e^-w s2^2, of one neuron at two inputs of unit norm and correlation rho, for s that is
/// z above and <c>slope</c> z below 0; and (dM/dx)/T.
/// </summary>
internal readonly struct PairTransform
{
    private readonly PairSector _both;
    private readonly PairSector _none;
    private readonly PairSector _first;
    private readonly PairSector _second;
    private readonly double _dead;
    private readonly bool _hasNone;

    /// <summary>The transform at one direction.</summary>
    /// <param name="slope">The slope below 0, -1 to 1.</param>
    /// <param name="source">rho.</param>
    /// <param name="target">1/x.</param>
    /// <param name="w">The logarithm of the ratio of norms.</param>
    public PairTransform(double slope, AnglePoint source, AnglePoint target, double w)
    {
        double rho = source.Correlation;
        double tangentSquared = Math.Exp(-2 * target.LogCotangent);
        double size = Math.Sqrt(1 + tangentSquared);
        double x = target.Sign * size;
        double e = Math.Exp(w);
        double root = Math.Exp(0.5 * w);
        double sameSign = (source.SineSquared / (1 + source.Cosine)) - (source.Cosine * tangentSquared / (1 + size));
        bool agree = source.Sign == target.Sign;
        double less = agree ? sameSign : 1 + (source.Cosine * size);      // 1 - rho x
        double more = agree ? 1 + (source.Cosine * size) : sameSign;      // 1 + rho x
        double sinh = Math.Sinh(0.5 * w);
        double linear = 2 * ((2 * sinh * sinh) + less);
        double k2 = slope * slope;
        double mixed = 2 * Math.Abs(slope) * (slope >= 0 ? less : more);
        double one = root - (Math.Abs(slope) / root), other = (Math.Abs(slope) * root) - (1 / root);
        _both = new(source, e, 1 / e, -rho, -x, linear, -tangentSquared, -1);
        _hasNone = slope != 0;
        _none = new(source, k2 * e, k2 / e, -rho, -k2 * x, k2 * linear, -k2 * k2 * tangentSquared, -k2);
        _dead = _hasNone ? 0 : source.Sign > 0 ? 0.5 - (0.5 * Math.Atan(Math.Exp(-source.LogCotangent)) / Math.PI) : 0.5 * Math.Atan(Math.Exp(-source.LogCotangent)) / Math.PI;
        _first = new(source, e, k2 / e, rho, slope * x, (one * one) + mixed, -k2 * tangentSquared, slope);
        _second = new(source, k2 * e, 1 / e, rho, slope * x, (other * other) + mixed, -k2 * tangentSquared, slope);
    }

    /// <summary>M and its derivative at several T.</summary>
    public void At(Vector<double> re, Vector<double> im, out ComplexVector value, out ComplexVector slope)
    {
        (value, slope) = (new(new Vector<double>(_dead), Vector<double>.Zero), default);
        _both.Add(re, im, ref value, ref slope);
        _first.Add(re, im, ref value, ref slope);
        _second.Add(re, im, ref value, ref slope);
        if (_hasNone)
        {
            _none.Add(re, im, ref value, ref slope);
        }
    }

    /// <summary>ln M at a real T and at the same distance below and above it.</summary>
    public (double Below, double Middle, double Above) Logs(double t, double distance)
    {
        if (Vector<double>.Count < 3)
        {
            return (Log(t - distance), Log(t), Log(t + distance));
        }

        At(new Vector<double>(t) + (distance * (Vector.Min(Vector<double>.Indices, new Vector<double>(2)) - Vector<double>.One)), Vector<double>.Zero, out ComplexVector value, out _);
        return (Math.Log(value.Re[0]), Math.Log(value.Re[1]), Math.Log(value.Re[2]));
    }

    /// <summary>ln M at a real T.</summary>
    public double Log(double t)
    {
        At(new Vector<double>(t), Vector<double>.Zero, out ComplexVector value, out _);
        return Math.Log(value.Re[0]);
    }

    /// <summary>The real T at which M is finite, an interval round 0.</summary>
    public (double Low, double High) Domain()
    {
        (double low, double high) = (double.NegativeInfinity, double.PositiveInfinity);
        _both.Narrow(ref low, ref high);
        _first.Narrow(ref low, ref high);
        _second.Narrow(ref low, ref high);
        if (_hasNone)
        {
            _none.Narrow(ref low, ref high);
        }

        return (low, high);
    }
}
