namespace Theory.Experiments.FiniteWidth;

/// <summary>A block while networks are added.</summary>
internal sealed class SweepBlockSums
{
    private readonly double[] _difference = new double[2];
    private readonly double[] _squares = new double[2];
    private int _count;

    /// <summary>Adds a network.</summary>
    /// <param name="theory">The predictions.</param>
    /// <param name="a">An output at both inputs.</param>
    /// <param name="b">The output that it is compared with.</param>
    /// <param name="excess">What is added to the difference of squares.</param>
    public void Add(SweepTheory theory, (double Training, double Test) a, (double Training, double Test) b, (double Training, double Test) excess)
    {
        _count++;
        Add(0, a.Training, b.Training, theory.Outputs[0].Mean, excess.Training);
        Add(1, a.Test, b.Test, theory.Outputs[1].Mean, excess.Test);
    }

    /// <summary>The sums.</summary>
    public SweepBlock ToBlock() => new(_count, _difference, _squares);

    private void Add(int point, double a, double b, double mean, double excess)
    {
        _difference[point] += a - b;
        _squares[point] += ((a - b) * (a + b - (2 * mean))) + excess;
    }
}
