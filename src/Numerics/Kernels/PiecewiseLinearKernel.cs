using System.Numerics;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = r z for z &gt; 0 and l z for z &lt; 0: ReLU, leaky ReLU, |z| and the identity.</summary>
/// <remarks>The arc-cosine kernel of order 1 (Cho and Saul 2009), with cos theta = rho.</remarks>
/// <param name="right">The slope r.</param>
/// <param name="left">The slope l.</param>
internal sealed class PiecewiseLinearKernel(double right, double left) : ElementwiseKernel
{
    private readonly double _same = ((right * right) + (left * left)) / (2 * Math.PI);
    private readonly double _opposite = right * left / Math.PI;

    /// <inheritdoc/>
    protected override double Error => 2e-15;

    /// <inheritdoc/>
    public override (double Value, double Derivative) Evaluate(double ka, double kb, double rho)
    {
        (Vector<double> value, Vector<double> derivative) = Evaluate(new Vector<double>(Math.Sqrt(ka) * Math.Sqrt(kb)), new Vector<double>(rho));
        return (value[0], derivative[0]);
    }

    private protected override void Evaluate(PairBatch pairs, int start, Span<double> values, Span<double> derivatives)
    {
        // The scales wait where the values will be.
        double[] deviations = pairs.Deviations;
        ReadOnlySpan<int> first = pairs.First.AsSpan(start, values.Length);
        ReadOnlySpan<int> second = pairs.Second.AsSpan(start, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = deviations[first[i]] * deviations[second[i]];
        }

        ReadOnlySpan<double> correlations = pairs.Correlations.AsSpan(start, values.Length);
        int p = 0;
        for (; p <= values.Length - Vector<double>.Count; p += Vector<double>.Count)
        {
            (Vector<double> value, Vector<double> derivative) = Evaluate(new Vector<double>(values[p..]), new Vector<double>(correlations[p..]));
            value.CopyTo(values[p..]);
            derivative.CopyTo(derivatives[p..]);
        }

        for (; p < values.Length; p++)
        {
            (Vector<double> value, Vector<double> derivative) = Evaluate(new Vector<double>(values[p]), new Vector<double>(correlations[p]));
            (values[p], derivatives[p]) = (value[0], derivative[0]);
        }
    }

    private (Vector<double> Value, Vector<double> Derivative) Evaluate(Vector<double> scale, Vector<double> rho)
    {
        Vector<double> sine = Vector.SquareRoot((Vector<double>.One - rho) * (Vector<double>.One + rho));
        Vector<double> acute = VectorFunctions.AcuteAngle(rho);
        Vector<double> obtuse = new Vector<double>(Math.PI) - acute;
        Vector<long> isNegative = Vector.LessThan(rho, Vector<double>.Zero);
        Vector<double> angle = Vector.ConditionalSelect(isNegative, obtuse, acute);
        Vector<double> rest = Vector.ConditionalSelect(isNegative, acute, obtuse);

        // E[z_a z_b] over the quadrant where both are positive, and over that where the second is negative, times 2 pi/sqrt(K_a K_b).
        Vector<double> same = sine + (rest * rho);
        Vector<double> opposite = sine - (angle * rho);
        return (
            scale * ((same * _same) - (opposite * _opposite)),
            (rest * _same) + (angle * _opposite));
    }
}
