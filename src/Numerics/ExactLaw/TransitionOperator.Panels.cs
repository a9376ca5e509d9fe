namespace Theory.Numerics.ExactLaw;

/// <content>Cells of ln q whose laws are interpolated, divided until that is accurate.</content>
internal sealed partial class TransitionOperator
{
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
}
