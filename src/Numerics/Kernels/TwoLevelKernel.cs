using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Kernels;

/// <summary>s(z) = r for z &gt; 0 and l for z &lt; 0: sign, step.</summary>
/// <remarks>
/// The arc-cosine kernel of order 0 (Cho and Saul 2009): &lt;s s&gt; = (r^2 + l^2)/2 - (r - l)^2 theta/(2 pi), whatever K is. Errors of angles stay of the size that they have relative to
/// the angle: theta goes like the square root of 1 - rho, and halves them.
/// </remarks>
/// <param name="right">The level r.</param>
/// <param name="left">The level l.</param>
internal sealed class TwoLevelKernel(double right, double left) : ElementwiseKernel, IAngleKernel
{
    private const double Epsilon = 2.220446049250313e-16;

    private readonly double _full = ((right * right) + (left * left)) / 2;
    private readonly double _loss = (right - left) * (right - left) / (2 * Math.PI);

    /// <inheritdoc/>
    /// <remarks>The coefficients of the series of any function that jumps fall so slowly that only its sum, an arc cosine, has all digits.</remarks>
    public override string Method => "closed form of the Hermite series";

    /// <inheritdoc/>
    public override bool HasDerivative => false;

    /// <inheritdoc/>
    protected override double Error => 2e-15;

    private protected override VarianceSlopes Slopes => new(0, 0, false);

    /// <summary>The kernel of an activation of two levels that jumps at 0; null for any other.</summary>
    public static TwoLevelKernel? TryCreate(Activation activation, PiecewiseSmoothFunction function) =>
        activation is { Pieces: [{ Expression.IsConstant: true }, { Expression.IsConstant: true, From.IsZero: true }], FirstJump: not null }
            ? new TwoLevelKernel(function.PieceAt(1).S(1), function.PieceAt(-1).S(-1))
            : null;

    /// <inheritdoc/>
    public bool Follows(Linear layer, double rho) => rho > 0 || (layer.Cb == 0 && right == -left);

    /// <inheritdoc/>
    public double RelativeSlope(double deficit) => _loss / (_full * Correlation.Of(1 - deficit).Sine);

    /// <inheritdoc/>
    public (double Deficit, double Error) NextDeficit(Linear layer, double ka, double kb, double varianceError, double deficit, double error)
    {
        double factor = layer.Cw * _loss / (layer.Cb + (layer.Cw * _full));
        double result = factor * new Correlation(1, deficit).AcuteAngle;
        double farthest = factor * new Correlation(1, deficit + error).AcuteAngle;

        // The root falls faster below than it rises above.
        return (result, (1.5 * (farthest - result)) + (12 * Epsilon * farthest));
    }

    /// <remarks>At variance 0 the limit, as everywhere.</remarks>
    private protected override (double Value, double Derivative) Evaluate(double ka, double kb, Correlation correlation) =>
        (_full - (_loss * correlation.Angle), 0);
}
