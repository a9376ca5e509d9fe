using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>One step of the chain of metrics, for all metrics: laws are computed where they are asked for, and kept.</summary>
internal sealed class TransitionOperator(PiecewiseSmoothFunction activation, double cb, double cw, Contour contour, RowBudget budget)
{
    private static readonly double[] Parts = [0.1, 0.4, 0.7];

    private readonly Dictionary<(double From, double To), TransitionPanel?> _panels = [];
    private readonly Dictionary<int, TransitionWeights> _nodes = [];
    private readonly double? _degree = cb == 0 ? Degree(activation) : null;
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
        double[] y = [.. missing.Select(i => i * spacing)];
        if (_degree is double degree)
        {
            _only ??= new TransitionPanel([0], [Row(0)], contour, degree);
        }

        TransitionPanel?[] panels = [.. _only is not null ? y.Select(_ => _only) : y.Select(at => IsBeyond(at) ? null : PanelAt(at, cancellation))];
        var found = new TransitionWeights[missing.Length];
        InParallel(missing.Length, i => found[i] = _only is null && IsBeyond(y[i]) ? Overflown(y[i]) : (panels[i] ?? Single(y[i])).At(y[i]), cancellation);
        for (int i = 0; i < missing.Length; i++)
        {
            _nodes.Add(missing[i], found[i]);
        }

        return [.. Enumerable.Range(first, count).Select(i => _nodes[i])];
    }

    private TransitionRow Row(double y)
    {
        budget.Take(contour.Count);
        var neuron = new SquaredNeuron(activation, Math.Exp(y));
        return double.IsNaN(neuron.Scale)
            ? throw new LawFailure($"s(z)^2 at a metric of exp({y:G4}) is 0 or leaves double precision")
            : TransitionRow.Compute(neuron, cb, cw, contour);
    }

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

    private TransitionPanel Single(double y) => new([y], [Row(y)], contour);

    /// <summary>The panel that holds a point: cells of 1 unit or half the distance from 0, halved until interpolation is accurate; null where it needs more rows than there are nodes.</summary>
    private TransitionPanel? PanelAt(double y, CancellationToken cancellation)
    {
        double worthwhile = contour.Accuracy.Nodes * _sourceSpacing;
        double length = Math.Abs(y) < 4 ? 1 : Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(y))) - 1);
        double from = Math.Floor(y / length) * length;
        while (length > worthwhile)
        {
            (double From, double To) cell = (from, from + length);
            if (!_panels.TryGetValue(cell, out TransitionPanel? panel))
            {
                panel = Build(cell, cancellation);
                _panels.Add(cell, panel);
            }

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
    private TransitionPanel? Build((double From, double To) cell, CancellationToken cancellation)
    {
        double[] nodes = TransitionPanel.Chebyshev(cell.From, cell.To, contour.Accuracy.Nodes);
        var rows = new TransitionRow[nodes.Length];
        InParallel(nodes.Length, i => rows[i] = Row(nodes[i]), cancellation);
        var panel = new TransitionPanel(nodes, rows, contour);
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
