namespace Theory.Numerics.ExactLaw;

/// <summary>The atoms of C_W/n times a sum of s^2 over n neurons, where s^2 is constant on intervals: the numbers of neurons at each value are multinomial given the metric before.</summary>
internal static class NeuronAtoms
{
    /// <summary>Numbers of neurons at each value times metrics that are gone through, some seconds at the most.</summary>
    private const double Most = 1e8;

    /// <summary>The atoms with their probabilities, in no order, some more than once; null where there are too many.</summary>
    /// <param name="squares">The values of s^2.</param>
    /// <param name="n">The number of neurons.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="metrics">The metrics of the layer before and their weights.</param>
    /// <param name="silent">The probability that the metric before is 0, and s(0)^2.</param>
    /// <param name="most">Atoms that are too many.</param>
    public static List<(double Excess, double Probability)>? Of(
        ConstantSquares squares, int n, double cw, IReadOnlyList<(double Metric, double Weight)> metrics, (double Probability, double Square) silent, double most)
    {
        List<(double Excess, double Probability)> atoms = silent.Probability > 0 ? [(cw * silent.Square, silent.Probability)] : [];
        int values = squares.Values.Count;
        if (values == 0)
        {
            return atoms;
        }

        double compositions = MathNet.Numerics.SpecialFunctions.Binomial(n + values - 1, values - 1);
        if (!(compositions * metrics.Count <= Most && compositions <= most))
        {
            return null;
        }

        double[] factorials = [.. Enumerable.Range(0, n + 1).Select(k => MathNet.Numerics.SpecialFunctions.FactorialLn(k))];
        double[][] logs = [.. metrics.Select(m => squares.Probabilities(m.Metric).Select(p => Math.Log(p)).ToArray())];
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

                atoms.Add((cw * (sum + (left * squares.Values[value])) / n, probability));
                return;
            }

            for (int k = 0; k <= left; k++)
            {
                numbers[value] = k;
                Choose(value + 1, left - k, choices - factorials[k], sum + (k * squares.Values[value]));
            }
        }

        Choose(0, n, factorials[n], 0);
        return atoms;
    }
}
