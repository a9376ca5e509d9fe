namespace Theory.Numerics.Quadrature;

/// <summary>How fast a function grows far out: like exp(rate |z|^order).</summary>
/// <param name="Order">The power of z in the exponent; near 0 for polynomials.</param>
/// <param name="Rate">log|s|/z^2 at the largest |z| at which s is finite: the coefficient in the exponent if the order is 2.</param>
/// <param name="Largest">log|s| there: near 709 when s leaves the range of doubles by growing, and less when a part of its formula does.</param>
internal readonly record struct TailGrowth(double Order, double Rate, double Largest)
{
    /// <summary>A function that grows beyond the range of doubles has this logarithm at least, just before it does.</summary>
    private const double LogOfLargest = 650;

    private const double Uncertain = 0.05;

    /// <summary>Judges the faster of the two tails of a function.</summary>
    public static TailGrowth Of(Func<double, double> function)
    {
        TailGrowth right = OfTail(function);
        TailGrowth left = OfTail(z => function(-z));
        return right.Rate >= left.Rate ? right : left;
    }

    /// <summary>
    /// True if the power-th power of the function grows at least as fast as exp(-z^2/(2K)) decays, so that its expectation is infinite.
    /// </summary>
    public bool Diverges(int power, double k) =>
        Overflows && (Order > 2.1 || (Order > 1.9 && power * Rate * 2 * k >= 1 + Uncertain));

    /// <summary>True if the rate, which is that of a finite z, does not tell whether it grows fast enough to diverge.</summary>
    public bool IsNearTheEdge(int power, double k) => Overflows && IsGaussian && Math.Abs((power * Rate * 2 * k) - 1) < Uncertain;

    /// <summary>True if the function itself leaves the range of doubles, and not only a part of its formula.</summary>
    public bool Overflows => Largest > LogOfLargest;

    /// <summary>True if the function grows like exp(a z^2) with some a, though not fast enough to diverge.</summary>
    public bool IsGaussian => Order is > 1.9 and <= 2.1;

    private static TailGrowth OfTail(Func<double, double> function)
    {
        double finite = 1;
        while (finite < 1e150 && double.IsFinite(function(2 * finite)))
        {
            finite *= 2;
        }

        double infinite = 2 * finite;
        for (int i = 0; i < 50; i++)
        {
            double middle = 0.5 * (finite + infinite);
            (finite, infinite) = double.IsFinite(function(middle)) ? (middle, infinite) : (finite, middle);
        }

        double atEnd = Math.Log(Math.Abs(function(finite)));
        double atHalf = Math.Log(Math.Abs(function(0.5 * finite)));
        return atEnd > 1 && double.IsFinite(atEnd)
            ? new TailGrowth(atHalf > 0 ? Math.Log2(atEnd / atHalf) : double.PositiveInfinity, atEnd / finite / finite, atEnd)
            : new TailGrowth(0, 0, atEnd);
    }
}
