namespace Theory.Numerics.ExactLaw;

/// <summary>A law of y = ln G by its values on a grid y = i h, of a density without frequencies beyond the grid, and by what is certain: G = 0, or beyond double precision.</summary>
internal sealed class GridLaw : LogLaw
{
    private readonly Lazy<FourierSeries> _series;

    /// <summary>A law.</summary>
    /// <param name="spacing">h.</param>
    /// <param name="first">The index of the first node.</param>
    /// <param name="weights">The density at the nodes, times h.</param>
    /// <param name="zero">The probability of G = 0.</param>
    /// <param name="below">The probability of a positive G below double precision.</param>
    /// <param name="above">The probability of a G above it.</param>
    public GridLaw(double spacing, int first, double[] weights, double zero, double below, double above)
    {
        (Spacing, First, Weights, Zero, Below, Above) = (spacing, first, weights, zero, below, above);
        _series = new(Series);
    }

    /// <summary>h.</summary>
    public double Spacing { get; }

    /// <summary>The index of the first node.</summary>
    public int First { get; }

    /// <summary>The density at the nodes, times h.</summary>
    public double[] Weights { get; }

    /// <summary>The probability of G = 0.</summary>
    public double Zero { get; }

    /// <summary>The probability of a positive G below double precision.</summary>
    public double Below { get; }

    /// <summary>The probability of a G above it.</summary>
    public double Above { get; }

    /// <summary>The nodes of which the density is a Fourier series: those of the weights, unless the law goes on beyond them.</summary>
    public LawDensity? Density { get; init; }

    /// <summary>What distribution functions may be off by that the band does not show: the largest atom, as of a lattice that is finer, or what comes near it.</summary>
    public Lazy<double> Unseen { get; init; } = new(0.0);

    /// <summary>The node i of the weights.</summary>
    public double Node(int i) => (First + i) * Spacing;

    /// <summary>P(ln G &lt;= y) and the density of ln G there.</summary>
    public override (double Probability, double Density) At(double y)
    {
        FourierSeries series = _series.Value;
        if (y <= series.Start || y >= series.Start + series.Length)
        {
            return (Before + (y <= series.Start ? 0 : series.Total), 0);
        }

        (double integral, double value) = series.At(y);
        return (Before + integral, value);
    }

    /// <summary>The quantile of ln G; negative or positive infinity where it is not within double precision.</summary>
    public override double Quantile(double p)
    {
        if (p <= Zero + Below)
        {
            return double.NegativeInfinity;
        }

        if (p >= 1 - Above)
        {
            return double.PositiveInfinity;
        }

        // Between two nodes by sums, then by Newton's method within them.
        double sum = Zero + Below;
        int i = 0;
        while (i < Weights.Length - 1 && sum + Weights[i] < p)
        {
            sum += Weights[i++];
        }

        (double low, double high) = (Node(Math.Max(0, i - 2)), Node(Math.Min(Weights.Length - 1, i + 2)));
        while (At(low).Probability > p && low > _series.Value.Start)
        {
            low -= 4 * Spacing;
        }

        while (At(high).Probability < p && high < _series.Value.Start + _series.Value.Length)
        {
            high += 4 * Spacing;
        }

        return Find(p, low, high);
    }

    /// <summary>
    /// The largest difference of the two distribution functions within a period of the last frequencies, for it oscillates with them. Where these are not negligible either band leaves out more than that, up to the most
    /// that a singularity of the distribution function does: 8 times as much for an atom, 13 for a pole of the density of order 1/2, 6 for an edge (widths of 2 and 5, all settings).
    /// </summary>
    /// <inheritdoc/>
    public override double Doubt(LogLaw comparison, double y)
    {
        const double LeftOut = 14;
        const double Rounding = 1e-13;
        double step = Step(comparison);
        double largest = 0;
        for (int i = -Points; i <= Points; i++)
        {
            double x = y + (i * step);
            largest = Math.Max(largest, Math.Abs(At(x).Probability - comparison.At(x).Probability));
        }

        return ((_series.Value.Edge < Rounding ? 1 : LeftOut) * largest) + Unseen.Value;
    }

    /// <inheritdoc/>
    public override (double Low, double High) QuantileRange(LogLaw comparison, double p, double y) => Around(p, y, Doubt(comparison, y), Reach(comparison));

    /// <summary>How far on either side of a point two laws are compared.</summary>
    public double Reach(LogLaw comparison) => Points * Step(comparison);

    /// <summary>Points on either side at which two laws are compared.</summary>
    private const int Points = 5;

    private double Step(LogLaw comparison) => 0.5 * Math.Max(Spacing, comparison is GridLaw other ? other.Spacing : 0);

    /// <summary>The probability before all nodes.</summary>
    private double Before => Density?.Before ?? (Zero + Below);

    private FourierSeries Series() => (Density ?? new LawDensity(First, Weights, Zero + Below)).Series(Spacing);
}
