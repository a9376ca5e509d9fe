using System.Collections.Concurrent;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>One step of the chain of metrics, for all metrics: laws are computed where they are asked for, and kept.</summary>
internal sealed class TransitionOperator
{
    private const int SmallestBatch = 6;
    private const int LargestBatch = 32;

    /// <summary>ln of metrics beyond which nothing but the leading power of s is left, to rounding, of the law of its squares.</summary>
    private const double Far = 84;

    private static readonly double[] Parts = [0.1, 0.4, 0.7];

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

    /// <summary>The panel of a metric so large, or so small, that s is a power; null for others.</summary>
    private TransitionPanel? FarPanel(double y) => y <= -Far ? _small.Value : y >= Far ? _large.Value : null;

    private TransitionPanel? PowerPanel(int sign)
    {
        if ((_cb != 0 && sign < 0) || AsymptoticDegree(_activation, sign) is not double degree)
        {
            return null;
        }

        double y = sign * Far;
        try
        {
            TransitionPanel panel = new([y], RowBatch.Compute(_activation, [y], 0, _cw, Contour, _far, _budget), Contour, degree);
            return _cb == 0 || IsFarAbove(panel.At(y)) ? panel : null;
        }
        catch (Exception error) when (_cb != 0 && (error is LawFailure || (error is AggregateException all && Failure(all) is not null)))
        {
            // Without the bias the law may be one that cannot be followed, as of few neurons, when the one with it can.
            return null;
        }
    }

    /// <summary>True of a law without bias that has next to nothing where a bias would be seen: enough neurons are active in every network.</summary>
    private bool IsFarAbove(TransitionWeights law)
    {
        // C_b is less than a rounding of metrics above C_b e^40; sums of weights are known to their own.
        const double Seen = 40;
        const double Rounding = 1e-15;
        int count = Math.Clamp((int)((Math.Log(_cb) + Seen) / Contour.Spacing) - law.First, 0, law.Weights.Length);
        return law.Zero <= Rounding && law.Weights.Take(count).Sum(Math.Abs) <= Rounding;
    }

    /// <summary>The laws of a panel of one row, which on a grid of the same spacing differ by shifts alone.</summary>
    private TransitionWeights[] AtMultiples(TransitionPanel panel, double[] y)
    {
        double degree = panel.Degree;
        if (degree != Math.Floor(degree) || _sourceSpacing != Contour.Spacing)
        {
            return [.. y.Select(panel.At)];
        }

        TransitionWeights? known = null;
        int at = 0;
        var weights = new TransitionWeights[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            if (panel.IsBeyond(y[i]))
            {
                weights[i] = panel.At(y[i]);
                continue;
            }

            if (known is null)
            {
                (known, at) = (panel.At(y[i]), i);
            }

            weights[i] = known with { LogMean = known.LogMean + (degree * (y[i] - y[at])), First = known.First + ((int)degree * (int)Math.Round((y[i] - y[at]) / _sourceSpacing)) };
        }

        return weights;
    }

    /// <summary>p where s(z)^2 ~ z^(2p) on both sides, or vanishes on one, to rounding: for large z (sign 1) or for small (-1).</summary>
    private static double? AsymptoticDegree(PiecewiseSmoothFunction s, int sign)
    {
        double? degree = null;
        foreach (double side in (double[])[-1, 1])
        {
            foreach (int exponent in (int[])[58, 59, 70, 100])
            {
                double z = side * Math.ScaleB(1, sign * exponent);
                (double a, double b) = (Math.Abs(s.ValueAt(z)), Math.Abs(s.ValueAt(2 * z)));
                if (a < 1e-150 && b < 1e-150)
                {
                    continue;
                }

                double p = Math.Log2(b / a);
                if (!(p > 0.1) || Math.Abs(p - (degree ?? Math.Round(p, 12))) > 1e-14 * p)
                {
                    return null;
                }

                degree ??= Math.Round(p, 12);
            }
        }

        return degree;
    }

    private TransitionRow[] Rows(double[] y) => RowBatch.Compute(_activation, y, _cb, _cw, Contour, _far, _budget);

    /// <summary>True where even neurons close to 0 leave double precision.</summary>
    private bool IsBeyond(double y)
    {
        // s^2 above 1e310, as it is for a z of a twentieth of the deviation.
        const double Largest = 1e155;
        double z = 0.05 * Math.Exp(0.5 * y);
        return !(Math.Abs(_activation.ValueAt(z)) < Largest) || !(Math.Abs(_activation.ValueAt(-z)) < Largest);
    }

    /// <summary>True where s vanishes for all but a 1e-15 of neurons.</summary>
    private bool IsSilent(double y)
    {
        const double Reach = 8;
        double end = Reach * Math.Exp(0.5 * y);
        return _activation.Pieces.Where(p => p.From < end && p.To > -end).All(p => Vanishes(p, end));
    }

    /// <summary>The law after such a metric.</summary>
    private TransitionWeights Silent() => _cb > 0 ? Certain(_cb) : new TransitionWeights(double.NegativeInfinity, [0, 0, 0], 1, 0, [0]);

    /// <summary>The law after a metric at which s^2 overflows wherever it does not vanish.</summary>
    private TransitionWeights Overflown(double y)
    {
        double root = Math.Exp(0.5 * y);
        double vanishing = _activation.Pieces.Where(p => Vanishes(p, root)).Sum(p => SpecialFunctions.NormalCdf(p.To / root) - SpecialFunctions.NormalCdf(p.From / root));
        double zero = _cb > 0 ? 0 : Math.Pow(vanishing, Contour.Width);
        return new TransitionWeights(double.PositiveInfinity, [0, 0, 0], zero, (int)(1000 / Contour.Spacing), [1 - zero]);
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

    private TransitionPanel Single(double y) => new([y], Rows([y]), Contour);

    /// <summary>Shorter cells need more rows than there are nodes of the grid.</summary>
    private double Worthwhile => Contour.Accuracy.Nodes * _sourceSpacing;

    /// <summary>The largest cell that may hold a point: of 1 unit or half the distance from 0; one where s is nearly the power that is left of it.</summary>
    private static (double From, double Length) Cell(double y)
    {
        const double NearlyFar = 48;
        if (Math.Abs(y) is >= NearlyFar and < Far)
        {
            return (y > 0 ? NearlyFar : -Far, Far - NearlyFar);
        }

        double length = Math.Abs(y) < 4 ? 1 : Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(y))) - 1);
        return (Math.Floor(y / length) * length, length);
    }

    /// <summary>The panel that holds a point: cells are divided until interpolation is accurate; null where that is not worthwhile.</summary>
    private TransitionPanel? PanelAt(double y)
    {
        (double from, double length) = Cell(y);
        bool isPromising = true;
        while (length > Worthwhile)
        {
            // Beyond kinks and tails cells of a whole region are too coarse: then laws at nodes of the grid, which are needed anyway, show it sooner.
            (TransitionPanel? panel, int halvings, isPromising) = !isPromising && IsRough(from, length) ? (null, 1, false) : _panels.GetOrAdd((from, from + length), Build);
            if (panel is not null)
            {
                return panel;
            }

            length = Math.ScaleB(length, -halvings);
            from = Math.Floor(y / length) * length;
        }

        return null;
    }

    private int Node(double y) => (int)Math.Round(y / _sourceSpacing);

    /// <summary>True if the nodes of the grid next to 0 in a cell are too rough for any cell that holds them.</summary>
    private bool IsRough(double from, double length)
    {
        int count = Contour.Accuracy.Nodes;
        int first = from >= 0 ? (int)Math.Ceiling(from / _sourceSpacing) : (int)Math.Floor((from + length) / _sourceSpacing) - count + 1;
        return _isRough.GetOrAdd(first, key =>
        {
            double[] nodes = [.. Enumerable.Range(key, count).Select(i => i * _sourceSpacing)];
            if (nodes.Any(IsSilent))
            {
                return true;
            }

            TransitionRow[] rows = Rows(nodes);
            for (int i = 0; i < count; i++)
            {
                _seen[key + i] = rows[i];
            }

            return new TransitionPanel(nodes, rows, Contour).Roughness(Contour.Accuracy.PanelTolerance) > 1;
        });
    }

    /// <summary>The panel of a cell; null if it is too coarse, with how often it must be halved: each time divides the last coefficients by 2^(nodes - 1).</summary>
    private (TransitionPanel? Panel, int Halvings, bool IsPromising) Build((double From, double To) cell)
    {
        double[] nodes = TransitionPanel.Chebyshev(cell.From, cell.To, Contour.Accuracy.Nodes);
        if (nodes.Any(IsSilent))
        {
            return (null, 1, false);
        }

        TransitionRow[] rows = Rows(nodes);
        TransitionPanel panel = new(nodes, rows, Contour);
        double misfit = panel.Misfit(Contour.Accuracy.PanelTolerance);
        if (misfit <= 1)
        {
            Keep(rows);
            return (panel, 0, true);
        }

        (TransitionPanel? split, bool isPromising) = panel.WithStationaryPart(Contour.Accuracy.PanelTolerance);
        if (split is not null)
        {
            Keep(rows);
        }

        int halvings = split is not null ? 0 : isPromising ? 1 : Math.Clamp((int)Math.Ceiling(Math.Log2(misfit) / (nodes.Length - 1)), 1, 10);
        return (split, halvings, isPromising);
    }

    /// <summary>Counts the rows of a panel that is kept.</summary>
    private void Keep(TransitionRow[] rows)
    {
        long weights = rows.Sum(r => 2L * r.Real.Length);
        Interlocked.Add(ref _panelWeights, weights);
        _budget.Keep(weights);
    }

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
