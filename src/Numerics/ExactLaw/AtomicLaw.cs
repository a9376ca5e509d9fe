namespace Theory.Numerics.ExactLaw;

/// <summary>A law with atoms, as that of networks all of whose neurons saturate: the atoms as they are, and what is left as a density without frequencies beyond a grid, which would smear them.</summary>
/// <param name="rest">What is left.</param>
/// <param name="atoms">The atoms.</param>
internal sealed class AtomicLaw(GridLaw rest, StepLaw atoms) : LogLaw
{
    private const double Rounding = 1e-13;

    /// <summary>Nodes beyond those of the rest within which its density has died away.</summary>
    private const int Beyond = 32;

    private readonly GridLaw _rest = rest;
    private readonly StepLaw _atoms = atoms;

    /// <inheritdoc/>
    public override (double Probability, double Density) At(double y) => _rest.At(y) is var (probability, density) ? (probability + _atoms.At(y).Probability, density) : default;

    /// <inheritdoc/>
    public override double Quantile(double p)
    {
        double y = Find(p, _rest.Node(-Beyond), _rest.Node(_rest.Weights.Length + Beyond));
        return p <= _rest.Zero ? double.NegativeInfinity : _atoms.Near(y) ?? y;
    }

    /// <inheritdoc/>
    public override double Doubt(LogLaw comparison, double y) =>
        comparison is AtomicLaw other ? _rest.Doubt(other._rest, y) + _atoms.Doubt(other._atoms, y) : 1;

    /// <inheritdoc/>
    public override (double Low, double High) QuantileRange(LogLaw comparison, double p, double y) => comparison is AtomicLaw other
        ? Around(p, y, Rounding + _rest.Doubt(other._rest, y) + _atoms.Difference(other._atoms, y), _rest.Reach(other._rest))
        : (double.NegativeInfinity, double.PositiveInfinity);
}
