using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.InverseWidth;

/// <summary>The cumulants of the stochastic metric of one layer as series in 1/n, n the width before the layer.</summary>
/// <remarks>Such series are asymptotic: at a given width the terms fall at first, and grow from some order on; the sum is best near the least term.</remarks>
public sealed class MetricExpansionLayer
{
    private readonly ErrorNumber[][]? _relative;
    private readonly double _logK;
    private readonly int _width;

    /// <summary>A layer.</summary>
    /// <param name="layer">Its number.</param>
    /// <param name="logK">ln K.</param>
    /// <param name="width">The width before it; anything in the first layer.</param>
    /// <param name="order">The highest power of 1/n.</param>
    /// <param name="relative">At [r-1][p] the term n^-p of the r-th cumulant over K^r; null in the first layer.</param>
    internal MetricExpansionLayer(int layer, double logK, int width, int order, ErrorNumber[][]? relative) =>
        (Layer, _logK, _width, Order, _relative) = (layer, logK, width, order, relative);

    /// <summary>The layer, from 1.</summary>
    public int Layer { get; }

    /// <summary>The highest power of 1/n.</summary>
    public int Order { get; }

    /// <summary>The kernel of infinite width.</summary>
    public double K => Math.Exp(_logK);

    /// <summary>V/(nK^2), the leading variance over the squared kernel.</summary>
    public double RelativeFluctuation => _relative is null ? 0 : _relative[1][1].Value;

    /// <summary>The power of 1/n with which a cumulant starts.</summary>
    public static int Leading(int cumulant) => Math.Max(1, cumulant - 1);

    /// <summary>The coefficient of n^-p in a cumulant; of the mean at p = 0 the kernel.</summary>
    /// <param name="cumulant">1 for the mean, 2 for the variance, and so on.</param>
    /// <param name="p">The power.</param>
    public LawValue Coefficient(int cumulant, int p) => p == 0 ? new(cumulant == 1 ? K : 0, 0) : Scaled(Term(cumulant, p), cumulant, Math.Pow(_width, p));

    /// <summary>A cumulant to an order in 1/n, at the widths of the network.</summary>
    /// <param name="cumulant">1 for the mean, 2 for the variance, and so on.</param>
    /// <param name="order">The last power of 1/n.</param>
    public LawValue Sum(int cumulant, int order)
    {
        ErrorNumber sum = ErrorNumber.Of(cumulant == 1 ? 1 : 0);
        for (int p = Leading(cumulant); p <= order; p++)
        {
            sum += Term(cumulant, p);
        }

        return Scaled(sum, cumulant, 1);
    }

    /// <summary>The Padé sum of a cumulant: the ratio of polynomials in 1/n, of degrees as equal as may be, with the same expansion.</summary>
    /// <returns>The sum; no value where the ratio has a pole at a width above that of the network, or less than two terms are known.</returns>
    public LawValue Pade(int cumulant)
    {
        int leading = Leading(cumulant);

        // A term that may be 0 is: series that end, as that of ReLU, are polynomials.
        double[] terms = [.. Enumerable.Range(leading, Order - leading + 1).Select(p => Term(cumulant, p)).Select(t => Math.Abs(t.Value) > 4 * t.Error ? t.Value : 0)];
        double? sum = PadeSum.Of(terms);
        double absolute = (cumulant == 1 ? 1 : 0) + (sum ?? double.NaN);
        return sum is null || !double.IsFinite(absolute)
            ? new LawValue(double.NaN, double.NaN, "the ratio of polynomials has a pole at this width or a larger one, or too few terms are known")
            : Scaled(new ErrorNumber(absolute, 0), cumulant, 1);
    }

    private ErrorNumber Term(int cumulant, int p) => _relative is null ? ErrorNumber.Of(0) : _relative[cumulant - 1][p];

    private LawValue Scaled(ErrorNumber relative, int cumulant, double factor)
    {
        double scale = Math.Exp(cumulant * _logK) * factor;
        double value = relative.Value * scale;
        return double.IsFinite(value) && (value != 0 || relative.Value == 0)
            ? new LawValue(value, relative.Error * scale)
            : new LawValue(double.NaN, double.NaN, "the value is beyond double precision");
    }
}
