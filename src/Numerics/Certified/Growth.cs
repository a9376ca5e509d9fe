namespace Theory.Numerics.Certified;

/// <summary>A bound e^LogFactor z^Power e^(Rate z + Curvature z^2) of the magnitude of a function for z beyond some A >= 1.</summary>
/// <param name="LogFactor">The logarithm of the factor; positive infinity when there is no bound, negative infinity for 0.</param>
/// <param name="Power">The power of z, not negative.</param>
/// <param name="Rate">The coefficient of z in the exponent, not negative.</param>
/// <param name="Curvature">The coefficient of z^2 in the exponent, not negative.</param>
internal readonly record struct Growth(double LogFactor, double Power = 0, double Rate = 0, double Curvature = 0)
{
    /// <summary>Covers the rounding of a few operations on logarithms.</summary>
    private const double Slack = 1e-13;

    public static readonly Growth Unbounded = new(double.PositiveInfinity);

    public static readonly Growth Zero = new(double.NegativeInfinity);

    public static readonly Growth One = new(0);

    public static readonly Growth OfZ = new(0, 1);

    public bool IsBounded => !(double.IsNaN(LogFactor) || double.IsPositiveInfinity(LogFactor)
        || !double.IsFinite(Power) || !double.IsFinite(Rate) || !double.IsFinite(Curvature));

    public bool IsZero => double.IsNegativeInfinity(LogFactor);

    /// <summary>A bound by a number.</summary>
    public static Growth Of(double magnitude) => double.IsNaN(magnitude) ? Unbounded : magnitude == 0 ? Zero : new Growth(UpLog(Math.Log(magnitude)));

    public static Growth operator +(Growth a, Growth b)
    {
        if (a.IsZero || b.IsZero)
        {
            return a.IsZero ? b : a;
        }

        double larger = Math.Max(a.LogFactor, b.LogFactor);
        double smaller = Math.Min(a.LogFactor, b.LogFactor);
        double sum = double.IsInfinity(larger) ? larger : larger + Math.Log(1 + Math.Exp(smaller - larger));
        return new Growth(UpLog(sum), Math.Max(a.Power, b.Power), Math.Max(a.Rate, b.Rate), Math.Max(a.Curvature, b.Curvature));
    }

    public static Growth operator *(Growth a, Growth b) => a.IsZero || b.IsZero ? Zero
        : new Growth(UpLog(a.LogFactor + b.LogFactor), a.Power + b.Power, Up(a.Rate + b.Rate), Up(a.Curvature + b.Curvature));

    /// <summary>A power with a positive exponent.</summary>
    public Growth Pow(double exponent) => IsZero ? Zero : new Growth(UpLog(LogFactor * exponent), Up(Power * exponent), Up(Rate * exponent), Up(Curvature * exponent));

    /// <summary>e^|f| where f grows no faster than z^2.</summary>
    public Growth Exp()
    {
        if (IsZero)
        {
            return One;
        }

        double factor = Up(Math.Exp(LogFactor));
        return !IsBounded || Rate > 0 || Curvature > 0 || Power > 2 || double.IsInfinity(factor) ? Unbounded
            : Power == 0 ? new Growth(factor)
            : Power <= 1 ? new Growth(0, 0, factor)
            : new Growth(0, 0, 0, factor);
    }

    /// <summary>log(1 + f), from log(1 + c z^p e^(b z + a z^2)) &lt;= log(1 + c) + p z + b z + a z^2 for z >= 1.</summary>
    public Growth LogOnePlus()
    {
        if (!IsBounded)
        {
            return Unbounded;
        }

        Growth constant = Of(Up(LogFactor > 0 ? LogFactor + 0.6931471805599454 : Math.Exp(LogFactor)));
        Growth linear = Power + Rate > 0 ? Of(Power + Rate) * OfZ : Zero;
        Growth quadratic = Curvature > 0 ? Of(Curvature) * OfZ * OfZ : Zero;
        return constant + linear + quadratic;
    }

    /// <summary>A bound of the integral from A to infinity of this times the density of N(0, K).</summary>
    public double TailBeyond(double A, double K)
    {
        if (IsZero)
        {
            return 0;
        }

        double decay = (0.5 / K * (1 - Slack)) - Curvature;
        double slope = ((2 * decay * A) - Rate - (Power / A)) * (1 - 1e-12);
        if (!IsBounded || !(decay > 0) || !(slope > 0))
        {
            return double.PositiveInfinity;
        }

        // The exponent is convex from A on: the integral is at most its first value over its first slope.
        double gain = LogFactor + (Power * Math.Log(A)) + (Rate * A);
        double loss = decay * A * A;
        double log = gain - loss - Math.Log(slope) - (0.5 * Math.Log(2 * Math.PI * K));
        return Math.Exp(log + (1e-12 * (Math.Abs(LogFactor) + (Power * Math.Log(A)) + (Rate * A) + loss + 10))) + double.Epsilon;
    }

    private static double UpLog(double x) => x + (Math.Abs(x) * Slack) + Slack;

    private static double Up(double x) => x == 0 ? 0 : x + (Math.Abs(x) * Slack);
}
