using Theory.Numerics.ExactLaw;

namespace Theory.Numerics.AngleLaw;

/// <summary>The law of the correlation rho of two inputs in one layer, over the networks that let both of them through.</summary>
public sealed record AngleLayer : LayerLaw
{
    private readonly CorrelationLaw? _law;
    private readonly double _certain;

    internal AngleLayer(int layer, double certain, CorrelationLaw? law)
        : base(layer) => (_certain, _law) = (certain, law);

    /// <summary>The mean of the angle arccos rho.</summary>
    public required LawValue MeanAngle { get; init; }

    /// <summary>The variance of the angle.</summary>
    public required LawValue VarianceOfAngle { get; init; }

    /// <summary>Quantiles of the angle by their probabilities.</summary>
    public required IReadOnlyList<(double Probability, LawValue Value)> AngleQuantiles { get; init; }

    /// <summary>The probability that G is 0 at one of the inputs, or both: rho is undefined there.</summary>
    public required LawValue Dead { get; init; }

    /// <summary>The probability, of all networks, that rho is exactly 0 (or within 3e-6 of it): no neuron of the layer before is active at both inputs.</summary>
    public required LawValue Zero { get; init; }

    /// <summary>The probability, of all networks, that rho is 1 to 38 digits: only one neuron is left, or hardly an angle.</summary>
    public required LawValue One { get; init; }

    /// <summary>The probability, of all networks, that rho is -1 to 38 digits.</summary>
    public required LawValue MinusOne { get; init; }

    /// <inheritdoc/>
    public override double Cumulative(double x) => x >= 1 ? 1 : x < -1 ? 0 : _law is null ? (x >= _certain ? 1 : 0)
        : Math.Clamp(x == 0 ? _law.At(new AnglePoint(-1, AngleTransition.Lowest)).Probability + (_law.Atoms.Zero / _law.Alive) : _law.At(AnglePoint.Of(x)).Probability, 0, 1);

    /// <summary>The density of the angle, where rho is defined, without what lies at 0, a right angle and pi.</summary>
    public double DensityOfAngle(double angle)
    {
        if (_law is null || !(angle is > 0 and < Math.PI))
        {
            return double.NaN;
        }

        // dy/d(angle) = -1/(sin cos), y = ln |cot|
        double sine = Math.Sin(angle), cosine = Math.Cos(angle);
        double y = Math.Log(Math.Abs(cosine) / sine);
        return y < AngleTransition.Lowest ? double.NaN : Math.Max(0, _law.At(new AnglePoint(cosine < 0 ? -1 : 1, y)).Density) / (sine * Math.Abs(cosine));
    }

    /// <summary>The largest error of mean, variance and quantiles of the correlation, which are at most 1.</summary>
    public double Error => ((IEnumerable<LawValue>)[Mean, Variance, MeanAngle, .. Quantiles.Select(q => q.Value)]).Where(v => v.Missing is null).Select(v => v.Error).DefaultIfEmpty(0).Max();
}
