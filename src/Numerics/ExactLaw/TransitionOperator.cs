using System.Collections.Concurrent;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>One step of the chain of metrics, for all metrics: laws are computed where they are asked for, and kept.</summary>
internal sealed partial class TransitionOperator
{
    private const int SmallestBatch = 6;
    private const int LargestBatch = 32;
    private readonly PiecewiseSmoothFunction _activation;
    private readonly double _cb;
    private readonly double _cw;
    private readonly RowBudget _budget;
    private readonly ConcurrentDictionary<(double From, double To), (TransitionPanel? Panel, int Halvings, bool IsPromising)> _panels = new();
    private readonly Dictionary<int, TransitionWeights> _nodes = [];

    /// <summary>By first node of the grid: whether the laws after as many nodes as a cell has are too rough for any cell that holds them.</summary>
    private readonly ConcurrentDictionary<int, bool> _isRough = new();

    /// <summary>Laws computed to see that.</summary>
    private readonly ConcurrentDictionary<int, TransitionRow> _seen = new();

    private readonly double? _degree;
    private readonly FarTable _far;
    private readonly Lazy<TransitionPanel?> _small;
    private readonly Lazy<TransitionPanel?> _large;
    private TransitionPanel? _only;
    private double _sourceSpacing;
    private long _panelWeights;

    /// <summary>A step.</summary>
    /// <param name="activation">The activation s.</param>
    /// <param name="cb">C_b of the next layer.</param>
    /// <param name="cw">Its C_W.</param>
    /// <param name="contour">The frequencies.</param>
    /// <param name="budget">What may be spent.</param>
    public TransitionOperator(PiecewiseSmoothFunction activation, double cb, double cw, Contour contour, RowBudget budget)
    {
        (_activation, _cb, _cw, Contour, _budget) = (activation, cb, cw, contour, budget);
        _degree = cb == 0 ? Degree(activation) : null;
        _far = new FarTable(activation, contour.Delta, contour.Accuracy.TransformTolerance);
        _small = new(() => PowerPanel(-1));
        _large = new(() => PowerPanel(1));
    }

    /// <summary>The Contour, with the grid of the next layer.</summary>
    public Contour Contour { get; }

    /// <summary>True if the next metric is q times a random number that does not depend on q.</summary>
    public bool IsScaleInvariant => _degree == 1;

    /// <summary>The law after a metric that is certain.</summary>
    public TransitionWeights From(double q)
    {
        double y = Math.Log(q);
        return IsSilent(y) ? Silent() : Single(y).At(y);
    }

    /// <summary>The law of a next metric that is certain.</summary>
    public TransitionWeights Certain(double next)
    {
        FrequencyGrid grid = Contour.Grid(2 * Contour.Spread);
        var ones = new double[grid.Count];
        Array.Fill(ones, 1);
        return new TransitionPanel([0], [new TransitionRow(grid, Math.Log(next), Math.Log(next), 0, [0, 0, 0], ones, new double[grid.Count])], Contour).At(0);
    }

    /// <summary>The laws after the metrics ln q = i h, for a range of i.</summary>
    /// <param name="spacing">h; the same at each call.</param>
    /// <param name="first">The first i.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public TransitionWeights[] FromGrid(double spacing, int first, int count, CancellationToken cancellation)
    {
        if (_sourceSpacing != spacing)
        {
            _budget.Release(Count(_nodes.Values) + Interlocked.Exchange(ref _panelWeights, 0));
            _nodes.Clear();
            _isRough.Clear();
            _seen.Clear();
            _panels.Clear();
            _sourceSpacing = spacing;
        }

        int[] missing = [.. Enumerable.Range(first, count).Where(i => !_nodes.ContainsKey(i))];
        if (_degree is double degree)
        {
            _only ??= new TransitionPanel([0], Rows([0]), Contour, degree);
        }

        int[][] groups = [.. Groups(missing)];
        var found = new TransitionWeights[groups.Length][];
        InParallel(
            groups.Length,
            i =>
            {
                found[i] = Weights([.. groups[i].Select(k => k * spacing)], cancellation);
                _budget.Keep(Count(found[i]));
            },
            cancellation);
        foreach ((int[] group, TransitionWeights[] weights) in groups.Zip(found))
        {
            foreach ((int i, TransitionWeights w) in group.Zip(weights))
            {
                _nodes.Add(i, w);
            }
        }

        return [.. Enumerable.Range(first, count).Select(i => _nodes[i])];
    }

    /// <summary>Weights that laws keep; those that differ by shifts alone have the same.</summary>
    private static long Count(IEnumerable<TransitionWeights> laws) => laws.Select(w => w.Weights).Distinct().Sum(w => (long)w.Length);

    /// <summary>Nodes whose laws are computed together: those of a cell, or where cells are not worthwhile, so many.</summary>
    private IEnumerable<int[]> Groups(int[] nodes)
    {
        ILookup<bool, int> byKind = nodes.ToLookup(i => FarPanel(i * _sourceSpacing) is null && Cell(i * _sourceSpacing).Length <= Worthwhile);
        return byKind[true].Chunk(Math.Clamp(nodes.Length / (3 * Environment.ProcessorCount), SmallestBatch, LargestBatch))
            .Concat(byKind[false].GroupBy(i => FarPanel(i * _sourceSpacing) is null ? Cell(i * _sourceSpacing) : (i < 0 ? -Far : Far, 0)).Select(g => g.ToArray()));
    }

    /// <summary>Laws after metrics of one neighbourhood.</summary>
    private TransitionWeights[] Weights(double[] y, CancellationToken cancellation)
    {
        if (_only is not null)
        {
            return [.. y.Select(_only.At)];
        }

        if (!IsSilent(y[0]) && FarPanel(y[0]) is { } far)
        {
            return AtMultiples(far, y);
        }

        var weights = new TransitionWeights?[y.Length];
        List<int> alone = [];
        for (int i = 0; i < y.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            weights[i] = IsBeyond(y[i]) ? Overflown(y[i]) : IsSilent(y[i]) ? Silent() : PanelAt(y[i])?.At(y[i]);
            if (weights[i] is null)
            {
                alone.Add(i);
            }
        }

        for (int k = alone.Count - 1; k >= 0; k--)
        {
            if (_seen.TryRemove(Node(y[alone[k]]), out TransitionRow? row))
            {
                weights[alone[k]] = new TransitionPanel([y[alone[k]]], [row], Contour).At(y[alone[k]]);
                alone.RemoveAt(k);
            }
        }

        foreach (int[] batch in alone.Chunk(LargestBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] nodes = [.. batch.Select(i => y[i])];
            foreach ((int i, TransitionRow row) in batch.Zip(Rows(nodes)))
            {
                weights[i] = new TransitionPanel([y[i]], [row], Contour).At(y[i]);
            }
        }

        return weights!;
    }

    private TransitionRow[] Rows(double[] y) => RowBatch.Compute(_activation, y, _cb, _cw, Contour, _far, _budget);
    private TransitionPanel Single(double y) => new([y], Rows([y]), Contour);

    private static void InParallel(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException error) when (Failure(error) is LawFailure failure)
        {
            throw new LawFailure(failure.Message);
        }
    }

    /// <summary>The failure of a law among errors of threads, whose own threads may have had it; null where there is none.</summary>
    private static LawFailure? Failure(AggregateException error) => error.Flatten().InnerExceptions.OfType<LawFailure>().FirstOrDefault();
}
