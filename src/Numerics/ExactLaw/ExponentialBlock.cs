using System.Numerics;

namespace Theory.Numerics.ExactLaw;

/// <summary>exp(-t X) for the 16 nodes X of a panel and 16 complex t = |t| (sin d - i cos d) of one ray, and weighted sums of them.</summary>
internal sealed class ExponentialBlock
{
    private const int Order = LaplacePanel.Order;

    /// <summary>1/1!, 1/2!, ... of exp(x) - 1 = x (1 + x/2! + ...), exact to rounding for |x| below 1/2.</summary>
    private static readonly double[] Exponential = [.. Enumerable.Range(1, 15).Select(k => 1 / MathNet.Numerics.SpecialFunctions.Factorial(k))];

    private readonly double _sine;
    private readonly double _cosine;
    private readonly double[] _sizes = new double[Order];
    private readonly double[] _deviations = new double[SharedPanel.Order * Order];
    private readonly double[] _values = new double[SharedPanel.Order * Order];
    private readonly double[] _imaginary = new double[SharedPanel.Order * Order];

    /// <summary>A block on a ray.</summary>
    /// <param name="delta">The angle d between the ray and the imaginary axis.</param>
    public ExponentialBlock(double delta) => (_sine, _cosine) = (Math.Sin(delta), Math.Cos(delta));

    /// <summary>The least |t|.</summary>
    public double Smallest => _sizes[0];

    /// <summary>The largest |t|.</summary>
    public double Largest => _sizes[^1];

    /// <summary>Goes to other t.</summary>
    /// <param name="nodes">ln |t|, in increasing order.</param>
    public void MoveTo(double[] nodes)
    {
        for (int i = 0; i < Order; i++)
        {
            _sizes[i] = Math.Exp(nodes[i]);
        }
    }

    /// <summary>Evaluates exp(-t X), or its difference from 1, or both.</summary>
    /// <param name="squares">The X of a panel.</param>
    /// <param name="differences">Whether exp(-t X) - 1 is asked for.</param>
    /// <param name="values">Whether exp(-t X) is.</param>
    public void Evaluate(double[] squares, bool differences, bool values)
    {
        int lanes = Vector<double>.Count;
        Vector<double> half = new(0.5);
        Vector<double> gone = new(-700);
        for (int j = 0; j < SharedPanel.Order; j++)
        {
            double x = squares[j];
            for (int i = 0; i < Order; i += lanes)
            {
                Vector<double> size = new(_sizes, i);
                Vector<double> a = size * (-_sine * x);
                Vector<long> isLeft = Vector.GreaterThan(a, gone);
                Vector<double> e = Vector.ConditionalSelect(isLeft, Vector.Exp(a), Vector<double>.Zero);

                // Angles of what is not left may be beyond those that have a sine.
                (Vector<double> sin, Vector<double> cos) = Vector.SinCos(Vector.ConditionalSelect(isLeft, size * (0.5 * _cosine * x), Vector<double>.Zero));
                Vector<double> turned = sin * e;
                turned += turned;
                Vector<double> lost = turned * sin;
                (turned * cos).CopyTo(_imaginary, (j * Order) + i);
                if (values)
                {
                    (e - lost).CopyTo(_values, (j * Order) + i);
                }

                if (differences)
                {
                    Vector<double> deviation = e - Vector<double>.One;
                    Vector<long> isSmall = Vector.GreaterThan(a, -half);
                    if (Vector.LessThanAny(-a, half))
                    {
                        Vector<double> sum = new(Exponential[^1]);
                        for (int k = Exponential.Length - 2; k >= 0; k--)
                        {
                            sum = Vector.FusedMultiplyAdd(sum, a, new Vector<double>(Exponential[k]));
                        }

                        deviation = Vector.ConditionalSelect(isSmall, sum * a, deviation);
                    }

                    (deviation - lost).CopyTo(_deviations, (j * Order) + i);
                }
            }
        }
    }

    /// <summary>Adds what was evaluated, weighted, to sums of as many real and imaginary parts as there are t.</summary>
    /// <param name="weights">The weights of the X.</param>
    /// <param name="differences">Whether exp(-t X) - 1 is to be added.</param>
    /// <param name="sums">The sums.</param>
    public void Accumulate(ReadOnlySpan<double> weights, bool differences, Span<double> sums)
    {
        double[] real = differences ? _deviations : _values;
        double[] imaginary = _imaginary;
        int lanes = Vector<double>.Count;
        if (lanes != 4)
        {
            for (int i = 0; i < Order; i += lanes)
            {
                (Vector<double> a, Vector<double> b) = (new(sums[i..]), new(sums[(Order + i)..]));
                for (int j = 0; j < weights.Length; j++)
                {
                    Vector<double> w = new(weights[j]);
                    a = Vector.FusedMultiplyAdd(w, new Vector<double>(real, (j * Order) + i), a);
                    b = Vector.FusedMultiplyAdd(w, new Vector<double>(imaginary, (j * Order) + i), b);
                }

                a.CopyTo(sums[i..]);
                b.CopyTo(sums[(Order + i)..]);
            }

            return;
        }

        // Eight sums at a time: as many as it takes that additions do not wait for one another.
        Vector<double> a0 = new(sums);
        Vector<double> a1 = new(sums[4..]);
        Vector<double> a2 = new(sums[8..]);
        Vector<double> a3 = new(sums[12..]);
        Vector<double> b0 = new(sums[16..]);
        Vector<double> b1 = new(sums[20..]);
        Vector<double> b2 = new(sums[24..]);
        Vector<double> b3 = new(sums[28..]);
        for (int j = 0; j < weights.Length; j++)
        {
            Vector<double> w = new(weights[j]);
            int at = j * Order;
            a0 = Vector.FusedMultiplyAdd(w, new Vector<double>(real, at), a0);
            a1 = Vector.FusedMultiplyAdd(w, new Vector<double>(real, at + 4), a1);
            a2 = Vector.FusedMultiplyAdd(w, new Vector<double>(real, at + 8), a2);
            a3 = Vector.FusedMultiplyAdd(w, new Vector<double>(real, at + 12), a3);
            b0 = Vector.FusedMultiplyAdd(w, new Vector<double>(imaginary, at), b0);
            b1 = Vector.FusedMultiplyAdd(w, new Vector<double>(imaginary, at + 4), b1);
            b2 = Vector.FusedMultiplyAdd(w, new Vector<double>(imaginary, at + 8), b2);
            b3 = Vector.FusedMultiplyAdd(w, new Vector<double>(imaginary, at + 12), b3);
        }

        a0.CopyTo(sums);
        a1.CopyTo(sums[4..]);
        a2.CopyTo(sums[8..]);
        a3.CopyTo(sums[12..]);
        b0.CopyTo(sums[16..]);
        b1.CopyTo(sums[20..]);
        b2.CopyTo(sums[24..]);
        b3.CopyTo(sums[28..]);
    }
}
