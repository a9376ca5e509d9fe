using System.Globalization;

namespace Theory.Numerics.Quadrature;

/// <summary>
/// &lt;s(z_a) s(z_b)&gt; and &lt;s'(z_a) s'(z_b)&gt; for jointly normal z_a, z_b of mean 0, by adaptive quadrature over the plane.
/// </summary>
/// <remarks>
/// <para>
/// The plane is cut along lines on which both inputs run over their breakpoints at known places; across these lines the integral is
/// smooth between the points where breakpoints of the two inputs meet. Nearly equal or opposite inputs are therefore no harder than
/// others, and rho = 1 and -1 are the limits, where one line is left.
/// </para>
/// <para>
/// The error is typically below 1e-12 of <see cref="Estimate.Magnitude"/>, which is the accuracy of a value that does not cancel.
/// A pair takes half a millisecond where s is smooth on the scale of sqrt(K), and tens where it is steep or oscillates. For many pairs of
/// one activation see <see cref="Kernels.TwoInputKernels"/>.
/// </para>
/// </remarks>
public sealed class TwoInputQuadrature
{
    private const double Epsilon = 2.220446049250313e-16;

    // More than this against the magnitude is no result.
    private const double LargestError = 1e-7;
    private const long Budget = 4_000_000;

    // Of a double: beyond exp(709) it overflows.
    private const double LargestDegree = 709;

    private readonly PiecewiseSmoothFunction _function;
    private readonly RoundingTable?[] _rounding;

    /// <summary>Prepares the expectations of an activation.</summary>
    /// <param name="function">The activation s.</param>
    public TwoInputQuadrature(PiecewiseSmoothFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
        _rounding = [.. function.Pieces.Select(RoundingTable.Of)];
    }

    /// <summary>Computes both expectations.</summary>
    /// <param name="ka">The variance of z_a, not negative.</param>
    /// <param name="kb">The variance of z_b, not negative.</param>
    /// <param name="rho">The correlation, from -1 to 1.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <returns>
    /// The expectations with bounds on their errors, for exactly these arguments; one that diverges, overflows or does not converge says so, and leaves
    /// the other its value.
    /// </returns>
    /// <remarks>At variance 0 the values are the limits as it tends to 0 at fixed rho.</remarks>
    /// <exception cref="UserInputException">A variance is negative or not finite, or rho lies outside [-1, 1].</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public TwoInputEstimate Evaluate(double ka, double kb, double rho, CancellationToken cancellation = default) =>
        Evaluate(ka, kb, Correlation.Of(rho), Budget, cancellation);

    /// <summary>As the other one, at a correlation whose distance from 1 or -1 is known.</summary>
    internal TwoInputEstimate Evaluate(double ka, double kb, Correlation correlation) => Evaluate(ka, kb, correlation, Budget);

    /// <summary>As the other one, but gives up after so many panels.</summary>
    internal TwoInputEstimate Evaluate(double ka, double kb, Correlation correlation, long budget, CancellationToken cancellation = default)
    {
        double rho = correlation.Rho;
        CheckVariance(ka, "K_a");
        CheckVariance(kb, "K_b");
        if (!(Math.Abs(rho) <= 1))
        {
            throw new UserInputException(string.Create(CultureInfo.InvariantCulture, $"rho must lie between -1 and 1, got {rho}"));
        }

        // A negative correlation is the positive one of z_a and -z_b.
        var a = new InputSide(_function, ka, mirrored: false, _rounding);
        var b = new InputSide(_function, kb, mirrored: rho < 0, _rounding);
        PairSums sums;
        bool isExhausted;
        if (correlation.IsFull)
        {
            var line = new LineSweep(a, b, 1, 0, budget, cancellation);
            sums = line.Integrate(0, 8.5, 0, 0);
            isExhausted = line.IsExhausted;
        }
        else
        {
            var plane = new PlaneSweep(a, b, Math.Sqrt(0.5 + 0.5 * Math.Abs(rho)), Math.Sqrt(0.5 * correlation.Deficit), budget, cancellation);
            sums = plane.Integrate();
            isExhausted = plane.IsExhausted;
        }

        return new TwoInputEstimate(
            Missing("<s(z_a) s(z_b)>", 0, sums.KernelMagnitude, sums.KernelError) ?? Kernel(sums),
            Missing("<s'(z_a) s'(z_b)>", 1, sums.DerivativeMagnitude, sums.DerivativeError) ?? Derivative(sums, JumpProducts.Of(_function, ka, kb, correlation)));

        Estimate? Missing(string name, int order, double magnitude, double error) =>
            rho > -1 && Math.Min(ka, kb) > 0 && _function.Outgrows(order) ? Estimate.None(FailureMessage.Outgrown(name, Math.Max(ka, kb)))
            : double.IsNaN(magnitude) ? None(name, "could not be computed: the formula is not a number somewhere")
            : double.IsInfinity(magnitude) ? None(name, "diverges or overflows double precision")
            : isExhausted ? None(name, "does not converge: s oscillates or rises too fast at this variance")
            : error <= LargestError * (magnitude + 1e-300) ? null
            : None(name, "does not converge: declare breakpoints where s is not smooth");

        // Whether it is infinite or only a part of the formula is, nothing here tells.
        Estimate None(string name, string what) => Estimate.None(new NoValue(
            NoValueKind.Failed, string.Create(CultureInfo.InvariantCulture, $"{name} at K_a = {ka}, K_b = {kb}, rho = {rho} {what}")));
    }

    private static Estimate Kernel(in PairSums sums) =>
        new(sums.Kernel, sums.KernelError + sums.KernelRounding + Rounding(sums) * sums.KernelMagnitude, sums.KernelMagnitude);

    private static Estimate Derivative(in PairSums sums, Estimate jumps) => !jumps.IsDefined ? jumps : new Estimate(
        sums.Derivative + jumps.Value,
        sums.DerivativeError + sums.DerivativeRounding + Rounding(sums) * sums.DerivativeMagnitude + jumps.AbsoluteError,
        sums.DerivativeMagnitude + jumps.Magnitude);

    // An ulp of z moves s(z) by the logarithmic derivative of s, averaged in Slope. Where the kernel has no value, its average says nothing.
    private static double Rounding(in PairSums sums)
    {
        double degree = sums.KernelMagnitude == 0 ? 0 : sums.Slope / sums.KernelMagnitude;
        return Epsilon * (16 + 2 * (double.IsFinite(sums.KernelMagnitude) && degree < LargestDegree ? degree : LargestDegree));
    }

    private static void CheckVariance(double k, string name)
    {
        if (!(k >= 0 && double.IsFinite(k)))
        {
            throw new UserInputException(string.Create(
                CultureInfo.InvariantCulture, $"{name} must be a finite number that is not negative, got {k}"));
        }
    }
}
