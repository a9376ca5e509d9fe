namespace Theory.Numerics.AngleLaw;

/// <summary>The law of a correlation at one setting of the accuracy: masses at the nodes of a grid, which stand for a density of its band, and atoms.</summary>
internal sealed class CorrelationLaw
{
    private readonly AngleGrid _grid;
    private readonly WindowedSinc _sinc;
    private readonly double[] _below;
    private readonly double[] _negativeBelow;

    /// <summary>A law.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="sinc">What interpolates on it.</param>
    /// <param name="first">The first node.</param>
    /// <param name="positive">Masses at positive correlations.</param>
    /// <param name="negative">Masses at negative ones.</param>
    /// <param name="atoms">The atoms.</param>
    public CorrelationLaw(AngleGrid grid, WindowedSinc sinc, int first, double[] positive, double[] negative, PairAtoms atoms)
    {
        (_grid, _sinc, First, Positive, Negative, Atoms) = (grid, sinc, first, positive, negative, atoms);
        (_below, _negativeBelow) = (Cumulated(positive), Cumulated(negative));
    }

    /// <summary>The first node.</summary>
    public int First { get; }

    /// <summary>Masses at positive correlations.</summary>
    public double[] Positive { get; }

    /// <summary>Masses at negative correlations.</summary>
    public double[] Negative { get; }

    /// <summary>The atoms.</summary>
    public PairAtoms Atoms { get; }

    /// <summary>The probability that the correlation is defined.</summary>
    public double Alive => 1 - Atoms.Dead;

    /// <summary>The mean of a function of the correlation, where that is defined.</summary>
    public double Mean(Func<AnglePoint, double> function)
    {
        double sum = (Atoms.Zero * function(AnglePoint.Of(0))) + (Atoms.One * function(AnglePoint.Of(1))) + (Atoms.MinusOne * function(AnglePoint.Of(-1)));
        for (int i = 0; i < Positive.Length; i++)
        {
            if (Positive[i] != 0 || Negative[i] != 0)
            {
                double y = _grid.At(First + i);
                sum += (Positive[i] * function(new AnglePoint(1, y))) + (Negative[i] * function(new AnglePoint(-1, y)));
            }
        }

        return sum / (Atoms.Zero + Atoms.One + Atoms.MinusOne + _below[^1] + _negativeBelow[^1]);
    }

    /// <summary>P(correlation &lt;= that of a point), and the density of its y, where the correlation is defined.</summary>
    public (double Probability, double Density) At(AnglePoint point)
    {
        double u = _grid.Of(point.LogCotangent);
        double[] masses = point.Sign > 0 ? Positive : Negative;
        double[] below = point.Sign > 0 ? _below : _negativeBelow;
        int from = Math.Clamp((int)Math.Ceiling(u) - _sinc.Reach - First, 0, masses.Length), to = Math.Clamp((int)Math.Floor(u) + _sinc.Reach - First, -1, masses.Length - 1);
        (double sum, double density) = (below[from], 0);
        for (int i = from; i <= to; i++)
        {
            double distance = u - (First + i);
            sum += masses[i] * _sinc.Integral(distance);
            density += masses[i] * _sinc.Value(distance);
        }

        double before = point.Sign > 0 ? Atoms.MinusOne + _negativeBelow[^1] + Atoms.Zero + sum : Atoms.MinusOne + _negativeBelow[^1] - sum;
        return (before / Alive, density * _grid.Density(point.LogCotangent) / Alive);
    }

    /// <summary>The correlation that a share of the networks has at most, where it is defined.</summary>
    public AnglePoint Quantile(double probability)
    {
        double mass = probability * Alive;
        double negative = _negativeBelow[^1];
        if (mass <= Atoms.MinusOne)
        {
            return AnglePoint.Of(-1);
        }

        if (mass < Atoms.MinusOne + negative)
        {
            return Solve(-1, Atoms.MinusOne + negative - mass, probability);
        }

        mass -= Atoms.MinusOne + negative + Atoms.Zero;
        return mass <= 0 ? AnglePoint.Of(0) : mass >= _below[^1] ? AnglePoint.Of(1) : Solve(1, mass, probability);
    }

    private AnglePoint Solve(int sign, double mass, double probability)
    {
        double[] below = sign > 0 ? _below : _negativeBelow;
        int at = Array.FindIndex(below, b => b >= mass);
        double low = _grid.At(First + at - 3), high = _grid.At(First + at + 3);
        double y = 0.5 * (low + high);
        for (int k = 0; k < 60; k++)
        {
            (double reached, double density) = At(new AnglePoint(sign, y));
            double excess = sign * (reached - probability);
            (low, high) = excess < 0 ? (y, high) : (low, y);
            double next = y - (excess / density);
            next = next > low && next < high ? next : 0.5 * (low + high);
            if (Math.Abs(next - y) < 1e-15 * (1 + Math.Abs(y)))
            {
                break;
            }

            y = next;
        }

        return new AnglePoint(sign, y);
    }

    private static double[] Cumulated(double[] masses)
    {
        var sums = new double[masses.Length + 1];
        for (int i = 0; i < masses.Length; i++)
        {
            sums[i + 1] = sums[i] + masses[i];
        }

        return sums;
    }
}
