namespace Theory.Numerics.ExactLaw;

/// <summary>A law of y = ln G, or of ln(G - C_b).</summary>
internal abstract class LogLaw
{
    /// <summary>P(the number &lt;= y) and the density there.</summary>
    public abstract (double Probability, double Density) At(double y);

    /// <summary>A quantile; negative or positive infinity where it is not within double precision.</summary>
    public abstract double Quantile(double p);

    /// <summary>How far the probability at a point may be off.</summary>
    /// <param name="comparison">The law at another setting.</param>
    /// <param name="y">The point.</param>
    public abstract double Doubt(LogLaw comparison, double y);

    /// <summary>Between which points a quantile is, as far as probabilities are off; infinite where nothing is known.</summary>
    /// <param name="comparison">The law at another setting.</param>
    /// <param name="p">The probability.</param>
    /// <param name="y">Its quantile.</param>
    public abstract (double Low, double High) QuantileRange(LogLaw comparison, double p, double y);

    /// <summary>Between which points a quantile is where probabilities are off by a doubt, there and on the mean within a reach.</summary>
    protected (double Low, double High) Around(double p, double y, double doubt, double reach)
    {
        double slope = (At(y + reach).Probability - At(y - reach).Probability) / (2 * reach);
        double mean = slope > 0 ? doubt / slope : double.PositiveInfinity;
        (double low, double high) = Around(p, doubt);
        return (Math.Min(low, y - mean), Math.Max(high, y + mean));
    }

    /// <summary>The quantiles of probabilities on either side.</summary>
    protected (double Low, double High) Around(double p, double doubt) => (
        p - doubt > 0 ? Quantile(p - doubt) : double.NegativeInfinity,
        p + doubt < 1 ? Quantile(p + doubt) : double.PositiveInfinity);

    /// <summary>The quantile within an interval, by Newton's method where that is faster than halving the interval: next to a pole of the density it is not.</summary>
    protected double Find(double p, double low, double high)
    {
        const double Precision = 1e-15, Reached = 1e-12;
        double y = 0.5 * (low + high);
        bool isFast = true;
        for (int step = 0; step < 200 && high - low > Precision * Math.Max(1, Math.Abs(y)); step++)
        {
            double before = high - low;
            (double probability, double density) = At(y);
            (low, high) = probability < p ? (y, high) : (low, y);
            double newton = y - ((probability - p) / density);
            bool isInside = density > 0 && newton > low && newton < high;
            if (isInside && Math.Abs(newton - y) < Precision * Math.Max(1, Math.Abs(y)) && Math.Abs(probability - p) < Reached)
            {
                return newton;
            }

            // One step of Newton's after each halving at the least.
            isFast = !isFast || high - low <= 0.5 * before;
            y = isInside && isFast ? newton : 0.5 * (low + high);
        }

        return y;
    }
}
