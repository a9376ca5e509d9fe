using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>Expectations &lt;f(z_1) h(z_2)&gt; of functions with point masses at two inputs that are not fully correlated.</summary>
/// <remarks>A mass against a function is a conditional expectation, two masses are the density at a corner; dipoles are derivatives of these.</remarks>
internal sealed class GeneralisedMoments
{
    private readonly PairMoments _forwards;
    private readonly PairMoments _backwards;
    private readonly double _k1;
    private readonly double _k2;
    private readonly double _k12;
    private readonly double _determinant;

    /// <summary>Prepares the pair.</summary>
    /// <param name="s">The function whose breakpoints those of f and h are.</param>
    /// <param name="k1">K_11.</param>
    /// <param name="k2">K_22.</param>
    /// <param name="rho">The correlation, between -1 and 1.</param>
    public GeneralisedMoments(PiecewiseSmoothFunction s, double k1, double k2, double rho)
    {
        _forwards = new PairMoments(s, k1, k2, rho);
        _backwards = new PairMoments(s, k2, k1, rho);
        (_k1, _k2, _k12) = (k1, k2, rho * Math.Sqrt(k1) * Math.Sqrt(k2));
        _determinant = k1 * k2 * (1 - rho) * (1 + rho);
    }

    /// <summary>What the first expectation that has no value has instead; null while all have one.</summary>
    public NoValue? Missing => _forwards.Missing ?? _backwards.Missing;

    /// <summary>&lt;f(z_1) h(z_2)&gt;; NaN where it has no value.</summary>
    public double Expectation(GeneralisedFunction f, GeneralisedFunction h) =>
        Regular(f.Regular, h.Regular)
        + f.Masses.Sum(m => Against(m, h.Regular, _forwards, _k1, _k2))
        + h.Masses.Sum(m => Against(m, f.Regular, _backwards, _k2, _k1))
        + f.Masses.Sum(a => h.Masses.Sum(b => AtCorner(a, b)));

    /// <summary>The part without masses; where f vanishes, as the second derivative of a polygon does everywhere, no conditional mean is needed.</summary>
    private double Regular(Func<double, double> f, Func<double, double> h)
    {
        return _forwards.Expectation(f, _forwards.Conditional(h));
    }

    /// <summary>w p(b) E[h | b] - d d/db (p(b) E[h | b]), by the derivative of the joint density.</summary>
    private double Against(PointMass mass, Func<double, double> h, PairMoments moments, double k, double other)
    {
        double b = mass.Position;
        double density = SpecialFunctions.NormalPdf(b / Math.Sqrt(k)) / Math.Sqrt(k);
        double plain = mass.Weight == 0 ? 0 : mass.Weight * moments.Conditional(h)(b).Value;
        double slope = mass.Dipole == 0 ? 0 : mass.Dipole * moments.Conditional(y => h(y) * ((_k12 * y) - (other * b)) / _determinant)(b).Value;
        return density * (plain - slope);
    }

    private double AtCorner(PointMass f, PointMass h)
    {
        (double a, double b) = (f.Position, h.Position);
        double rest = b - (_k12 / _k1 * a);
        double density = Math.Exp(-0.5 * ((a * a / _k1) + (rest * rest * _k1 / _determinant))) / (2 * Math.PI * Math.Sqrt(_determinant));
        double byA = ((_k12 * b) - (_k2 * a)) / _determinant;
        double byB = ((_k12 * a) - (_k1 * b)) / _determinant;
        return density * ((f.Weight * h.Weight) - (f.Weight * h.Dipole * byB) - (f.Dipole * h.Weight * byA)
            + (f.Dipole * h.Dipole * ((byA * byB) + (_k12 / _determinant))));
    }
}
