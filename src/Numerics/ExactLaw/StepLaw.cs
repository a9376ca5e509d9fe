namespace Theory.Numerics.ExactLaw;

/// <summary>The law of ln(G - C_b) where s^2 is a step function: atoms, since the numbers of neurons at each value are multinomial given the metric before. No band of frequencies shows a lattice that is finer than it.</summary>
internal sealed class StepLaw : LogLaw
{
    /// <summary>Numbers of neurons at each value times metrics that are gone through, some seconds at the most.</summary>
    private const double Most = 1e8;

    /// <summary>Atoms that are kept, megabytes of them at the most.</summary>
    private const double MostAtoms = 1 << 20;

    /// <summary>Rounding of logarithms of atoms and of what they are compared with.</summary>
    private const double Aside = 1e-11;

    private const double Rounding = 1e-12;

    private readonly double[] _atoms;
    private readonly double[] _below;
    private readonly double _zero;

    private StepLaw(List<(double Log, double Probability)> atoms)
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

    /// <summary>The law; null where s^2 is no step function, or there are too many atoms.</summary>
    /// <param name="squares">The values of s^2.</param>
    /// <param name="n">The number of neurons.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="metrics">The metrics of the layer before and their weights.</param>
    /// <param name="silent">The probability that the metric before is 0, and s(0)^2.</param>
    public static StepLaw? Of(ConstantSquares squares, int n, double cw, IReadOnlyList<(double Metric, double Weight)> metrics, (double Probability, double Square) silent)
    {
        int values = squares.Values.Count;
        double compositions = MathNet.Numerics.SpecialFunctions.Binomial(n + values - 1, values - 1);
        if (!squares.IsAll || !(compositions * metrics.Count <= Most && compositions <= MostAtoms))
        {
            return null;
        }

        double[] factorials = [.. Enumerable.Range(0, n + 1).Select(k => MathNet.Numerics.SpecialFunctions.FactorialLn(k))];
        double[][] logs = [.. metrics.Select(m => squares.Probabilities(m.Metric).Select(p => Math.Log(p)).ToArray())];
        List<(double Log, double Probability)> atoms = silent.Probability > 0 ? [(Math.Log(cw * silent.Square), silent.Probability)] : [];
        var numbers = new int[values];
        void Choose(int value, int left, double choices, double sum)
        {
            if (value == values - 1)
            {
                numbers[value] = left;
                choices -= factorials[left];
                double probability = 0;
                for (int j = 0; j < logs.Length; j++)
                {
                    double exponent = choices;
                    for (int v = 0; v < values; v++)
                    {
                        exponent += numbers[v] > 0 ? numbers[v] * logs[j][v] : 0;
                    }

                    probability += metrics[j].Weight * Math.Exp(exponent);
                }

                atoms.Add((Math.Log(cw * (sum + (left * squares.Values[value])) / n), probability));
                return;
            }

            for (int k = 0; k <= left; k++)
            {
                numbers[value] = k;
                Choose(value + 1, left - k, choices - factorials[k], sum + (k * squares.Values[value]));
            }
        }

        Choose(0, n, factorials[n], 0);
        return new StepLaw(atoms);
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
    public override double QuantileDoubt(LogLaw comparison, double p, double y)
    {
        // Between atoms the laws differ by as much as at them.
        double doubt = Rounding + (2 * Math.Abs(Below(y + Aside) - comparison.At(y + Aside).Probability)) + (2 * Math.Abs(Below(y - Aside) - comparison.At(y - Aside).Probability));
        double low = Quantile(p - doubt), high = Quantile(Math.Min(1, p + doubt));
        return double.IsFinite(low) ? high - low : 1;
    }

    private double Below(double y)
    {
        int at = Array.BinarySearch(_atoms, y);
        int last = at >= 0 ? at : ~at - 1;
        return last < 0 ? _zero : _below[last];
    }
}
