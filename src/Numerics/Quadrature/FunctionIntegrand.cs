namespace Theory.Numerics.Quadrature;

/// <summary>One function of z, of which nothing but its breakpoints is known.</summary>
internal readonly struct FunctionIntegrand : IPanelIntegrand
{
    private readonly Func<double, double>? _function;
    private readonly Func<double, SizedValue>? _sized;
    private readonly double[] _breakpoints;
    private readonly PanelNodes _nodes;
    private readonly Anchor[] _anchors;

    /// <summary>Prepares the integrand; <paramref name="breakpoints"/> must be increasing.</summary>
    public FunctionIntegrand(Func<double, double> function, double[] breakpoints, double k)
        : this(breakpoints, k) => _function = function;

    /// <summary>The same for a function whose values are sums that may cancel.</summary>
    public FunctionIntegrand(Func<double, SizedValue> function, double[] breakpoints, double k)
        : this(breakpoints, k) => _sized = function;

    private FunctionIntegrand(double[] breakpoints, double k)
    {
        _breakpoints = breakpoints;
        _nodes = new PanelNodes(k);
        double sigma = _nodes.Sigma;
        bool hasOrigin = Array.IndexOf(breakpoints, 0.0) < 0;
        _anchors = new Anchor[breakpoints.Length + (hasOrigin ? 1 : 0)];

        // Without derivatives its own scale is unknown: 1 is where most functions change, and halving finds the others.
        for (int i = 0; i < breakpoints.Length; i++)
        {
            _anchors[i] = new Anchor(breakpoints[i] / sigma, 1 / sigma, 1 / sigma, true);
        }

        if (hasOrigin)
        {
            _anchors[^1] = new Anchor(0, 1 / sigma, 1 / sigma, false);
        }
    }

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public ReadOnlySpan<Anchor> Anchors => _anchors;

    /// <inheritdoc/>
    public bool MayBeginLate => true;

    /// <inheritdoc/>
    public bool IsRequested(int index) => true;

    /// <inheritdoc/>
    public bool IsSummed(int index) => true;

    /// <inheritdoc/>
    public bool Cancels(int index) => _sized is not null;

    /// <inheritdoc/>
    public bool TryBoundRounding(in Panel panel, bool anywhere, Span<double> bounds) => false;

    /// <inheritdoc/>
    public bool Fill(in Panel panel, Span<double> values, Span<double> sizes)
    {
        Span<double> t = stackalloc double[PanelRule.Order];
        Span<double> z = stackalloc double[PanelRule.Order];
        Span<double> root = stackalloc double[PanelRule.Order];
        double from = panel.Piece == 0 ? double.NegativeInfinity : _breakpoints[panel.Piece - 1];
        double to = panel.Piece == _breakpoints.Length ? double.PositiveInfinity : _breakpoints[panel.Piece];
        _nodes.Place(panel, from, to, t, z, root);
        double largest = 0;
        for (int i = 0; i < z.Length; i++)
        {
            if (_sized is null)
            {
                values[i] = _function!(z[i]);
                continue;
            }

            (values[i], sizes[i]) = _sized(z[i]);
            largest = Math.Max(largest, sizes[i]);
            sizes[i] = sizes[i] * root[i] * root[i];
        }

        bool resolved = (panel.LeftAnchor < 0 || Foretold(panel.LeftAnchor, false, values, largest))
            && (panel.RightAnchor < 0 || Foretold(panel.RightAnchor, true, values, largest));
        for (int i = 0; i < z.Length; i++)
        {
            values[i] = values[i] * root[i] * root[i];
        }

        return resolved;
    }

    // The function may have any value at the breakpoint itself; its neighbour inside the panel stands for the one-sided limit.
    private bool Foretold(int anchor, bool rightEnd, ReadOnlySpan<double> values, double size)
    {
        double z = _anchors[anchor].IsBreakpoint ? _breakpoints[anchor] : 0;
        double end = rightEnd ? Math.BitDecrement(z) : Math.BitIncrement(z);
        double atEnd = _sized is null ? _function!(end) : _sized(end).Value;
        return !double.IsFinite(atEnd) || PanelNodes.Foretell(values, atEnd, rightEnd, size);
    }
}
