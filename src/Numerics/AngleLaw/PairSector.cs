using System.Numerics;

namespace Theory.Numerics.AngleLaw;

/// <summary>
/// The integral of exp(-(T/2 sin^2 theta)(e^w s1^2 - 2x s1 s2 + e^-w s2^2)) over one quadrant of a correlated pair of normal preactivations, where s is linear.
/// </summary>
/// <remarks>
/// With P = [[1 + a T, p + q T], [., 1 + b T]], sin^2 theta times the inverse covariance that remains, it is sin(theta) arccos(c)/(2 pi sqrt(det P)),
/// c = P12/sqrt(P11 P22): an orthant probability.
/// </remarks>
internal readonly struct PairSector
{
    private readonly double _a;
    private readonly double _b;
    private readonly double _p;
    private readonly double _q;
    private readonly double _linear;
    private readonly double _square;
    private readonly double _constant;
    private readonly double _unit;
    private readonly double _slope;

    /// <summary>A quadrant.</summary>
    /// <param name="source">rho of the preactivations.</param>
    /// <param name="a">d P11/dT.</param>
    /// <param name="b">d P22/dT.</param>
    /// <param name="p">P12 at T = 0.</param>
    /// <param name="q">d P12/dT.</param>
    /// <param name="linear">The coefficient of T in det P, computed without cancellation.</param>
    /// <param name="square">That of T^2.</param>
    /// <param name="slope">The derivative of q by x.</param>
    public PairSector(AnglePoint source, double a, double b, double p, double q, double linear, double square, double slope)
    {
        (_a, _b, _p, _q, _linear, _square, _slope) = (a, b, p, q, linear, square, slope);
        (_constant, _unit) = (source.SineSquared, source.Sine / (2 * Math.PI));
    }

    /// <summary>Adds the integral, and its derivative by x over T, at several T.</summary>
    public void Add(Vector<double> re, Vector<double> im, ref ComplexVector value, ref ComplexVector slope)
    {
        // P11 P22 and P12
        ComplexVector s = new ComplexVector(Vector<double>.One + (_a * re), _a * im) * new ComplexVector(Vector<double>.One + (_b * re), _b * im);
        ComplexVector c = new(new Vector<double>(_p) + (_q * re), _q * im);

        // det P and its root, of either sign: the quotient below is even in it
        ComplexVector d = new(
            new Vector<double>(_constant) + (re * (new Vector<double>(_linear) + (_square * re))) - (_square * im * im), im * (new Vector<double>(_linear) + (2 * _square * re)));
        Vector<double> size = d.Size();
        ComplexVector r = d.Root(size);

        // arccos c = -i ln((P12 + i root)/s) = i ln((P12 - i root)/s), the larger of the two
        ComplexVector z = new(c.Re - r.Im, c.Im + r.Re), y = new(c.Re + r.Im, c.Im - r.Re);
        Vector<double> z2 = z.Square(), y2 = y.Square(), s2 = s.Size();
        Vector<long> isFirst = Vector.GreaterThanOrEqual(z2, y2);

        // The root of P11 P22, its real part positive, in place of a second arctangent
        ComplexVector h = s.Root(s2);
        h = new(Vector.Abs(h.Re), Vector.ConditionalSelect(Vector.LessThan(h.Re, Vector<double>.Zero), -h.Im, h.Im));
        ComplexVector quotient = new(
            Vector.ConditionalSelect(isFirst, (z.Re * h.Re) + (z.Im * h.Im), (h.Re * y.Re) + (h.Im * y.Im)),
            Vector.ConditionalSelect(isFirst, (z.Im * h.Re) - (z.Re * h.Im), (h.Im * y.Re) - (h.Re * y.Im)));
        Vector<double> angle = quotient.Angle();
        angle = Vector.ConditionalSelect(Vector.LessThanOrEqual(angle, new Vector<double>(-Math.PI)), new Vector<double>(Math.PI), angle);
        Vector<double> log = 0.5 * Vector.Log(Vector.ConditionalSelect(isFirst, z2, y2) / s2);
        log = Vector.ConditionalSelect(isFirst, -log, log);

        // times unit/root
        ComplexVector f = new(_unit * ((angle * r.Re) + (log * r.Im)) / size, _unit * ((log * r.Re) - (angle * r.Im)) / size);
        value = new(value.Re + f.Re, value.Im + f.Im);
        if (_slope != 0)
        {
            Vector<double> nRe = (c.Re * f.Re) - (c.Im * f.Im) - new Vector<double>(_unit), nIm = (c.Re * f.Im) + (c.Im * f.Re);
            Vector<double> over = new Vector<double>(_slope) / (size * size);
            slope = new(slope.Re + (((nRe * d.Re) + (nIm * d.Im)) * over), slope.Im + (((nIm * d.Re) - (nRe * d.Im)) * over));
        }
    }

    /// <summary>Narrows an interval of T, with 0 inside, to where the integral is finite.</summary>
    public void Narrow(ref double low, ref double high)
    {
        if (_a > 0)
        {
            low = Math.Max(low, -1 / _a);
        }

        if (_b > 0)
        {
            low = Math.Max(low, -1 / _b);
        }

        if (_square == 0)
        {
            Exclude(-_constant / _linear, ref low, ref high);
            return;
        }

        double q = -0.5 * (_linear + Math.CopySign(Math.Sqrt((_linear * _linear) - (4 * _square * _constant)), _linear));
        Exclude(q / _square, ref low, ref high);
        Exclude(_constant / q, ref low, ref high);
    }

    private void Exclude(double root, ref double low, ref double high)
    {
        if (_p + (_q * root) < 0)
        {
            (low, high) = root > 0 ? (low, Math.Min(high, root)) : (Math.Max(low, root), high);
        }
    }
}
