using System.Runtime.InteropServices;
using Theory.Activations;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>
/// Gaussian expectations from nodes that are fixed in z, where the activation is known from earlier evaluations: a tenth of a microsecond or two where
/// <see cref="GaussianQuadrature"/>, which adapts its panels, takes tens. It judges its own error and gives no answer where that is not at rounding level.
/// </summary>
/// <remarks>
/// Activations without breakpoints are integrated by trapezoidal rules, others by panels between their breakpoints. It computes &lt;s&gt; and means of products
/// of s and its derivatives, and their first K-derivatives by d&lt;f&gt;/dK = &lt;f (t^2 - 1)&gt;/(2K), t = z/sqrt(K); trapezoidal rules also second
/// K-derivatives at large K. Safe for concurrent use.
/// </remarks>
internal sealed class DirectQuadrature
{
    /// <summary>A larger relative error is left to the adaptive quadrature.</summary>
    private const double LargestError = 2e-13;

    /// <summary>Below, s^4 may have lost digits to the end of the range of doubles.</summary>
    private const double Smallest = 1e-290;

    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Rows at a time.</summary>
    private const int Most = 16;

    /// <summary>Beyond 9 standard deviations the density is below 1e-18, beyond 13 below 1e-37: enough for s^4 of high degree.</summary>
    private static readonly double[] Reaches = [9, 13];

    private readonly TrapezoidalQuadrature? _trapezoidal;
    private readonly PanelQuadrature? _panels;
    private readonly bool _isContinuous;
    private readonly Lazy<int> _smoothness;

    /// <summary>Prepares an activation.</summary>
    public DirectQuadrature(Activation activation)
    {
        DirectPiece[] pieces = [.. activation.Pieces.Select(p => new DirectPiece(p))];
        _isContinuous = activation.FirstJump is null;
        _smoothness = new Lazy<int>(() => pieces.Length == 1 ? int.MaxValue : activation.Smoothness ?? int.MaxValue);
        (_trapezoidal, _panels) = pieces is [DirectPiece piece] ? (new TrapezoidalQuadrature(piece), (PanelQuadrature?)null) : (null, new PanelQuadrature(pieces));
    }

    /// <summary>Computes one expectation without allocating; null where the nodes do not suffice.</summary>
    public Estimate? TryEvaluateOne(double K, Quantity quantity)
    {
        if (RowOf(quantity, K) is not FixedRow row)
        {
            return null;
        }

        FixedRow[] rows = row.WithSquare;
        Span<RowSum> sums = stackalloc RowSum[2];
        int accepted = Sum(K, rows, sums, out double degree);
        int at = rows.Length - 1;
        return (accepted >> at & 1) != 0 ? Read(sums[at], row, degree) : null;
    }

    /// <summary>Computes expectations, each null where the nodes do not suffice.</summary>
    public void TryEvaluate(double K, IReadOnlyList<Quantity> quantities, Span<Estimate?> estimates)
    {
        estimates.Clear();
        List<FixedRow> rows = [FixedRow.Square];
        Span<int> places = stackalloc int[quantities.Count];
        for (int i = 0; i < quantities.Count; i++)
        {
            places[i] = -1;
            if (RowOf(quantities[i], K) is FixedRow row)
            {
                places[i] = rows.IndexOf(row);
                if (places[i] < 0 && rows.Count < Most)
                {
                    places[i] = rows.Count;
                    rows.Add(row);
                }
            }
        }

        if (places.IndexOfAnyExcept(-1) < 0)
        {
            return;
        }

        Span<RowSum> sums = stackalloc RowSum[rows.Count];
        int accepted = Sum(K, CollectionsMarshal.AsSpan(rows), sums, out double degree);
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0 && (accepted >> places[i] & 1) != 0)
            {
                estimates[i] = Read(sums[places[i]], rows[places[i]], degree);
            }
        }
    }

    /// <summary>The row of a quantity; null where it is not supported, or a breakpoint puts delta functions into it.</summary>
    private FixedRow? RowOf(Quantity quantity, double k) => FixedRow.Of(quantity, k) is FixedRow row
        && (_trapezoidal is not null || !row.NeedsWholeLine)
        && (row.Order == 0 || (row.Order == 1 ? _isContinuous : row.Order - 1 <= _smoothness.Value)) ? row : null;

    private static Estimate Read(RowSum sum, FixedRow row, double degree) => new(sum.Value, sum.Error + Rounding(sum, row, degree), sum.Magnitude);

    private static double Rounding(RowSum sum, FixedRow row, double degree)
    {
        return Epsilon * (32 + (row.Product.Degree * degree)) * sum.Magnitude;
    }

    /// <summary>Sums the rows and returns a bit for each that is accurate enough.</summary>
    private int Sum(double k, ReadOnlySpan<FixedRow> rows, Span<RowSum> sums, out double degree)
    {
        degree = double.NaN;
        int all = (1 << rows.Length) - 1;
        int accepted = 0;
        int attempts = Reaches.Length * (_panels is null ? 1 : PanelQuadrature.Widths.Length);
        for (int i = 0; i < attempts && accepted != all; i++)
        {
            double reach = Reaches[i % Reaches.Length];
            bool isSummed = _trapezoidal is not null
                ? _trapezoidal.TrySum(k, reach, rows, sums, out double secondMoment)
                : _panels!.TrySum(k, reach, PanelQuadrature.Widths[i / Reaches.Length], rows, sums, out secondMoment);

            // d log|s| / d log|z|, averaged, is at most <s^2 (t^2 + 1)>/2<s^2>: an ulp of z or K moves s^n by n times as many.
            degree = ((secondMoment / sums[0].Magnitude) + 1) / 2;
            accepted = isSummed ? Accepted(rows, sums, degree) : 0;
        }

        return accepted;
    }

    private static int Accepted(ReadOnlySpan<FixedRow> rows, ReadOnlySpan<RowSum> sums, double degree)
    {
        int accepted = 0;
        for (int r = 0; r < rows.Length; r++)
        {
            RowSum sum = sums[r];
            bool isAccurate = sum.Error + Rounding(sum, rows[r], degree) <= LargestError * Math.Abs(sum.Value)
                && sum.Edge <= Epsilon * sum.Magnitude
                && sum.Magnitude >= Smallest;
            accepted |= isAccurate ? 1 << r : 0;
        }

        return accepted;
    }
}
