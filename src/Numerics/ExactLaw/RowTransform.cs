using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Theory.Numerics.ExactLaw;

/// <summary>
/// E exp(-t G'/m) at one metric, less P(G' = 0) and less the transform of a Gamma law of the same mean, sampled in u = ln |t| along the ray, and its Fourier transform.
/// </summary>
internal sealed class RowTransform
{
    private const int Order = LaplacePanel.Order;

    /// <summary>What is left of a transform that is no longer followed.</summary>
    private const double Least = 1e-17;

    /// <summary>Networks further below than this are beyond double precision: how far, they need not say.</summary>
    private const double Deepest = 650;

    /// <summary>-ln of what is added to metrics without biases, so that those further below than doubles reach are at one place.</summary>
    private const double Floor = 640;

    private readonly int _n;
    private readonly double _sine;
    private readonly double _cosine;
    private readonly double _logMean;
    private readonly double _beta;
    private readonly double _shift;
    private readonly double _logTerm;
    private readonly double[] _cumulants;
    private readonly double _termZero;
    private readonly double _zero;
    private readonly double _positive;
    private readonly double _tolerance;
    private readonly double _start;

    /// <summary>Rented: many rows of thousands of samples each would keep the collector busy.</summary>
    private (double[] Real, double[] Imaginary) _samples = (ArrayPool<double>.Shared.Rent(4096), ArrayPool<double>.Shared.Rent(4096));
    private int _count;
    private double _step;
    private long _first;
    private double _largest;

    /// <summary>Prepares a law.</summary>
    /// <param name="neuron">One term X of the sum.</param>
    /// <param name="zero">P(X = 0).</param>
    /// <param name="logScale">ln of the unit of X in transforms of one term.</param>
    /// <param name="cb">C_b.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="contour">Where.</param>
    public RowTransform(SquaredNeuron neuron, double zero, double logScale, double cb, double cw, Contour contour)
    {
        (_n, _sine, _cosine) = (contour.Width, Math.Sin(contour.Delta), Math.Cos(contour.Delta));
        double logSum = Math.Log(cw) + neuron.LogMean;
        _logMean = cb > 0 ? Math.Log(cb) + SpecialFunctions.Softplus(logSum - Math.Log(cb)) : logSum;
        _beta = cb > 0 ? Math.Exp(Math.Log(cb) - _logMean) : 0;
        double share = cb > 0 ? Math.Exp(logSum - _logMean) : 1;
        double[] x = neuron.Moments;
        _cumulants =
        [
            share * share * (x[2] - 1) / _n,
            share * share * share * (x[3] - (3 * x[2]) + 2) / _n / _n,
            share * share * share * share * (x[4] - (4 * x[3]) - (3 * x[2] * x[2]) + (12 * x[2]) - 6) / _n / _n / _n,
        ];

        // ln t = ln |tau| + shift for a transform of one term at tau.
        _shift = Math.Log(_n) + _logMean - Math.Log(cw) - logScale;
        _logTerm = neuron.LogMean - logScale;
        _termZero = zero;
        _zero = cb > 0 ? 0 : Math.Pow(zero, _n);
        _positive = 1 - _zero;
        Shape = GammaShape();
        _tolerance = Math.Max((4 + (1.5 * _n)) * 1e-16, contour.Accuracy.TransformTolerance);
        _start = Start();
    }

    /// <summary>
    /// The shape k of the Gamma law. That of the same variance as the law without its zeros is best; where s grows fast, it would have to be followed long after
    /// the law itself, whose left tail is hardly heavier than that of n/2, has vanished.
    /// </summary>
    public double Shape { get; }

    /// <summary>How far the transform was followed.</summary>
    public double Length => _count * _step;

    /// <summary>True when nothing is left.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Sets the steps of samples; returns a ln |tau| before the first, and far enough that rounding does not lose it.</summary>
    public double Begin(double step)
    {
        (_step, _first) = (step, (long)Math.Floor((-_start - _shift) / step));
        return (_first - 0.5) * step;
    }

    /// <summary>True while the transform still is next to that of its mean.</summary>
    public bool IsEarly(double at) => at + _shift < -3.5;

    /// <summary>True when a term of the mean size counts.</summary>
    public bool IsLate(double at) => at + _logTerm >= 0;

    /// <summary>True if a panel up to a point has samples of this transform.</summary>
    public bool Needs(double to) => !IsDone && to > (_first - 0.5) * _step;

    /// <summary>Takes the samples of a panel.</summary>
    /// <param name="values">The transform of one term at the nodes.</param>
    /// <param name="isLate">Which form it has.</param>
    /// <param name="samples">The samples.</param>
    public void Add(Complex[] values, bool isLate, SampleWeights samples)
    {
        Span<Complex> differences = stackalloc Complex[Order];
        double largest = 0;
        for (int i = 0; i < Order; i++)
        {
            differences[i] = Difference(values[i], isLate, samples.Nodes[i] + _shift, ref largest);
        }

        _largest = Math.Max(_largest, largest);
        bool isFine = LaplacePanel.Misfit(differences) <= _tolerance * Math.Max(1, largest);
        Span<double> real = stackalloc double[Order];
        Span<double> imaginary = stackalloc double[Order];
        for (int i = 0; i < Order; i++)
        {
            (real[i], imaginary[i]) = isFine ? (differences[i].Real, differences[i].Imaginary) : (values[i].Real, values[i].Imaginary);
        }

        for (int j = 0; j < samples.Count; j++)
        {
            if (samples.First + j < _first)
            {
                continue;
            }

            ReadOnlySpan<double> w = samples.Of(j);
            Complex sample = new(TensorPrimitives.Dot<double>(w, real), TensorPrimitives.Dot<double>(w, imaginary));
            Append(isFine ? sample : Difference(sample, isLate, samples.At(j) + _shift, ref largest));
        }
    }

    /// <summary>Ends a panel: is anything left?</summary>
    public void EndPanel(double to)
    {
        double u = to + _shift;
        IsDone |= (u > 2 && _largest < Least) || u > Deepest + _logMean;
        _largest = 0;
    }

    /// <summary>The law, once.</summary>
    public TransitionRow Transform(FrequencyGrid grid)
    {
        int length = (int)Math.Round(grid.Period / _step);
        Reserve(length);
        (double[] re, double[] im) = _samples;
        re.AsSpan(_count, length - _count).Clear();
        im.AsSpan(_count, length - _count).Clear();
        FastFourier.Of(length).Forward(re, im);
        var real = new double[grid.Count];
        var imaginary = new double[grid.Count];
        double origin = (_first * _step) + _shift;
        double logPositive = Math.Log(_positive);
        (double Log, double Phase)[] gamma = grid.Gamma(Shape);
        for (int k = 1; k < grid.Count; k++)
        {
            double w = k * grid.Step;
            (double log, double phase) = grid.Factor[k];
            Complex value = new Complex(re[k], im[k]) * Complex.FromPolarCoordinates(_step * Math.Exp(log), phase - (w * origin));
            value += Complex.FromPolarCoordinates(_positive * Math.Exp(gamma[k].Log), gamma[k].Phase - (w * logPositive));
            (real[k], imaginary[k]) = (value.Real, value.Imaginary);
        }

        ArrayPool<double>.Shared.Return(re);
        ArrayPool<double>.Shared.Return(im);
        (_samples, _count) = (([], []), 0);

        // About the typical ln x rather than ln of the mean, which rare networks may decide: rows of neighbouring metrics are then more alike.
        double centre = Math.Atan2(imaginary[1], real[1]) / grid.Step;
        for (int k = 1; k < grid.Count; k++)
        {
            Complex turned = new Complex(real[k], imaginary[k]) * Complex.FromPolarCoordinates(1, -k * grid.Step * centre);
            (real[k], imaginary[k]) = (turned.Real, turned.Imaginary);
        }

        real[0] = _positive;
        return new TransitionRow(grid, _logMean, _logMean + centre, _zero, _cumulants, real, imaginary);
    }

    private void Append(Complex sample)
    {
        Reserve(_count + 1);
        (_samples.Real[_count], _samples.Imaginary[_count]) = (sample.Real, sample.Imaginary);
        _count++;
    }

    private void Reserve(int length)
    {
        (double[] real, double[] imaginary) = _samples;
        if (length <= Math.Min(real.Length, imaginary.Length))
        {
            return;
        }

        length = Math.Max(length, 2 * _count);
        _samples = (ArrayPool<double>.Shared.Rent(length), ArrayPool<double>.Shared.Rent(length));
        real.AsSpan(0, _count).CopyTo(_samples.Real);
        imaginary.AsSpan(0, _count).CopyTo(_samples.Imaginary);
        ArrayPool<double>.Shared.Return(real);
        ArrayPool<double>.Shared.Return(imaginary);
    }

    private double GammaShape()
    {
        const double Quick = 6;
        double matched = 1 / Math.Max((_positive * (_cumulants[0] + 1)) - 1, 1e-15);
        return Math.Max(matched, Math.Min(0.5 * _n, Quick));
    }

    /// <summary>Where, on the left, nothing is left of the difference: a series in t of the differences of moments, from the second on.</summary>
    private double Start()
    {
        const double Log = 39;
        (double k2, double k3, double k4) = (_cumulants[0], _cumulants[1], _cumulants[2]);
        double gamma = 1 / Shape;
        double second = 0.5 * Math.Abs(1 + k2 - ((1 + gamma) / _positive));
        double third = Math.Abs(1 + (3 * k2) + k3 - ((1 + gamma) * (1 + (2 * gamma)) / _positive / _positive)) / 6;
        double fourth = Math.Abs(1 + (6 * k2) + (3 * k2 * k2) + (4 * k3) + k4 - ((1 + gamma) * (1 + (2 * gamma)) * (1 + (3 * gamma)) / _positive / _positive / _positive)) / 24;
        double start = 0.5 + new[] { (second, 2), (third, 3), (fourth, 4) }.Max(m => (Log + Math.Log(Math.Max(m.Item1, 1e-6))) / m.Item2);
        return double.IsFinite(start) ? Math.Min(start, Log) : Log;
    }

    /// <summary>The transform of the sum less what is subtracted.</summary>
    private Complex Difference(Complex value, bool isLate, double u, ref double largest)
    {
        // Beyond this t nothing is left of the Gamma law.
        double r = Math.Exp(Math.Min(u, 700));
        Complex t = new(r * _sine, -r * _cosine);
        Complex gamma = -Shape * Log1p(t / (_positive * Shape));
        Complex decay = _beta == 0 ? Complex.Zero : -_beta * t;
        if (!isLate)
        {
            largest = Math.Max(largest, 1);
            return Expm1((_n * Log1p(value)) + decay) - (_positive * Expm1(gamma));
        }

        Complex sum;
        if (_zero > 0 && value.Magnitude < 0.5 * _termZero)
        {
            sum = _zero * Expm1(_n * Log1p(value / _termZero));
        }
        else
        {
            Complex all = value + _termZero;
            sum = all == Complex.Zero ? Complex.Zero : Complex.Exp((_n * Complex.Log(all)) + decay) - _zero;
        }

        double floor = u - Floor - _logMean;
        if (_beta == 0 && floor > Math.Log(Least))
        {
            sum *= Complex.Exp(-Math.Exp(floor) * new Complex(_sine, -_cosine));
        }

        Complex other = _positive * Complex.Exp(gamma);
        largest = Math.Max(largest, sum.Magnitude + other.Magnitude);
        return sum - other;
    }

    /// <summary>ln(1 + z) without cancellation.</summary>
    private static Complex Log1p(Complex z)
    {
        (double x, double y) = (z.Real, z.Imaginary);
        double size = (2 * x) + (x * x) + (y * y);
        return new Complex(size > -0.5 && size < 1e300 ? 0.5 * SpecialFunctions.Log1p(size) : Math.Log(Complex.Abs(1 + z)), Math.Atan2(y, 1 + x));
    }

    /// <summary>exp(z) - 1 without cancellation.</summary>
    private static Complex Expm1(Complex z)
    {
        double e = Math.Exp(z.Real);
        (double sin, double cos) = Math.SinCos(0.5 * z.Imaginary);
        return new Complex(SpecialFunctions.Expm1(z.Real) - (2 * e * sin * sin), 2 * e * sin * cos);
    }
}
