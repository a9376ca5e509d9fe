using System.Collections.Concurrent;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>One step of the chain of metrics, for all metrics: laws are computed where they are asked for, and kept.</summary>
internal sealed class TransitionOperator(PiecewiseSmoothFunction activation, double cb, double cw, Contour contour, RowBudget budget)
{
    private const int SmallestBatch = 6;
    private const int LargestBatch = 32;

    private static readonly double[] Parts = [0.1, 0.4, 0.7];

    private readonly ConcurrentDictionary<(double From, double To), TransitionPanel?> _panels = new();
    private readonly Dictionary<int, TransitionWeights> _nodes = [];
    private readonly double? _degree = cb == 0 ? Degree(activation) : null;
    private readonly FarTable _far = new(activation, contour.Delta, contour.Accuracy.TransformTolerance);
    private TransitionPanel? _only;
    private double _sourceSpacing;

    /// <summary>The contour, with the grid of the next layer.</summary>
    public Contour Contour => contour;

    /// <summary>True if the next metric is q times a random number that does not depend on q.</summary>
    public bool IsScaleInvariant => _degree == 1;

    /// <summary>The law after a metric that is certain.</summary>
    public TransitionWeights From(double q)
    {
        double y = Math.Log(q);
        return Single(y).At(y);
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
            _nodes.Clear();
            _sourceSpacing = spacing;
        }

        int[] missing = [.. Enumerable.Range(first, count).Where(i => !_nodes.ContainsKey(i))];
        if (_degree is double degree)
        {
            _only ??= new TransitionPanel([0], Rows([0]), contour, degree);
        }

        int[][] groups = [.. Groups(missing)];
        var found = new TransitionWeights[groups.Length][];
        InParallel(groups.Length, i => found[i] = Weights([.. groups[i].Select(k => k * spacing)], cancellation), cancellation);
        foreach ((int[] group, TransitionWeights[] weights) in groups.Zip(found))
        {
            foreach ((int i, TransitionWeights w) in group.Zip(weights))
            {
                _nodes.Add(i, w);
            }
        }

        return [.. Enumerable.Range(first, count).Select(i => _nodes[i])];
    }

    /// <summary>Neighbours whose laws are computed together: those of a cell, or where cells are not worthwhile, so many.</summary>
    private IEnumerable<int[]> Groups(int[] nodes) => Worthwhile < 1
        ? nodes.GroupBy(i => Cell(i * _sourceSpacing)).Select(g => g.ToArray())
        : nodes.Chunk(Math.Clamp(nodes.Length / (3 * Environment.ProcessorCount), SmallestBatch, LargestBatch));

    /// <summary>Laws after metrics of one neighbourhood.</summary>
    private TransitionWeights[] Weights(double[] y, CancellationToken cancellation)
    {
        if (_only is not null)
        {
            return [.. y.Select(_only.At)];
        }

        var weights = new TransitionWeights?[y.Length];
        List<int> alone = [];
        for (int i = 0; i < y.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            weights[i] = IsBeyond(y[i]) ? Overflown(y[i]) : PanelAt(y[i])?.At(y[i]);
            if (weights[i] is null)
            {
                alone.Add(i);
            }
        }

        foreach (int[] batch in alone.Chunk(LargestBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            double[] nodes = [.. batch.Select(i => y[i])];
            foreach ((int i, TransitionRow row) in batch.Zip(Rows(nodes)))
            {
                weights[i] = new TransitionPanel([y[i]], [row], contour).At(y[i]);
            }
        }

        return weights!;
    }

    private TransitionRow[] Rows(double[] y) => RowBatch.Compute(activation, y, cb, cw, contour, _far, budget);

    /// <summary>True where even neurons close to 0 leave double precision.</summary>
    private bool IsBeyond(double y)
    {
        // s^2 above 1e310, as it is for a z of a twentieth of the deviation.
        const double Largest = 1e155;
        double z = 0.05 * Math.Exp(0.5 * y);
        return !(Math.Abs(activation.ValueAt(z)) < Largest) || !(Math.Abs(activation.ValueAt(-z)) < Largest);
    }

    /// <summary>The law after a metric at which s^2 overflows wherever it does not vanish.</summary>
    private TransitionWeights Overflown(double y)
    {
        double root = Math.Exp(0.5 * y);
        double vanishing = activation.Pieces.Where(p => Vanishes(p, root)).Sum(p => SpecialFunctions.NormalCdf(p.To / root) - SpecialFunctions.NormalCdf(p.From / root));
        double zero = cb > 0 ? 0 : Math.Pow(vanishing, contour.Width);
        return new TransitionWeights(double.PositiveInfinity, [0, 0, 0], zero, (int)(1000 / contour.Spacing), [1 - zero]);
    }

    private static bool Vanishes(Quadrature.SmoothPiece piece, double scale)
    {
        double from = Math.Max(piece.From, -scale);
        double to = Math.Min(piece.To, scale);
        return from < to && Parts.All(part => piece.S(from + (part * (to - from))) == 0);
    }

    /// <summary>p where s(c z)^2 = c^(2p) s(z)^2 for c > 0; null for others.</summary>
    private static double? Degree(PiecewiseSmoothFunction s)
    {
        double[] points = [.. new[] { 0.3, -0.3, 1, -1, 7, -7 }.Where(z => s.ValueAt(z) != 0)];
        if (points.Length == 0)
        {
            return null;
        }

        double degree = Math.Round(Math.Log2(Math.Abs(s.ValueAt(2 * points[0]) / s.ValueAt(points[0]))), 12);
        bool holds = degree > 0 && new[] { 0.3, -0.3, 1, -1, 7, -7 }.All(z => new[] { 1e-3, 0.5, 2, 10, 1e3 }.All(c =>
            Math.Abs(Math.Abs(s.ValueAt(c * z)) - (Math.Pow(c, degree) * Math.Abs(s.ValueAt(z)))) <= 1e-13 * Math.Abs(s.ValueAt(c * z))));
        return holds ? degree : null;
    }

    private TransitionPanel Single(double y) => new([y], Rows([y]), contour);

    /// <summary>Shorter cells need more rows than there are nodes of the grid.</summary>
    private double Worthwhile => contour.Accuracy.Nodes * _sourceSpacing;

    /// <summary>The largest cell that may hold a point: of 1 unit or half the distance from 0.</summary>
    private static (double From, double Length) Cell(double y)
    {
        double length = Math.Abs(y) < 4 ? 1 : Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(y))) - 1);
        return (Math.Floor(y / length) * length, length);
    }

    /// <summary>The panel that holds a point: cells are halved until interpolation is accurate; null where that is not worthwhile.</summary>
    private TransitionPanel? PanelAt(double y)
    {
        (double from, double length) = Cell(y);
        while (length > Worthwhile)
        {
            (double From, double To) cell = (from, from + length);
            TransitionPanel? panel = _panels.GetOrAdd(cell, Build);
            if (panel is not null)
            {
                return panel;
            }

            length /= 2;
            from = y < from + length ? from : from + length;
        }

        return null;
    }

    /// <summary>The panel of a cell; null if it is too coarse.</summary>
    private TransitionPanel? Build((double From, double To) cell)
    {
        double[] nodes = TransitionPanel.Chebyshev(cell.From, cell.To, contour.Accuracy.Nodes);
        TransitionPanel panel = new(nodes, Rows(nodes), contour);
        return panel.IsFine(contour.Accuracy.PanelTolerance) ? panel : null;
    }

    private static void InParallel(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException error) when (error.InnerExceptions.OfType<LawFailure>().FirstOrDefault() is LawFailure failure)
        {
            throw new LawFailure(failure.Message);
        }
    }
}
