namespace Theory.Numerics.ExactLaw;

/// <summary>A law of atoms, as that of ln(G - C_b) where s^2 is a step function. No band of frequencies shows a lattice that is finer than it.</summary>
internal sealed class StepLaw : LogLaw
{
    /// <summary>Rounding of logarithms of atoms and of what they are compared with.</summary>
    private const double Aside = 1e-11;

    private const double Rounding = 1e-12;

    private readonly double[] _atoms;
    private readonly double[] _below;
    private readonly double _zero;

    /// <summary>The law of atoms.</summary>
    /// <param name="atoms">The logarithms of their places, and their probabilities.</param>
    public StepLaw(IReadOnlyList<(double Log, double Probability)> atoms)
    {
        _zero = atoms.Where(a => double.IsNegativeInfinity(a.Log)).Sum(a => a.Probability);
        List<double> logs = [], below = [];
        double sum = _zero;
        foreach ((double log, double probability) in atoms.Where(a => !double.IsNegativeInfinity(a.Log)).OrderBy(a => a.Log))
        {
            sum += probability;
            if (logs.Count > 0 && log - logs[^1] < Aside)
            {
                below[^1] = sum;
            }
            else
            {
                logs.Add(log);
                below.Add(sum);
            }
        }

        (_atoms, _below) = ([.. logs], [.. below]);
    }

    /// <summary>P(ln(G - C_b) &lt;= y); there is no density.</summary>
    public override (double Probability, double Density) At(double y) => (Below(y), 0);

    /// <inheritdoc/>
    public override double Quantile(double p)
    {
        if (p <= _zero || _atoms.Length == 0)
        {
            return double.NegativeInfinity;
        }

        int at = Array.FindIndex(_below, b => b >= p);
        return _atoms[at < 0 ? ^1 : at];
    }

    /// <summary>What two laws differ by, and the atom that rounding has on either side of a point.</summary>
    /// <inheritdoc/>
    public override double Doubt(LogLaw comparison, double y) =>
        Rounding + (2 * Math.Abs(Below(y) - comparison.At(y).Probability)) + (Below(y + Aside) - Below(y - Aside));

    /// <inheritdoc/>
    public override (double Low, double High) QuantileRange(LogLaw comparison, double p, double y) => Around(p, Rounding + Difference(comparison, y));

    /// <summary>Twice what two laws differ by next to a point: between atoms as much as at them.</summary>
    public double Difference(LogLaw comparison, double y) =>
        (2 * Math.Abs(Below(y + Aside) - comparison.At(y + Aside).Probability)) + (2 * Math.Abs(Below(y - Aside) - comparison.At(y - Aside).Probability));

    /// <summary>The atom that is within rounding of a point; null where there is none.</summary>
    public double? Near(double y)
    {
        int at = Array.BinarySearch(_atoms, y - Aside);
        at = at >= 0 ? at : ~at;
        return at < _atoms.Length && _atoms[at] <= y + Aside ? _atoms[at] : null;
    }

    private double Below(double y)
    {
        int at = Array.BinarySearch(_atoms, y);
        int last = at >= 0 ? at : ~at - 1;
        return last < 0 ? _zero : _below[last];
    }
}
