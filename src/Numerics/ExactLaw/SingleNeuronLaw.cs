using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The law of ln(G - C_b) after a layer of one neuron, from the branches of s^2: its edges and singularities are those of s(z)^2, which no band of frequencies resolves.</summary>
/// <remarks>P(G &lt;= x | q) is the probability that a normal number of variance q is where C_W s(z)^2 is at most x - C_b; as a function of ln q that has the frequencies of the grid only, so that the weights of the layer before suffice.</remarks>
internal sealed class SingleNeuronLaw : LogLaw
{
    /// <summary>|z| over sqrt q beyond which nothing is left.</summary>
    private const double Reach = 9;

    /// <summary>Rounding of y.</summary>
    private const double Aside = 1e-11;

    private readonly MonotoneBranches _branches;
    private readonly double _cw;
    private readonly double[] _roots;
    private readonly double[] _weights;
    private readonly double _silent;
    private readonly double _silentSquare;

    /// <summary>A law.</summary>
    /// <param name="activation">s.</param>
    /// <param name="cw">C_W.</param>
    /// <param name="metrics">ln of the metrics of the layer before.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="silent">The probability that the metric before is 0.</param>
    /// <param name="step">Oscillations of s in shorter intervals are not seen.</param>
    public SingleNeuronLaw(PiecewiseSmoothFunction activation, double cw, double[] metrics, double[] weights, double silent, double step)
    {
        const double Least = 1e-18;
        (_cw, _silent) = (cw, silent);
        int[] kept = [.. Enumerable.Range(0, weights.Length).Where(i => Math.Abs(weights[i]) > Least)];
        _weights = [.. kept.Select(i => weights[i])];
        _roots = [.. kept.Select(i => Math.Exp(0.5 * metrics[i]))];
        _silentSquare = activation.ValueAt(0) is var s ? s * s : 0;
        _branches = new MonotoneBranches(activation, Reach * _roots.Max(), step);
    }

    /// <summary>P(ln(G - C_b) &lt;= y) and the density there.</summary>
    public override (double Probability, double Density) At(double y)
    {
        double v = Math.Exp(y) / _cw;
        (double probability, double density) = (v >= _silentSquare ? _silent : 0, 0);
        foreach ((double from, double to, double at, double slope) in _branches.AtMost(v))
        {
            for (int j = 0; j < _roots.Length; j++)
            {
                double root = _roots[j];
                if (from < Reach * root && to > -Reach * root)
                {
                    probability += _weights[j] * SpecialFunctions.NormalProbability(from / root, to / root);
                    density += slope > 0 ? _weights[j] * SpecialFunctions.NormalPdf(at / root) / root * v / slope : 0;
                }
            }
        }

        return (probability, density);
    }

    /// <inheritdoc/>
    public override double Quantile(double p)
    {
        // The bisection of all that double precision holds.
        const double Lowest = -1400;
        return p <= At(Lowest).Probability ? double.NegativeInfinity : Find(p, Lowest, MetricChain.Highest);
    }

    /// <inheritdoc/>
    public override double Doubt(LogLaw comparison, double y)
    {
        // Rounding has an atom on either side of its own point.
        const double Atom = 1e-8;
        double jump = At(y + Aside).Probability - At(y - Aside).Probability;
        return Difference(comparison, y) + (jump > Atom ? jump : 0);
    }

    /// <inheritdoc/>
    public override (double Low, double High) QuantileRange(LogLaw comparison, double p, double y)
    {
        const double Rounding = 1e-13;
        return Around(p, Difference(comparison, y) + Rounding);
    }

    /// <summary>Not at an atom itself, of which either law may have y on another side.</summary>
    private double Difference(LogLaw comparison, double y)
    {
        double At(LogLaw law, double x) => law.At(x).Probability;
        return 2 * Math.Max(Math.Abs(At(this, y - Aside) - At(comparison, y - Aside)), Math.Abs(At(this, y + Aside) - At(comparison, y + Aside)));
    }
}
