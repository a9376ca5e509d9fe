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
        (double probability, double density) = At(point.Sign, _grid.Of(point.LogCotangent), band: 1);
        return (probability, density * _grid.Density(point.LogCotangent));
    }

    /// <summary>Between which points a quantile may be: the two laws differ at any point of some periods of the last frequencies, which an edge excites, and by what both bands leave out where these fall slowly.</summary>
    /// <param name="comparison">The law at another setting.</param>
    /// <param name="probability">The probability.</param>
    /// <param name="point">Its quantile.</param>
    public (AnglePoint Low, AnglePoint High) Doubt(CorrelationLaw comparison, double probability, AnglePoint point)
    {
        const int Points = 16, Near = 5;
        const double Narrower = 6.0 / 7, MostLeft = 0.93, Safety = 3;
        double u = _grid.Of(point.LogCotangent);
        (double differ, double last, double before) = (0, 0, 0);
        for (int i = -Points; i <= Points; i++)
        {
            double at = u + (0.5 * i);
            double value = At(point.Sign, at, 1).Probability, narrower = At(point.Sign, at, Narrower).Probability;
            differ = Math.Max(differ, Math.Abs(value - comparison.At(new AnglePoint(point.Sign, _grid.At(at))).Probability));
            last = Math.Max(last, Math.Abs(value - narrower));
            before = Math.Max(before, Math.Abs(narrower - At(point.Sign, at, Narrower * Narrower).Probability));
        }

        double left = before > 0 ? Math.Min(MostLeft, last / before) : 0;
        double reach = 0.5 * Near;
        double slope = Math.Abs(At(point.Sign, u + reach, 1).Probability - At(point.Sign, u - reach, 1).Probability) / (2 * reach);
        double doubt = Safety * (differ + (last * left)) / (1 - left), nodes = doubt / slope;
        return nodes < reach
            ? (new AnglePoint(point.Sign, _grid.At(u - nodes)), new AnglePoint(point.Sign, _grid.At(u + nodes)))
            : (Quantile(Math.Max(0, probability - doubt)), Quantile(Math.Min(1, probability + doubt)));
    }

    /// <summary>The probability and the density per node at a u, from the part of the frequencies below a share of the band.</summary>
    private (double Probability, double Density) At(int sign, double u, double band)
    {
        (double[] masses, double[] below) = sign > 0 ? (Positive, _below) : (Negative, _negativeBelow);
        int reach = (int)Math.Ceiling(_sinc.Reach / band);
        int from = Math.Clamp((int)Math.Ceiling(u) - reach - First, 0, masses.Length), to = Math.Clamp((int)Math.Floor(u) + reach - First, -1, masses.Length - 1);
        (double sum, double density) = (below[from], 0);
        for (int i = from; i <= to; i++)
        {
            double distance = band * (u - (First + i));
            sum += masses[i] * _sinc.Integral(distance);
            density += masses[i] * band * _sinc.Value(distance);
        }

        double before = sign > 0 ? Atoms.MinusOne + _negativeBelow[^1] + Atoms.Zero + sum : Atoms.MinusOne + _negativeBelow[^1] - sum;
        return (before / Alive, density / Alive);
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
