namespace Theory.Numerics.ExactLaw;

/// <summary>The law of the stochastic metric G of one layer.</summary>
public sealed record LawLayer : LayerLaw
{
    private readonly GridLaw? _law;
    private readonly double _certain;

    /// <summary>C_b where the law is that of ln(G - C_b); else 0.</summary>
    private readonly double _bias;

    internal LawLayer(int layer, double certain, GridLaw? law, double bias = 0)
        : base(layer) => (_certain, _law, _bias) = (certain, law, bias);

    /// <summary>The third cumulant of G.</summary>
    public required LawValue ThirdCumulant { get; init; }

    /// <summary>The fourth cumulant of G.</summary>
    public required LawValue FourthCumulant { get; init; }

    /// <summary>The probability that G is 0: that no neuron of a layer before is active.</summary>
    public double Zero => _bias > 0 ? 0 : _law?.Zero ?? 0;

    /// <summary>The probability that G is positive but below double precision.</summary>
    public double Below => _bias > 0 ? 0 : _law?.Below ?? 0;

    /// <summary>The probability that G is above double precision.</summary>
    public double Above => _law?.Above ?? 0;

    /// <inheritdoc/>
    public override double Cumulative(double x) => _law is null ? (x >= _certain ? 1 : 0) : CumulativeAndLogDensity(x).Cumulative;

    /// <summary>The density of ln G.</summary>
    public double LogDensity(double x) => CumulativeAndLogDensity(x).LogDensity;

    /// <summary>P(G &lt;= x) and the density of ln G there, for the price of one of them.</summary>
    /// <param name="x">A metric.</param>
    public (double Cumulative, double LogDensity) CumulativeAndLogDensity(double x)
    {
        if (_law is null)
        {
            return (Cumulative(x), double.NaN);
        }

        double excess = x - _bias;
        if (!(excess > 0))
        {
            return (excess < 0 ? 0 : _bias > 0 ? _law.Zero + _law.Below : _law.Zero, 0);
        }

        (double probability, double density) = _law.At(Math.Log(excess));
        return (Math.Clamp(probability, 0, 1), density * (x / excess));
    }

    /// <summary>The third cumulant over the variance to the power 3/2.</summary>
    public double Skewness => ThirdCumulant.Value / Math.Pow(Variance.Value, 1.5);

    /// <summary>The fourth cumulant over the squared variance.</summary>
    public double ExcessKurtosis => FourthCumulant.Value / Variance.Value / Variance.Value;

    /// <summary>The fourth cumulant of an output z over its squared variance: 3 Var(G)/(E G)^2.</summary>
    public double OutputKurtosis => 3 * Variance.Value / Mean.Value / Mean.Value;

    /// <summary>The sixth cumulant of an output z over its cubed variance: 15 k_3(G)/(E G)^3.</summary>
    public double OutputSixthCumulant => 15 * ThirdCumulant.Value / Math.Pow(Mean.Value, 3);

    /// <summary>The density of an output z: the normal densities of variance G, averaged.</summary>
    public double OutputDensity(double z)
    {
        static double Normal(double z, double variance) => Math.Exp(-0.5 * z * z / variance) / Math.Sqrt(2 * Math.PI * variance);
        return _law is null ? Normal(z, _certain)
            : (_bias > 0 ? (_law.Zero + _law.Below) * Normal(z, _bias) : 0) + Enumerable.Range(0, _law.Weights.Length).Sum(i => _law.Weights[i] * Normal(z, _bias + Math.Exp(_law.Node(i))));
    }

    /// <summary>The largest relative error of the numbers of the layer.</summary>
    public double Error => ((IEnumerable<LawValue>)[Mean, Variance, ThirdCumulant, .. Quantiles.Select(q => q.Value)])
        .Where(v => v.Missing is null && v.Value != 0).Select(v => v.RelativeError).DefaultIfEmpty(0).Max();
}
