namespace Theory.Numerics.Quadrature;

/// <summary>Integrates over a line on panels that adapt, outwards until nothing is left to find.</summary>
internal abstract class PairSweep
{
    /// <summary>Beyond, the normal density underflows.</summary>
    public const double Limit = 38;

    // The integral beyond an edge is several times smaller than the integrand there.
    private const double NegligibleTail = 1e-15;
    private const int MaximumDepth = 40;

    private readonly List<double> _edges = [];
    private readonly List<(double From, double To, PairSums Sums)> _initial = [];
    private readonly Stack<(double From, double To, int Depth)> _pending = [];
    private readonly double _tolerance;
    private double _kernelScale;
    private double _derivativeScale;

    protected PairSweep(double tolerance) => _tolerance = tolerance;

    /// <summary>The integrand at the outermost nodes of the panel that was integrated last: at its lower and at its upper end.</summary>
    protected (EdgeValues Lower, EdgeValues Upper) Ends { get; set; }

    /// <summary>Integrates over one panel on which the integrand is smooth.</summary>
    protected abstract PairSums Panel(double from, double to);

    /// <summary>Integrates; the magnitude is infinite if the integrand does not decay.</summary>
    /// <param name="anchors">Breakpoints and other points of structure, in any order.</param>
    /// <param name="radius">The half-width of the interval that is covered in any case.</param>
    /// <param name="kernelScale">A magnitude next to which small contributions do not matter; 0 if none is known.</param>
    /// <param name="derivativeScale">The same for the derivatives.</param>
    protected PairSums Sweep(ReadOnlySpan<Anchor> anchors, double radius, double kernelScale, double derivativeScale)
    {
        _initial.Clear();
        (_kernelScale, _derivativeScale) = (kernelScale, derivativeScale);
        AnchoredCover.Cut(anchors, -radius, radius, _edges);
        int centre = _edges.BinarySearch(0);
        centre = Math.Max(centre < 0 ? ~centre - 1 : centre, 0);

        // From the centre outwards, because the bulk says how accurate the rest has to be.
        bool upper = Cover(centre, _edges.Count - 1, 1);
        bool lower = Cover(centre, 0, -1);
        bool decays = Extend(anchors, radius, 1, upper) & Extend(anchors, radius, -1, lower);
        PairSums total = default;
        foreach ((double from, double to, PairSums sums) in _initial)
        {
            total += Accepts(sums) || !sums.IsFinite ? sums : Refine(from, to);
        }

        return decays ? total : total with { KernelMagnitude = double.PositiveInfinity };
    }

    private bool Accepts(in PairSums sums) => sums.Meets(
        _tolerance, sums.KernelMagnitude + _kernelScale / 16, sums.DerivativeMagnitude + _derivativeScale / 16);

    // Integrates the panels between two edges, in the given direction; returns whether the integrand still counts at the last edge.
    private bool Cover(int first, int last, int direction)
    {
        bool counts = false;
        for (int i = first; i != last; i += direction)
        {
            double from = Math.Min(_edges[i], _edges[i + direction]);
            double to = Math.Max(_edges[i], _edges[i + direction]);
            if (from < to)
            {
                PairSums sums = Panel(from, to);
                _initial.Add((from, to, sums));
                _kernelScale += sums.KernelMagnitude;
                _derivativeScale += sums.DerivativeMagnitude;
                (EdgeValues inner, EdgeValues outer) = direction > 0 ? Ends : (Ends.Upper, Ends.Lower);

                // An integrand that rises outwards has its bulk ahead, as exp(6 z) has.
                counts = Counts(outer) || outer.Kernel > inner.Kernel || outer.Derivative > inner.Derivative;
            }
        }

        return counts;
    }

    // Goes on while the integrand counts at the edge, or while a breakpoint lies ahead behind which it returns. False if it never ends.
    private bool Extend(ReadOnlySpan<Anchor> anchors, double radius, int direction, bool counts)
    {
        double edge = direction * radius;
        while (Math.Abs(edge) < Limit && (counts || ReturnsBeyond(anchors, edge, direction)))
        {
            double next = direction * Math.Min(Math.Abs(edge) + AnchoredCover.Widest, Limit);
            AnchoredCover.Cut(anchors, Math.Min(edge, next), Math.Max(edge, next), _edges);
            counts = direction > 0 ? Cover(0, _edges.Count - 1, 1) : Cover(_edges.Count - 1, 0, -1);
            edge = next;
        }

        return !counts;
    }

    private bool Counts(EdgeValues end) =>
        end.Kernel > NegligibleTail * _kernelScale || end.Derivative > NegligibleTail * _derivativeScale;

    private bool ReturnsBeyond(ReadOnlySpan<Anchor> anchors, double edge, int direction)
    {
        foreach (Anchor anchor in anchors)
        {
            if (anchor.IsBreakpoint && (anchor.T - edge) * direction > 0 && Math.Abs(anchor.T) < Limit)
            {
                PairSums beyond = Panel(Math.Min(anchor.T, anchor.T + direction), Math.Max(anchor.T, anchor.T + direction));
                if (Counts(new EdgeValues(beyond.KernelMagnitude, beyond.DerivativeMagnitude)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private PairSums Refine(double from, double to)
    {
        PairSums total = default;
        _pending.Push((from, to, 0));
        while (_pending.TryPop(out (double From, double To, int Depth) at))
        {
            double middle = 0.5 * (at.From + at.To);
            foreach ((double low, double high) in new[] { (at.From, middle), (middle, at.To) })
            {
                PairSums sums = Panel(low, high);
                if (Accepts(sums) || at.Depth >= MaximumDepth || !sums.IsFinite)
                {
                    total += sums;
                }
                else
                {
                    _pending.Push((low, high, at.Depth + 1));
                }
            }
        }

        return total;
    }
}
