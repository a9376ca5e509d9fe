using Theory.Activations;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>
/// Gaussian expectations from nodes that are fixed in z, where the activation is known from earlier evaluations: a tenth of a microsecond or two where
/// <see cref="GaussianQuadrature"/>, which adapts its panels, takes tens. It judges its own error and gives no answer where that is not at rounding level.
/// </summary>
/// <remarks>
/// Activations without breakpoints are integrated by trapezoidal rules, others by panels between their breakpoints. It computes &lt;s&gt;, &lt;s^2&gt;,
/// &lt;s^4&gt;, &lt;s'^2&gt;, and K-derivatives by d&lt;f&gt;/dK = &lt;f (t^2 - 1)&gt;/(2K), t = z/sqrt(K). Safe for concurrent use.
/// </remarks>
internal sealed class DirectQuadrature
{
    /// <summary>What it can compute.</summary>
    public const GaussianQuantities Supported = GaussianQuantities.Mean | GaussianQuantities.Kernel | GaussianQuantities.KernelFirstDerivative
        | GaussianQuantities.ChiPerp | GaussianQuantities.H | GaussianQuantities.M4;

    private const int Rows = 6;

    private const int AlwaysNeeded = 1 << (int)FixedRow.Square;

    /// <summary>A larger relative error is left to the adaptive quadrature.</summary>
    private const double LargestError = 2e-13;

    /// <summary>Below, s^4 may have lost digits to the end of the range of doubles.</summary>
    private const double Smallest = 1e-290;

    private const double Epsilon = 2.220446049250313e-16;

    private const GaussianQuantities OfDerivative = GaussianQuantities.ChiPerp | GaussianQuantities.H;

    /// <summary>Beyond 9 standard deviations the density is below 1e-18, beyond 13 below 1e-37: enough for s^4 of high degree.</summary>
    private static readonly double[] Reaches = [9, 13];

    private readonly TrapezoidalQuadrature? _trapezoidal;
    private readonly PanelQuadrature? _panels;
    private readonly bool _isContinuous;

    /// <summary>Prepares an activation.</summary>
    public DirectQuadrature(Activation activation)
    {
        DirectPiece[] pieces = [.. activation.Pieces.Select(p => new DirectPiece(p))];
        _isContinuous = activation.FirstJump is null;
        (_trapezoidal, _panels) = pieces is [DirectPiece piece] ? (new TrapezoidalQuadrature(piece), (PanelQuadrature?)null) : (null, new PanelQuadrature(pieces));
    }

    /// <summary>Computes one expectation without allocating; null where the nodes do not suffice.</summary>
    public Estimate? TryEvaluateOne(double K, GaussianQuantities quantity)
    {
        Span<RowSum> sums = stackalloc RowSum[Rows];
        int accepted = Sum(K, quantity, sums, out double degree);
        return accepted == 0 ? null : Read(sums, (FixedRow)int.TrailingZeroCount(accepted), degree);
    }

    /// <summary>Computes expectations; those for which the nodes do not suffice are undefined in the result, and null stands for none.</summary>
    public GaussianExpectations? TryEvaluate(double K, GaussianQuantities quantities)
    {
        Span<RowSum> sums = stackalloc RowSum[Rows];
        int accepted = Sum(K, quantities, sums, out double degree);
        return accepted == 0 ? null : new GaussianExpectations(
            K,
            Choose(sums, FixedRow.Mean),
            Choose(sums, FixedRow.Square),
            Choose(sums, FixedRow.SquareSlope),
            NotAvailable,
            Choose(sums, FixedRow.DerivativeSquare),
            Choose(sums, FixedRow.DerivativeSquareSlope),
            Choose(sums, FixedRow.Fourth),
            NotAvailable);

        Estimate Choose(Span<RowSum> sums, FixedRow row) => (accepted & (1 << (int)row)) != 0 ? Read(sums, row, degree) : NotAvailable;
    }

    private static Estimate NotAvailable => Estimate.Undefined("It was not requested, or fixed nodes do not suffice.");

    private static Estimate Read(ReadOnlySpan<RowSum> sums, FixedRow row, double degree)
    {
        RowSum sum = sums[(int)row];
        return new Estimate(sum.Value, sum.Error + Rounding(sum, row, degree), sum.Magnitude);
    }

    private static double Rounding(RowSum sum, FixedRow row, double degree)
    {
        int power = row == FixedRow.Mean ? 1 : row == FixedRow.Fourth ? 4 : 2;
        return Epsilon * (32 + (power * degree)) * sum.Magnitude;
    }

    private static int RowsFor(GaussianQuantities quantities)
    {
        int Bit(GaussianQuantities quantity, FixedRow row) => (quantities & quantity) != 0 ? 1 << (int)row : 0;
        return Bit(GaussianQuantities.Mean, FixedRow.Mean) | Bit(GaussianQuantities.Kernel, FixedRow.Square)
            | Bit(GaussianQuantities.KernelFirstDerivative, FixedRow.SquareSlope) | Bit(GaussianQuantities.ChiPerp, FixedRow.DerivativeSquare)
            | Bit(GaussianQuantities.H, FixedRow.DerivativeSquareSlope) | Bit(GaussianQuantities.M4, FixedRow.Fourth);
    }

    /// <summary>Sums the rows and returns which of those wanted are accurate enough.</summary>
    private int Sum(double k, GaussianQuantities quantities, Span<RowSum> sums, out double degree)
    {
        degree = double.NaN;
        int wanted = RowsFor(quantities & (_isContinuous ? Supported : Supported & ~OfDerivative));
        int accepted = 0;
        for (int i = 0; i < Reaches.Length && accepted != wanted; i++)
        {
            bool isSummed = _trapezoidal is not null
                ? _trapezoidal.TrySum(k, Reaches[i], wanted | AlwaysNeeded, sums, out double secondMoment)
                : _panels!.TrySum(k, Reaches[i], wanted | AlwaysNeeded, sums, out secondMoment);

            // d log|s| / d log|z|, averaged, is at most <s^2 (t^2 + 1)>/2<s^2>: an ulp of z or K moves s^n by n times as many.
            degree = ((secondMoment / sums[(int)FixedRow.Square].Magnitude) + 1) / 2;
            accepted = isSummed ? Accepted(sums, wanted, degree) : 0;
        }

        return accepted;
    }

    private static int Accepted(ReadOnlySpan<RowSum> sums, int wanted, double degree)
    {
        int accepted = 0;
        for (int row = 0; row < Rows; row++)
        {
            RowSum sum = sums[row];
            bool isAccurate = sum.Error + Rounding(sum, (FixedRow)row, degree) <= LargestError * Math.Abs(sum.Value)
                && sum.Edge <= Epsilon * sum.Magnitude
                && sum.Magnitude >= Smallest;
            accepted |= isAccurate ? wanted & (1 << row) : 0;
        }

        return accepted;
    }
}
