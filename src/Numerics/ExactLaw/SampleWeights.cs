namespace Theory.Numerics.ExactLaw;

/// <summary>The samples i h within an interval of ln |t|, as sums over its Chebyshev nodes.</summary>
internal sealed class SampleWeights
{
    private readonly double[] _weights;
    private readonly double _step;

    /// <summary>The samples of an interval.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="step">h.</param>
    public SampleWeights(double from, double to, double step)
    {
        (Nodes, _step) = (LaplacePanel.Nodes(from, to), step);
        First = (long)Math.Ceiling(from / step);
        Count = (int)((long)Math.Ceiling(to / step) - First);
        _weights = new double[Count * LaplacePanel.Order];
        for (int i = 0; i < Count; i++)
        {
            LaplacePanel.Interpolation(Nodes, At(i), _weights.AsSpan(i * LaplacePanel.Order, LaplacePanel.Order));
        }
    }

    /// <summary>The nodes.</summary>
    public double[] Nodes { get; }

    /// <summary>The first i.</summary>
    public long First { get; }

    /// <summary>How many samples.</summary>
    public int Count { get; }

    /// <summary>The point of a sample, counted from the first.</summary>
    public double At(int i) => (First + i) * _step;

    /// <summary>The weights of the nodes in a sample, counted from the first.</summary>
    public ReadOnlySpan<double> Of(int i) => _weights.AsSpan(i * LaplacePanel.Order, LaplacePanel.Order);
}
