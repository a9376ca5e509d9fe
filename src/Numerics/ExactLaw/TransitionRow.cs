using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Theory.Numerics.ExactLaw;

/// <summary>
/// The law of the next metric G' = C_b + (C_W/n) sum_j s(sqrt(q) xi_j)^2 at one metric q: E (G'/m)^(iw) on the frequencies of a contour, with the cumulants
/// of G'/m, m = E G'.
/// </summary>
internal sealed class TransitionRow
{
    private TransitionRow(double logMean, double zero, double[] cumulants, double[] real, double[] imaginary) =>
        (LogMean, Zero, Cumulants, Real, Imaginary) = (logMean, zero, cumulants, real, imaginary);

    /// <summary>ln m.</summary>
    public double LogMean { get; }

    /// <summary>P(G' = 0).</summary>
    public double Zero { get; }

    /// <summary>The second, third and fourth cumulant of G'/m.</summary>
    public double[] Cumulants { get; }

    /// <summary>Real parts of E (G'/m)^(iw); at w = 0 the probability that G' > 0.</summary>
    public double[] Real { get; }

    /// <summary>Imaginary parts.</summary>
    public double[] Imaginary { get; }

    /// <summary>Computes the law of the next metric.</summary>
    /// <param name="neuron">One term of the sum.</param>
    /// <param name="cb">C_b.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="contour">Where.</param>
    public static TransitionRow Compute(SquaredNeuron neuron, double cb, double cw, Contour contour)
    {
        int n = contour.Width;
        double logSum = Math.Log(cw) + neuron.LogMean;
        double logMean = cb > 0 ? Math.Log(cb) + SpecialFunctions.Log1p(Math.Exp(logSum - Math.Log(cb))) : logSum;
        double beta = cb > 0 ? Math.Exp(Math.Log(cb) - logMean) : 0;
        double share = cb > 0 ? Math.Exp(logSum - logMean) : 1;
        double[] x = neuron.Moments;
        double[] cumulants =
        [
            share * share * (x[2] - 1) / n,
            share * share * share * (x[3] - (3 * x[2]) + 2) / n / n,
            share * share * share * share * (x[4] - (4 * x[3]) - (3 * x[2] * x[2]) + (12 * x[2]) - 6) / n / n / n,
        ];
        (double[] real, double[] imaginary) = new LaplaceLine(neuron, beta, share, Shape(n, cumulants[0]), cumulants, contour).Transform();
        double zero = cb > 0 ? 0 : Math.Pow(neuron.Zero, n);
        (real[0], imaginary[0]) = (1 - zero, 0);
        return new TransitionRow(logMean, zero, cumulants, real, imaginary);
    }

    /// <summary>
    /// The shape of the Gamma law of the same mean and variance. Where s grows fast that is a small number, and a Laplace transform that falls so slowly that it would have to be
    /// followed long after that of the sum of many terms has vanished: there a narrower law.
    /// </summary>
    private static double Shape(int n, double variance)
    {
        const int Many = 16;
        const double Quick = 6;
        double matched = 1 / Math.Max(variance, 1e-15);
        return n < Many ? matched : Math.Max(matched, Quick);
    }

    /// <summary>The Laplace transform of G'/m along the ray, less that of a Gamma law of the same mean, and its Fourier transform.</summary>
    private sealed class LaplaceLine(SquaredNeuron neuron, double beta, double share, double shape, double[] cumulants, Contour contour)
    {
        private const int BlockNodes = 20;
        private const double BlockLength = 1.4;
        private const double EarlyBlockLength = 3;

        private static readonly double[] BlockWeights = [.. Enumerable.Range(0, BlockNodes).Select(i => (i % 2 == 0 ? 1 : -1) * Math.Sin(Math.PI * (i + 0.5) / BlockNodes))];
        private static readonly double[,] BlockCosines = Cosines();

        private readonly int _n = contour.Width;
        private readonly double _sine = Math.Sin(contour.Delta);
        private readonly double _cosine = Math.Cos(contour.Delta);
        private double[] _values = [];
        private double[] _weights = [];
        private int _used;
        private double _rest;

        public (double[] Real, double[] Imaginary) Transform()
        {
            // Where nothing is left of the difference on the left: a series in t of the differences of moments, from the second on.
            double gamma = 1 / shape;
            (double k2, double k3, double k4) = (cumulants[0], cumulants[1], cumulants[2]);
            double second = k2 == gamma || 1 / k2 == shape ? 0 : Math.Abs(k2 - gamma);
            double third = 0.5 * Math.Abs((3 * (k2 - gamma)) + k3 - (2 * gamma * gamma));
            double fourth = Math.Abs((6 * (k2 - gamma)) + (3 * ((k2 * k2) - (gamma * gamma))) + (4 * (k3 - (2 * gamma * gamma))) + k4 - (6 * gamma * gamma * gamma)) / 6;
            double start = 0.5 + Math.Max(
                second == 0 ? 0 : (39 + Math.Log(second)) / 2,
                Math.Max((39 + Math.Log(Math.Max(third, 1e-6))) / 3, (39 + Math.Log(Math.Max(fourth, 1e-6))) / 4));
            double content = _n < 8 ? 36 / contour.Delta : _n < 64 ? Math.Min(36 / contour.Delta, Math.Max(3 * contour.Edge, 18 * Math.Sqrt(shape))) : Math.Min(36 / contour.Delta, Math.Max(18 * Math.Sqrt(shape), 1.3 * ComplexGamma.Band(0.5 * _n, contour.Accuracy.BandTolerance)));
            int length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling((contour.Edge + content) * contour.Period / (2 * Math.PI)));
            double step = contour.Period / length;
            int first = -(int)Math.Ceiling(start / step);
            var samples = new Complex[length];
            double to = first * step;
            for (int done = 0; done < length;)
            {
                double from = to;
                to = Math.Min(from + (from < -3.5 ? EarlyBlockLength : BlockLength), (first + length) * step);
                double largest = Block(from, to, step, first, samples, ref done);
                if (from > 2 && largest < 3e-17)
                {
                    break;
                }
            }

            Fourier.Forward(samples, FourierOptions.AsymmetricScaling);
            var real = new double[contour.Count];
            var imaginary = new double[contour.Count];
            for (int k = 0; k < contour.Count; k++)
            {
                double w = k * contour.FrequencyStep;
                (double log, double phase) = contour.Factor[k];
                Complex value = samples[k] * Complex.FromPolarCoordinates(step * Math.Exp(log), phase - (w * first * step));
                (double gammaLog, double gammaPhase) = ComplexGamma.LogRatio(shape, w);
                value += Complex.FromPolarCoordinates(Math.Exp(gammaLog), gammaPhase);
                (real[k], imaginary[k]) = (value.Real, value.Imaginary);
            }

            return (real, imaginary);
        }

        /// <summary>The samples of a block, interpolated between Chebyshev nodes where there are fewer of these; returns what was largest.</summary>
        private double Block(double from, double to, double step, int first, Complex[] samples, ref int done)
        {
            int next = done;
            while (next < samples.Length && (first + next) * step < to)
            {
                next++;
            }

            double largest = 0;
            if (next - done <= BlockNodes)
            {
                for (; done < next; done++)
                {
                    samples[done] = Difference(Math.Exp((first + done) * step), ref largest);
                }

                return largest;
            }

            double[] nodes = TransitionPanel.Chebyshev(from, to, BlockNodes);
            var values = new Complex[BlockNodes];
            for (int i = 0; i < BlockNodes; i++)
            {
                values[i] = Difference(Math.Exp(nodes[i]), ref largest);
            }

            if (!IsFine(values, Tolerance(largest)))
            {
                double middle = 0.5 * (from + to);
                return Math.Max(Block(from, middle, step, first, samples, ref done), Block(middle, to, step, first, samples, ref done));
            }

            for (; done < next; done++)
            {
                samples[done] = Interpolate(nodes, values, (first + done) * step);
            }

            return largest;
        }

        /// <summary>What rounding leaves of the n-th power of a sum of exponentials.</summary>
        private double Tolerance(double largest) => (4 + (1.5 * _n)) * 1e-16 * Math.Max(1, largest);

        private static bool IsFine(Complex[] values, double tolerance)
        {
            for (int order = BlockNodes - 3; order < BlockNodes; order++)
            {
                Complex sum = Complex.Zero;
                for (int i = 0; i < BlockNodes; i++)
                {
                    sum += BlockCosines[order - BlockNodes + 3, i] * values[i];
                }

                if (sum.Magnitude > tolerance)
                {
                    return false;
                }
            }

            return true;
        }

        private static Complex Interpolate(double[] nodes, Complex[] values, double at)
        {
            (Complex sum, double total) = (Complex.Zero, 0);
            for (int i = 0; i < nodes.Length; i++)
            {
                double distance = at - nodes[i];
                if (distance == 0)
                {
                    return values[i];
                }

                double weight = BlockWeights[i] / distance;
                sum += weight * values[i];
                total += weight;
            }

            return sum / total;
        }

        private Complex Difference(double r, ref double largest)
        {
            Complex here = Integrand(r);
            Complex gamma = OfGamma(r);
            largest = Math.Max(largest, here.Magnitude + gamma.Magnitude);
            return here - gamma;
        }

        private static double[,] Cosines()
        {
            var cosines = new double[3, BlockNodes];
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < BlockNodes; j++)
                {
                    cosines[i, j] = 2.0 / BlockNodes * Math.Cos(Math.PI * (BlockNodes - 3 + i) * (BlockNodes - 0.5 - j) / BlockNodes);
                }
            }

            return cosines;
        }

        private void Prepare(double size)
        {
            _used = 0;
            double mass = 0;
            double left = neuron.Cover(size, _sine, panel =>
            {
                if (_used + (2 * NeuronPanel.Order) > _values.Length)
                {
                    Array.Resize(ref _values, Math.Max(512, 2 * _values.Length));
                    Array.Resize(ref _weights, _values.Length);
                }

                for (int i = 0; i < NeuronPanel.Order; i++)
                {
                    _values[_used + i] = panel.Values[i] / neuron.Unit;
                    _weights[_used + i] = panel.Weights[i];
                }

                _used += NeuronPanel.Order;
                mass += panel.Mass;
            });
            _rest = 1 - mass - left;
        }

        /// <summary>t x exp(-t x) averaged over the law of x = G'/m, at |t| = r.</summary>
        private Complex Integrand(double r)
        {
            double size = r * share / _n;

            // The nodes of xi that this t needs; those of a whole block would be several times as many.
            Prepare(size);
            (Complex m, Complex slope) = Neuron(size);
            Complex t = r * new Complex(_sine, -_cosine);
            Complex power = m == Complex.Zero ? Complex.Zero : Complex.Exp((_n - 1) * Complex.Log(m));
            return t * Complex.Exp(-beta * t) * power * ((beta * m) + (share * slope));
        }

        /// <summary>E exp(-t X) and E X exp(-t X) of one term.</summary>
        private (Complex Value, Complex Slope) Neuron(double size)
        {
            Vector<double> damping = new(-size * _sine);
            Vector<double> turning = new(size * _cosine);
            (Vector<double> re, Vector<double> im, Vector<double> re1, Vector<double> im1) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            for (int i = 0; i < _used; i += Vector<double>.Count)
            {
                Vector<double> x = new(_values, i);
                Vector<double> w = Vector.Exp(damping * x) * new Vector<double>(_weights, i);
                (Vector<double> sin, Vector<double> cos) = Vector.SinCos(turning * x);
                Vector<double> a = w * cos;
                Vector<double> b = w * sin;
                re += a;
                im += b;
                re1 += a * x;
                im1 += b * x;
            }

            return (new Complex(Vector.Sum(re) + _rest, Vector.Sum(im)), new Complex(Vector.Sum(re1), Vector.Sum(im1)));
        }

        private Complex OfGamma(double r)
        {
            // (1 + t/k)^-(k+1) with ln(1 + z) exact for small z too.
            (double x, double y) = (r * _sine / shape, -r * _cosine / shape);
            double log = 0.5 * SpecialFunctions.Log1p((2 * x) + (x * x) + (y * y));
            double angle = Math.Atan2(y, 1 + x);
            return r * new Complex(_sine, -_cosine) * Complex.FromPolarCoordinates(Math.Exp(-(shape + 1) * log), -(shape + 1) * angle);
        }
    }
}
