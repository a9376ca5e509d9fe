namespace Theory.Numerics.ExactLaw;

/// <summary>The law of the stochastic metric G of one layer.</summary>
public sealed record LawLayer : LayerLaw
{
    /// <summary>Of sums of weights.</summary>
    private const double Rounding = 1e-13;

    private readonly GridLaw? _law;
    private readonly double _certain;
    private readonly LawDistribution? _distribution;

    internal LawLayer(int layer, double certain)
        : base(layer) => _certain = certain;

    internal LawLayer(int layer, GridLaw law, GridLaw comparison, LawDistribution distribution)
        : base(layer)
    {
        (_law, _distribution) = (law, distribution);
        if (!(distribution.Bias > 0))
        {
            (Zero, Below) = (LawValue.Of(law.Zero, comparison.Zero, 0), LawValue.Of(law.Below, comparison.Below, 0));
        }

        Above = LawValue.Of(law.Above, comparison.Above, 0);
    }

    /// <summary>The third cumulant of G.</summary>
    public required LawValue ThirdCumulant { get; init; }

    /// <summary>The fourth cumulant of G.</summary>
    public required LawValue FourthCumulant { get; init; }

    /// <summary>The probability that G is 0: that no neuron of a layer before is active.</summary>
    public LawValue Zero { get; }

    /// <summary>The probability that G is positive but below double precision.</summary>
    public LawValue Below { get; }

    /// <summary>The probability that G is above double precision.</summary>
    public LawValue Above { get; }

    /// <inheritdoc/>
    public override double Cumulative(double x) => Probability(x).Value;

    /// <summary>P(G &lt;= x) with its error.</summary>
    /// <param name="x">A metric.</param>
    public LawValue Probability(double x)
    {
        if (_distribution is null)
        {
            return new LawValue(x >= _certain ? 1 : 0, 0);
        }

        (LogLaw law, LogLaw comparison, double bias) = _distribution;
        double y = Math.Log(Math.Max(0, x - bias));
        return x < bias ? new LawValue(0, 0) : new LawValue(CumulativeAndLogDensity(x).Cumulative, law.Doubt(comparison, y) + Rounding);
    }

    /// <summary>The density of ln G.</summary>
    public double LogDensity(double x) => CumulativeAndLogDensity(x).LogDensity;

    /// <summary>P(G &lt;= x) and the density of ln G there, for the price of one of them.</summary>
    /// <param name="x">A metric.</param>
    public (double Cumulative, double LogDensity) CumulativeAndLogDensity(double x)
    {
        if (_distribution is not (LogLaw law, _, double bias))
        {
            return (Cumulative(x), double.NaN);
        }

        double excess = x - bias;
        if (!(excess > 0))
        {
            return (excess < 0 ? 0 : bias > 0 ? law.At(double.NegativeInfinity).Probability : Zero.Value, 0);
        }

        (double probability, double density) = law.At(Math.Log(excess));
        return (Math.Clamp(probability, 0, 1), density * (x / excess));
    }

    /// <summary>The third cumulant over the variance to the power 3/2.</summary>
    public LawValue Skewness => Ratio(ThirdCumulant, Variance, 1.5);

    /// <summary>The fourth cumulant over the squared variance.</summary>
    public LawValue ExcessKurtosis => Ratio(FourthCumulant, Variance, 2);

    /// <summary>The fourth cumulant of an output z over its squared variance: 3 Var(G)/(E G)^2.</summary>
    public LawValue OutputKurtosis => Ratio(Variance, Mean, 2, 3);

    /// <summary>The sixth cumulant of an output z over its cubed variance: 15 k_3(G)/(E G)^3.</summary>
    public LawValue OutputSixthCumulant => Ratio(ThirdCumulant, Mean, 3, 15);

    /// <summary>The density of an output z: the normal densities of variance G, averaged.</summary>
    public double OutputDensity(double z)
    {
        static double Normal(double z, double variance) => Math.Exp(-0.5 * z * z / variance) / Math.Sqrt(2 * Math.PI * variance);
        return _law is null ? Normal(z, _certain)
            : Enumerable.Range(0, _law.Weights.Length).Sum(i => _law.Weights[i] * Normal(z, Math.Exp(_law.Node(i))));
    }

    /// <summary>The largest relative error of the numbers of the layer.</summary>
    public double Error => ((IEnumerable<LawValue>)[Mean, Variance, ThirdCumulant, .. Quantiles.Select(q => q.Value)])
        .Where(v => v.Missing is null && v.Value != 0).Select(v => v.RelativeError).DefaultIfEmpty(0).Max();

    /// <summary>A number over the power of another, times a factor.</summary>
    private static LawValue Ratio(LawValue value, LawValue of, double power, double factor = 1)
    {
        if ((value.Missing ?? of.Missing) is string missing)
        {
            return LawValue.None(missing);
        }

        if (Math.Abs(of.Value) <= of.Error)
        {
            return LawValue.None("the law is a point, or nearly one");
        }

        double denominator = Math.Pow(of.Value, power);
        double ratio = factor * value.Value / denominator;
        return new LawValue(ratio, (factor * value.Error / denominator) + (Math.Abs(ratio) * power * of.RelativeError));
    }
}
