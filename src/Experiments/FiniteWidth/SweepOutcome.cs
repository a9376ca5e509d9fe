using Theory.Validation.Statistics;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Trained networks of one law and width beside infinite width.</summary>
/// <remarks>
/// With f the output of a trained network, g what its own tangent kernel at the start makes of its start, and c what the kernel of infinite width makes of it, E[c] is the mean m of infinite
/// width at every width, so that E[f] - m = E[f - g] + E[g - c]. f - g is of order 1/n and known well from few networks; g - c, of order n^-1/2, needs no
/// training, and many networks are sampled without weights. In the same way Var f less the variance of infinite width is E[(f-m)^2 - (g-m)^2] +
/// E[(g-m)^2 - (c-m)^2] + (Var c less that of infinite width) - (E[f] - m)^2, where Var c is known from the metric of the last layer.
/// </remarks>
/// <param name="ensemble">The networks.</param>
/// <param name="theory">The predictions.</param>
/// <param name="record">What was found.</param>
internal sealed class SweepOutcome(SweepEnsemble ensemble, SweepTheory theory, SweepRecord record)
{
    /// <summary>The networks.</summary>
    public SweepEnsemble Ensemble => ensemble;

    /// <summary>The predictions.</summary>
    public SweepTheory Theory => theory;

    /// <summary>Networks left out because their loss did not stay finite.</summary>
    public int Diverged => record.Diverged;

    /// <summary>The mean output less that of infinite width, at the training input (0) or the test input (1).</summary>
    public Estimate MeanDeviation(int point) => Sum(record.Trained, record.Sampled, block => block.Difference[point]);

    /// <summary>The variance less that of infinite width.</summary>
    public Estimate VarianceDeviation(int point)
    {
        double deviation = MeanDeviation(point).Value;

        // To first order in the errors, the square of the mean included.
        Estimate linear = Sum(record.Trained, record.Sampled, block => block.Squares[point] - (2 * deviation * block.Difference[point]));
        return linear with { Value = linear.Value + (deviation * deviation) };
    }

    private static Estimate Sum(IReadOnlyList<SweepBlock> trained, IReadOnlyList<SweepBlock> sampled, Func<SweepBlock, double> sum)
    {
        (Estimate a, Estimate b) = (Mean(trained, sum), Mean(sampled, sum));
        return new Estimate(a.Value + b.Value, Math.Sqrt((a.StandardError * a.StandardError) + (b.StandardError * b.StandardError)));
    }

    /// <summary>The mean over networks, with an error from the spread of blocks of nearly equal size.</summary>
    private static Estimate Mean(IReadOnlyList<SweepBlock> blocks, Func<SweepBlock, double> sum)
    {
        double count = blocks.Sum(b => (double)b.Count);
        double mean = blocks.Sum(sum) / count;
        double square = blocks.Sum(b => (sum(b) - (b.Count * mean)) * (sum(b) - (b.Count * mean)));
        return new Estimate(mean, Math.Sqrt(square * blocks.Count / (blocks.Count - 1.0)) / count);
    }
}
