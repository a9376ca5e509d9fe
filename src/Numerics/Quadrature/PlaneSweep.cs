namespace Theory.Numerics.Quadrature;

/// <summary>Integrals over the plane of two correlated inputs: lines of constant y, integrated over y.</summary>
/// <remarks>
/// With independent standard normal x and y and rho = cos 2e, t_a = x cos e + y sin e and t_b = x cos e - y sin e have correlation rho.
/// A line meets the breakpoints of both inputs at known places, and its integral is a smooth function of y but where the breakpoints of
/// the two inputs cross. So nothing has to be found by trial, however close the inputs are to each other.
/// </remarks>
internal sealed class PlaneSweep : PairSweep
{
    private const double OuterTolerance = 1e-12;
    private const double InverseSqrt2Pi = 0.39894228040143267794;

    // The probability beyond this radius of the plane is exp(-R^2/2) = 2e-16.
    private const double Radius = 8.5;
    private const double SmallestRadius = 3;

    private readonly LineSweep _line;
    private readonly Anchor[] _crossings;
    private readonly double[] _kernel = new double[PanelRule.Order];
    private readonly double[] _derivative = new double[PanelRule.Order];
    private double _kernelMagnitude;
    private double _derivativeMagnitude;

    public PlaneSweep(InputSide a, InputSide b, double cosine, double sine, long budget, CancellationToken cancellation)
        : base(OuterTolerance, cancellation)
    {
        _line = new LineSweep(a, b, cosine, sine, budget, cancellation);
        _crossings = [.. a.Anchors.SelectMany(i => b.Anchors.Select(j => Crossing(i, j, sine)))];
    }

    /// <summary>Integrates over the plane.</summary>
    public PairSums Integrate() => Sweep(_crossings, Radius, 0, 0);

    /// <inheritdoc/>
    protected override PairSums Panel(double from, double to)
    {
        var panel = new Panel(from, to, 0, -1, -1, 0);
        PairSums sum = default;
        for (int i = 0; i < PanelRule.Order; i++)
        {
            double y = Math.FusedMultiplyAdd(panel.HalfWidth, PanelRule.Nodes[i], panel.Centre);
            double density = InverseSqrt2Pi * Math.Exp(-0.5 * y * y);
            double radius = Math.Sqrt(Math.Max(SmallestRadius * SmallestRadius, Radius * Radius - y * y));

            // A line far out may be as inaccurate as its weight is small.
            PairSums line = IsExhausted
                ? default
                : _line.Integrate(y, radius, _kernelMagnitude / density, _derivativeMagnitude / density);
            _kernel[i] = density * line.Kernel;
            _derivative[i] = density * line.Derivative;
            sum += panel.HalfWidth * PanelRule.Weights[i] * density * line;
        }

        Ends = EdgeValues.Of(_kernel, _derivative);
        PanelSums ss = PanelSums.Of(_kernel, panel);
        PanelSums dd = PanelSums.Of(_derivative, panel);
        _kernelMagnitude += double.IsFinite(sum.KernelMagnitude) ? sum.KernelMagnitude : 0;
        _derivativeMagnitude += double.IsFinite(sum.DerivativeMagnitude) ? sum.DerivativeMagnitude : 0;
        return sum with
        {
            Kernel = ss.Value,
            Derivative = dd.Value,
            KernelError = sum.KernelError + ss.Error,
            DerivativeError = sum.DerivativeError + dd.Error,
        };
    }

    /// <inheritdoc/>
    public override bool IsExhausted => _line.IsExhausted;

    private static Anchor Crossing(Anchor a, Anchor b, double sine)
    {
        double scale = Math.Min(Math.Min(a.LeftScale, a.RightScale), Math.Min(b.LeftScale, b.RightScale)) / (2 * sine);
        return new Anchor((a.T - b.T) / (2 * sine), scale, scale, a.IsBreakpoint && b.IsBreakpoint, a.IsFeature && b.IsFeature);
    }
}
