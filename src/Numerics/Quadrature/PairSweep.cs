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
    private readonly CancellationToken _cancellation;
    private double _kernelScale;
    private double _derivativeScale;
    private double _kernelFailure;
    private double _derivativeFailure;

    protected PairSweep(double tolerance, CancellationToken cancellation) => (_tolerance, _cancellation) = (tolerance, cancellation);

    /// <summary>The integrand at the outermost nodes of the panel that was integrated last: at its lower and at its upper end.</summary>
    protected (EdgeValues Lower, EdgeValues Upper) Ends { get; set; }

    /// <summary>Integrates over one panel on which the integrand is smooth.</summary>
    protected abstract PairSums Panel(double from, double to);

    /// <summary>
    /// Integrates. The magnitude of an integral is infinite if its integrand does not decay or overflows, and NaN if it is not a number somewhere; the
    /// other integral is not affected.
    /// </summary>
    /// <param name="anchors">Breakpoints and other points of structure, in any order.</param>
    /// <param name="radius">The half-width of the interval that is covered in any case.</param>
    /// <param name="kernelScale">A magnitude next to which small contributions do not matter; 0 if none is known.</param>
    /// <param name="derivativeScale">The same for the derivatives.</param>
    protected PairSums Sweep(ReadOnlySpan<Anchor> anchors, double radius, double kernelScale, double derivativeScale)
    {
        _initial.Clear();
        (_kernelScale, _derivativeScale) = (kernelScale, derivativeScale);
        (_kernelFailure, _derivativeFailure) = (0, 0);
        AnchoredCover.Cut(anchors, -radius, radius, _edges);
        int centre = _edges.BinarySearch(0);
        centre = Math.Max(centre < 0 ? ~centre - 1 : centre, 0);

        // From the centre outwards, because the bulk says how accurate the rest has to be.
        var upper = Cover(centre, _edges.Count - 1, 1);
        var lower = Cover(centre, 0, -1);
        Extend(anchors, radius, 1, upper);
        Extend(anchors, radius, -1, lower);
        PairSums total = default;
        foreach ((double from, double to, PairSums sums) in _initial)
        {
            total += Accepts(sums) ? sums : Refine(from, to);
        }

        return total with
        {
            KernelMagnitude = total.KernelMagnitude + _kernelFailure,
            DerivativeMagnitude = total.DerivativeMagnitude + _derivativeFailure,
        };
    }

    // An integrand that is not finite has no integral, and no panel is narrow enough for it: it is noted, and from there on left out.
    private PairSums Look(double from, double to)
    {
        _cancellation.ThrowIfCancellationRequested();
        PairSums sums = Panel(from, to);
        _kernelFailure += Failure(sums.KernelMagnitude, sums.KernelError);
        _derivativeFailure += Failure(sums.DerivativeMagnitude, sums.DerivativeError);
        if (_kernelFailure != 0)
        {
            sums = sums with { Kernel = 0, KernelError = 0, KernelMagnitude = 0 };
            Ends = (Ends.Lower with { Kernel = 0 }, Ends.Upper with { Kernel = 0 });
        }

        if (_derivativeFailure != 0)
        {
            sums = sums with { Derivative = 0, DerivativeError = 0, DerivativeMagnitude = 0 };
            Ends = (Ends.Lower with { Derivative = 0 }, Ends.Upper with { Derivative = 0 });
        }

        return sums;
    }

    // 0 for none, infinite for an overflow, else NaN.
    private static double Failure(double magnitude, double error) =>
        !double.IsFinite(magnitude) ? magnitude : double.IsFinite(error) ? 0 : double.NaN;

    private bool Accepts(in PairSums sums) => sums.Meets(
        _tolerance, sums.KernelMagnitude + _kernelScale / 16, sums.DerivativeMagnitude + _derivativeScale / 16);

    // Integrates the panels between two edges, in the given direction; returns which integrands still count at the last edge.
    private (bool Kernel, bool Derivative) Cover(int first, int last, int direction)
    {
        (bool Kernel, bool Derivative) counts = default;
        for (int i = first; i != last; i += direction)
        {
            double from = Math.Min(_edges[i], _edges[i + direction]);
            double to = Math.Max(_edges[i], _edges[i + direction]);
            if (from < to)
            {
                PairSums sums = Look(from, to);
                _initial.Add((from, to, sums));
                _kernelScale += sums.KernelMagnitude;
                _derivativeScale += sums.DerivativeMagnitude;
                (EdgeValues inner, EdgeValues outer) = direction > 0 ? Ends : (Ends.Upper, Ends.Lower);

                // An integrand that rises outwards has its bulk ahead, as exp(6 z) has.
                counts = Counts(outer);
                counts = (counts.Kernel || outer.Kernel > inner.Kernel, counts.Derivative || outer.Derivative > inner.Derivative);
            }
        }

        return counts;
    }

    // Goes on while an integrand counts at the edge, or while a breakpoint lies ahead behind which it returns. One that never ends diverges.
    private void Extend(ReadOnlySpan<Anchor> anchors, double radius, int direction, (bool Kernel, bool Derivative) counts)
    {
        double edge = direction * radius;
        while (Math.Abs(edge) < Limit && (counts.Kernel || counts.Derivative || ReturnsBeyond(anchors, edge, direction)))
        {
            double next = direction * Math.Min(Math.Abs(edge) + AnchoredCover.Widest, Limit);
            AnchoredCover.Cut(anchors, Math.Min(edge, next), Math.Max(edge, next), _edges);
            counts = direction > 0 ? Cover(0, _edges.Count - 1, 1) : Cover(_edges.Count - 1, 0, -1);
            edge = next;
        }

        _kernelFailure += counts.Kernel ? double.PositiveInfinity : 0;
        _derivativeFailure += counts.Derivative ? double.PositiveInfinity : 0;
    }

    private (bool Kernel, bool Derivative) Counts(EdgeValues end) =>
        (end.Kernel > NegligibleTail * _kernelScale, end.Derivative > NegligibleTail * _derivativeScale);

    private bool ReturnsBeyond(ReadOnlySpan<Anchor> anchors, double edge, int direction)
    {
        foreach (Anchor anchor in anchors)
        {
            if ((anchor.IsBreakpoint || anchor.IsFeature) && (anchor.T - edge) * direction > 0 && Math.Abs(anchor.T) < Limit)
            {
                // Around a feature as far as it reaches.
                double reach = anchor.IsFeature ? direction * Math.Min(1, 2 * Math.Min(anchor.LeftScale, anchor.RightScale)) : direction;
                double start = anchor.IsFeature ? anchor.T - reach : anchor.T;
                PairSums beyond = Look(Math.Min(start, anchor.T + reach), Math.Max(start, anchor.T + reach));
                if (Counts(new EdgeValues(beyond.KernelMagnitude, beyond.DerivativeMagnitude)) is { Kernel: true } or { Derivative: true })
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True once the integration has been given up: nothing is refined any more.</summary>
    public abstract bool IsExhausted { get; }

    private PairSums Refine(double from, double to)
    {
        PairSums total = default;
        _pending.Push((from, to, 0));
        while (_pending.TryPop(out (double From, double To, int Depth) at))
        {
            double middle = 0.5 * (at.From + at.To);
            foreach ((double low, double high) in new[] { (at.From, middle), (middle, at.To) })
            {
                PairSums sums = Look(low, high);
                if (Accepts(sums) || at.Depth >= MaximumDepth || IsExhausted)
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
