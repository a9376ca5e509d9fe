using System.Numerics;

namespace Theory.Numerics.AngleLaw;

/// <summary>
/// The integral over all ratios of norms of the density at 0 of Q = e^w A11 - 2x A12 + e^-w A22, A the sum of n neurons' pairs: the Abel transform of the law
/// of the next angle, E (1 - e^(-2(y' - y)))^(-1/2) over networks with y' > y.
/// </summary>
/// <remarks>
/// Q takes the value 0 at two w where rho' > 1/x and at none elsewhere, and is linear in A, so that E exp(-tQ) is the power n of one neuron's. The contour
/// goes through the real saddle point; both integrals are sums over equal steps of analytic functions.
/// </remarks>
internal sealed class ShadowIntegral
{
    /// <summary>What sums leave out at their ends, over the tolerance.</summary>
    private const double Rest = 0.02;

    /// <summary>Terms of a contour at the most; terms fall double-exponentially, and it never takes as many.</summary>
    private const int Terms = 1000;

    private readonly double _slope;
    private readonly int _width;
    private readonly AngleAccuracy _accuracy;
    private readonly double _step;
    private readonly double[] _sinh;
    private readonly double[] _cosh;

    /// <summary>The integral for layers of a width.</summary>
    /// <param name="slope">The slope below 0.</param>
    /// <param name="width">n.</param>
    /// <param name="accuracy">Steps.</param>
    public ShadowIntegral(double slope, int width, AngleAccuracy accuracy)
    {
        (_slope, _width, _accuracy) = (slope, width, accuracy);

        // The power n of M is nearly Gaussian where n is large, and grows off the line; of few neurons it is not.
        _step = accuracy.ContourStep * Math.Sqrt(1 + (4.0 / width));
        _sinh = [.. Enumerable.Range(0, Terms + Vector<double>.Count).Select(i => Math.Sinh(i * _step))];
        _cosh = [.. Enumerable.Range(0, Terms + Vector<double>.Count).Select(i => Math.Cosh(i * _step))];
    }

    /// <summary>The transform of the law at one target.</summary>
    /// <param name="source">rho.</param>
    /// <param name="target">1/x.</param>
    /// <param name="typical">y of |rho'| where most networks are, on the side of the target.</param>
    public double At(AnglePoint source, AnglePoint target, double typical)
    {
        double narrow = Math.Pow(_width, -0.25);
        double scale = source.Sine * narrow * (3 - (1.8 * Math.Sqrt(2.0 / _width)));
        double step = _accuracy.RatioStep * narrow;
        double linear = 0.9 / narrow;
        double tangentSquared = Math.Exp(-2 * typical);
        double passed = typical > target.LogCotangent ? Math.Asinh(Math.Sqrt((Math.Exp(-2 * target.LogCotangent) - tangentSquared) / (1 + tangentSquared))) : 0;
        double[] centres = Math.Sign(_slope) * source.Sign * target.Sign > 0 && source.Sign < 0 && Math.Abs(_slope) < 1 ? Opposite(_slope, target, passed) : [passed];
        double last = centres.Max();
        double sum = 0;
        double w = 0;
        double? centre = null;
        double largest = 0;
        for (int i = 0; ; i++)
        {
            w = i == 0 ? 0 : Ratio(i * step, w, scale, linear, centres);
            double perStep = 1 / Slope(w, scale, linear, centres);
            double term = perStep * OverContour(new PairTransform(_slope, source, target, w), largest / perStep, ref centre);
            sum += i == 0 ? 0.5 * term : term;
            largest = Math.Max(largest, Math.Abs(term));
            if ((w > last && Math.Abs(term) <= (Rest * _accuracy.Tolerance * largest) + 1e-30) || w > 300)
            {
                break;
            }
        }

        return target.Sign * Math.Exp(-target.LogCotangent) * step * sum;
    }

    /// <summary>
    /// Nearly opposite inputs: where all neurons are on one side of an input, a correlation of size 1 is left, and norms whose ratio is the slope, so that Q
    /// vanishes at |ln |slope|| and arcosh(1/r) off it on both sides.
    /// </summary>
    private static double[] Opposite(double slope, AnglePoint target, double passed)
    {
        double norms = -Math.Log(Math.Abs(slope)), off = Math.Asinh(Math.Exp(-target.LogCotangent));
        return [passed, norms + off, Math.Abs(norms - off)];
    }

    /// <summary>Solves asinh((w - c)/scale) + asinh((w + c)/scale) + w/linear = v, summed over centres c, which grows: from the solution before, below it.</summary>
    /// <remarks>The norms differ as much as rho' from 1, so that the density is steep round w = arcosh(rho'/r) where rho is near 1.</remarks>
    private static double Ratio(double v, double before, double scale, double linear, double[] centres)
    {
        double Value(double w)
        {
            double sum = (w / linear) - v;
            foreach (double centre in centres)
            {
                sum += Math.Asinh((w - centre) / scale) + Math.Asinh((w + centre) / scale);
            }

            return sum;
        }

        double low = before, high = before + 1e-3;
        while (Value(high) < 0)
        {
            high = before + (2 * (high - before));
        }

        double w = 0.5 * (low + high);
        for (int k = 0; k < 100; k++)
        {
            double value = Value(w);
            (low, high) = value < 0 ? (w, high) : (low, w);
            double next = w - (value / Slope(w, scale, linear, centres));
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - w) <= 1e-15 * w)
            {
                return next;
            }

            w = next;
        }

        return w;
    }

    private static double Slope(double w, double scale, double linear, double[] centres)
    {
        double sum = 1 / linear;
        foreach (double centre in centres)
        {
            sum += (1 / Math.Sqrt((scale * scale) + ((w - centre) * (w - centre)))) + (1 / Math.Sqrt((scale * scale) + ((w + centre) * (w + centre))));
        }

        return sum;
    }

    /// <summary>(1/2 pi) times the integral of n M^(n-1) (dM/dx)/T along the vertical line through the saddle point.</summary>
    private double OverContour(PairTransform pair, double reference, ref double? before)
    {
        (double low, double high) = pair.Domain();
        double centre = before is double near && near > low + (0.02 * (high - low)) && near < high - (0.02 * (high - low)) ? near : Search(pair, low, high);
        double curvature = 0;
        for (int i = 0; i < 2; i++)
        {
            double h = 0.02 * Math.Min(high - centre, centre - low);
            (double down, double middle, double up) = pair.Logs(centre, h);
            curvature = (up + down - (2 * middle)) / (h * h);
            if (i == 0 && curvature > 0)
            {
                double change = 0.5 * (up - down) / h / curvature;
                centre -= Math.Clamp(change, -0.5 * (high - centre), 0.5 * (centre - low));
            }
        }

        before = centre;
        double space = Math.Min(high - centre, centre - low);
        double scale = curvature > 0 ? Math.Min(space, 1 / Math.Sqrt(_width * curvature)) : space;
        double sum = 0;
        double size = 0;
        Span<double> terms = stackalloc double[Vector<double>.Count], bounds = stackalloc double[Vector<double>.Count];
        for (int from = 0; from < Terms; from += Vector<double>.Count)
        {
            Vector<double> cosh = new(_cosh, from);
            pair.At(new Vector<double>(centre), scale * new Vector<double>(_sinh, from), out ComplexVector value, out ComplexVector slope);
            ComplexVector power = Power(value, _width - 1);
            (cosh * ((power.Re * slope.Re) - (power.Im * slope.Im))).CopyTo(terms);
            (power.Size() * cosh * (Vector.Abs(slope.Re) + Vector.Abs(slope.Im))).CopyTo(bounds);
            for (int i = 0; i < terms.Length; i++)
            {
                sum += from + i == 0 ? 0.5 * terms[i] : terms[i];
                size = Math.Max(size, bounds[i]);
                if (bounds[i] <= Rest * _accuracy.Tolerance * Math.Max(size, reference / (_width * scale)) || size == 0)
                {
                    return _width * scale * _step * sum / Math.PI;
                }
            }
        }

        return _width * scale * _step * sum / Math.PI;
    }

    /// <summary>Complex numbers to an integer power, by squares.</summary>
    private static ComplexVector Power(ComplexVector z, int power)
    {
        ComplexVector result = new(Vector<double>.One, Vector<double>.Zero);
        for (; power > 0; power >>= 1)
        {
            if ((power & 1) != 0)
            {
                result *= z;
            }

            z *= z;
        }

        return result;
    }

    /// <summary>Where M is least on the real axis, roughly; any line between the singularities gives the same integral, this one with the fewest terms.</summary>
    private static double Search(PairTransform pair, double low, double high)
    {
        double from = Math.Log(1e-3 * -low), to = Math.Log(0.999 * (high - low));
        const double golden = 0.6180339887498949;
        double a = to - (golden * (to - from)), b = from + (golden * (to - from));
        double atA = pair.Log(low + Math.Exp(a)), atB = pair.Log(low + Math.Exp(b));
        for (int i = 0; i < 12; i++)
        {
            if (atA < atB)
            {
                (to, b, atB) = (b, a, atA);
                a = to - (golden * (to - from));
                atA = pair.Log(low + Math.Exp(a));
            }
            else
            {
                (from, a, atA) = (a, b, atB);
                b = from + (golden * (to - from));
                atB = pair.Log(low + Math.Exp(b));
            }
        }

        return low + Math.Exp(0.5 * (from + to));
    }
}
