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

    /// <summary>How far a quantile may be off because probabilities are.</summary>
    /// <param name="comparison">The law at another setting.</param>
    /// <param name="p">The probability.</param>
    /// <param name="y">Its quantile.</param>
    public abstract double QuantileDoubt(LogLaw comparison, double p, double y);

    /// <summary>The quantile within an interval, by Newton's method where that stays inside.</summary>
    protected double Find(double p, double low, double high)
    {
        double y = 0.5 * (low + high);
        for (int step = 0; step < 80 && high - low > 1e-15 * Math.Max(1, Math.Abs(y)); step++)
        {
            (double probability, double density) = At(y);
            (low, high) = probability < p ? (y, high) : (low, y);
            double newton = y - ((probability - p) / density);
            bool inside = density > 0 && newton > low && newton < high;
            if (inside && Math.Abs(newton - y) < 1e-15 * Math.Max(1, Math.Abs(y)))
            {
                return newton;
            }

            y = inside ? newton : 0.5 * (low + high);
        }

        return y;
    }
}
