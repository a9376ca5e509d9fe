using System.Numerics;
using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = r z for z &gt; 0 and l z for z &lt; 0: ReLU, leaky ReLU, |z| and the identity.</summary>
/// <remarks>The arc-cosine kernel of order 1 (Cho and Saul 2009), with cos theta = rho.</remarks>
/// <param name="right">The slope r.</param>
/// <param name="left">The slope l.</param>
internal sealed class PiecewiseLinearKernel(double right, double left) : ElementwiseKernel, IAngleKernel
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly double _same = ((right * right) + (left * left)) / (2 * Math.PI);
    private readonly double _opposite = right * left / Math.PI;

    /// <inheritdoc/>
    protected override double Error => 2e-15;

    private protected override VarianceSlopes Slopes => new(1, 0, true);

    /// <inheritdoc/>
    public bool Follows(Linear layer, double rho) => rho > 0;

    /// <inheritdoc/>
    /// <remarks>|d&lt;s' s'&gt;/d rho|/chi_perp is (r - l)^2/(pi (r^2 + l^2) sin theta).</remarks>
    public double RelativeSlope(double deficit) => (right - left) * (right - left) / (Math.PI * ((right * right) + (left * left)) * Correlation.Of(1 - deficit).Sine);

    /// <inheritdoc/>
    /// <remarks>
    /// sqrt(K_a K_b) (1 - rho) of the next layer is C_W sqrt(K_a K_b) (m (1 - rho) - d (sin theta - theta cos theta)), m = (r^2 + l^2)/2 and
    /// d = (r - l)^2/(2 pi), and what is left at theta = 0: C_b C_W m (sqrt(K_a) - sqrt(K_b))^2 over a sum.
    /// </remarks>
    public (double Deficit, double Error) NextDeficit(Linear layer, double ka, double kb, double varianceError, double deficit, double error)
    {
        double m = ((right * right) + (left * left)) / 2;
        double scale = Math.Sqrt(ka) * Math.Sqrt(kb);
        double angle = new Correlation(1, deficit).AcuteAngle;
        double square = angle * angle;
        double rest = angle * square / 3 * (1 - (square / 10 * (1 - (square / 28))));
        double gap = (m * deficit) - ((right - left) * (right - left) / (2 * Math.PI) * rest);
        double next = Math.Sqrt(layer.Cb + (layer.Cw * m * ka)) * Math.Sqrt(layer.Cb + (layer.Cw * m * kb));
        double difference = Math.Abs(Math.Sqrt(ka) - Math.Sqrt(kb));
        double rounding = (varianceError + Epsilon) * Math.Sqrt(Math.Max(ka, kb));
        double factor = layer.Cb * layer.Cw * m / (next + layer.Cb + (layer.Cw * m * scale));
        double result = ((layer.Cw * scale * gap) + (factor * difference * difference)) / next;
        return (
            result,
            ((layer.Cw * scale * m * error) + (factor * ((2 * difference) + rounding) * rounding)) / next + ((varianceError + (8 * Epsilon)) * result));
    }

    private protected override (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation)
    {
        double acute = correlation.AcuteAngle;
        (Vector<double> value, Vector<double> derivative) = Evaluate(
            new Vector<double>(Math.Sqrt(ka) * Math.Sqrt(kb)), new Vector<double>(correlation.Rho), new Vector<double>(correlation.Sine), new Vector<double>(acute));
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

    private (Vector<double> Value, Vector<double> Derivative) Evaluate(Vector<double> scale, Vector<double> rho) =>
        Evaluate(scale, rho, Vector.SquareRoot((Vector<double>.One - rho) * (Vector<double>.One + rho)), VectorFunctions.AcuteAngle(rho));

    private (Vector<double> Value, Vector<double> Derivative) Evaluate(
        Vector<double> scale, Vector<double> rho, Vector<double> sine, Vector<double> acute)
    {
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
