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

    /// <summary>Adds the integral, and its derivative by x over T.</summary>
    public void Add(double re, double im, ref double valueRe, ref double valueIm, ref double slopeRe, ref double slopeIm)
    {
        // P11 P22 and P12
        double p11 = 1 + (_a * re), q11 = _a * im, p22 = 1 + (_b * re), q22 = _b * im;
        double sRe = (p11 * p22) - (q11 * q22), sIm = (p11 * q22) + (q11 * p22);
        double cRe = _p + (_q * re), cIm = _q * im;

        // det P and its root, of either sign: the quotient below is even in it
        double dRe = _constant + (re * (_linear + (_square * re))) - (_square * im * im), dIm = im * (_linear + (2 * _square * re));
        double size = Math.Sqrt((dRe * dRe) + (dIm * dIm));
        double rRe, rIm;
        if (dRe >= 0)
        {
            rRe = Math.Sqrt(0.5 * (size + dRe));
            rIm = rRe == 0 ? 0 : 0.5 * dIm / rRe;
        }
        else
        {
            rIm = Math.Sqrt(0.5 * (size - dRe));
            rRe = 0.5 * dIm / rIm;
        }

        // arccos c = -i ln((P12 + i root)/s) = i ln((P12 - i root)/s), the larger of the two
        double zRe = cRe - rIm, zIm = cIm + rRe, yRe = cRe + rIm, yIm = cIm - rRe;
        double z2 = (zRe * zRe) + (zIm * zIm), y2 = (yRe * yRe) + (yIm * yIm), s2 = Math.Sqrt((sRe * sRe) + (sIm * sIm));

        // The root of P11 P22, its real part positive, in place of a second arctangent
        double hRe, hIm;
        if (sRe >= 0)
        {
            hRe = Math.Sqrt(0.5 * (s2 + sRe));
            hIm = 0.5 * sIm / hRe;
        }
        else
        {
            hIm = Math.CopySign(Math.Sqrt(0.5 * (s2 - sRe)), sIm);
            hRe = 0.5 * sIm / hIm;
        }

        double angle = z2 >= y2 ? Math.Atan2((zIm * hRe) - (zRe * hIm), (zRe * hRe) + (zIm * hIm)) : Math.Atan2((hIm * yRe) - (hRe * yIm), (hRe * yRe) + (hIm * yIm));
        angle = angle <= -Math.PI ? Math.PI : angle;
        double log = z2 >= y2 ? -0.5 * Math.Log(z2 / s2) : 0.5 * Math.Log(y2 / s2);

        // times unit/root
        double fRe = _unit * ((angle * rRe) + (log * rIm)) / size, fIm = _unit * ((log * rRe) - (angle * rIm)) / size;
        valueRe += fRe;
        valueIm += fIm;
        if (_slope != 0)
        {
            double nRe = (cRe * fRe) - (cIm * fIm) - _unit, nIm = (cRe * fIm) + (cIm * fRe);
            double over = _slope / (size * size);
            slopeRe += ((nRe * dRe) + (nIm * dIm)) * over;
            slopeIm += ((nIm * dRe) - (nRe * dIm)) * over;
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
