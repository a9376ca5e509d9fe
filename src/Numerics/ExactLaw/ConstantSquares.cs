using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The values that s(z)^2 takes on whole intervals, as those of step functions and of what saturates: sums over neurons of these have atoms.</summary>
internal sealed class ConstantSquares
{
    private readonly List<(double From, double To)>[] _intervals;

    /// <summary>Looks at the pieces of s.</summary>
    public ConstantSquares(PiecewiseSmoothFunction activation)
    {
        var constant = activation.Pieces.Where(p => p.From < p.To && IsConstant(p)).GroupBy(p => p.S(Points(p).First()) is var s ? s * s : 0).OrderBy(g => g.Key).ToList();
        IsAll = constant.Sum(g => g.Count()) == activation.Pieces.Count(p => p.From < p.To);
        Values = [.. constant.Select(g => g.Key)];
        _intervals = [.. constant.Select(g => g.Select(p => (p.From, p.To)).ToList())];
    }

    /// <summary>The values, ascending.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether there are no others: s^2 is a step function.</summary>
    public bool IsAll { get; }

    /// <summary>The probability of each value at a metric q.</summary>
    public double[] Probabilities(double q)
    {
        double root = Math.Sqrt(q);
        return [.. _intervals.Select(pieces => pieces.Sum(p => SpecialFunctions.NormalProbability(p.From / root, p.To / root)))];
    }

    /// <summary>A bound of the largest atom that a sum over n neurons has at a metric q; with one value it is the only one.</summary>
    /// <remarks>
    /// Of neurons with one of the values each, let a be the probability of the likeliest value. Their law is a mixture: with probability w = min(1, 2(1 - a)) a neuron has one of two values with
    /// equal probabilities. Given that m of them are such, and the rest of the sum, no atom is larger than the middle binomial coefficient over 2^m (Erdős 1945), which is at most (m + 1)^(-1/2); and
    /// E (m + 1)^(-1/2) is at most [E 1/(m + 1)]^(1/2), which is below [(n + 1) w]^(-1/2) as m is binomial.
    /// </remarks>
    public double LargestAtom(double q, int n)
    {
        double[] p = Probabilities(q);
        double all = p.Sum();
        double fair = all > 0 ? Math.Min(1, 2 * (1 - (p.Max() / all))) : 0;
        return Math.Pow(all, n) * (fair > 0 ? Math.Min(1, 1 / Math.Sqrt((n + 1) * fair)) : 1);
    }

    private static bool IsConstant(SmoothPiece piece)
    {
        double[] values = [.. Points(piece).Select(piece.S)];
        return values.All(v => v == values[0]) && Points(piece).All(z => piece.S1(z) == 0);
    }

    /// <summary>Points of all sizes within a piece.</summary>
    private static IEnumerable<double> Points(SmoothPiece piece)
    {
        double[] shares = [1e-3, 0.0311, 0.27, 0.52, 0.83, 0.993];
        return double.IsFinite(piece.From) && double.IsFinite(piece.To) ? shares.Select(t => piece.From + (t * (piece.To - piece.From)))
            : double.IsFinite(piece.From) ? shares.Select(t => piece.From + (t / (1 - t)))
            : double.IsFinite(piece.To) ? shares.Select(t => piece.To - (t / (1 - t)))
            : shares.SelectMany(t => (double[])[t / (1 - t), -t / (1 - t)]);
    }
}
