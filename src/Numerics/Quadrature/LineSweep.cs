namespace Theory.Numerics.Quadrature;

/// <summary>Integrals along a line of constant y in the plane t_a = x cos e + y sin e, t_b = x cos e - y sin e.</summary>
internal sealed class LineSweep : PairSweep
{
    private const double InnerTolerance = 3e-13;
    private const double InverseSqrt2Pi = 0.39894228040143267794;

    private readonly InputSide _a;
    private readonly InputSide _b;
    private readonly double _cosine;
    private readonly double _sine;
    private readonly Anchor[] _anchors;
    private readonly double[] _buffer = new double[8 * PanelRule.Order];
    private readonly long _budget;
    private long _panels;
    private double _y;

    /// <summary>Prepares the lines for two inputs.</summary>
    /// <param name="a">The first input.</param>
    /// <param name="b">The second input.</param>
    /// <param name="cosine">cos e = sqrt((1 + rho)/2), not below sqrt(1/2).</param>
    /// <param name="sine">sin e = sqrt((1 - rho)/2).</param>
    /// <param name="budget">How many panels may be evaluated on all lines together.</param>
    /// <param name="cancellation">Ends the integration.</param>
    public LineSweep(InputSide a, InputSide b, double cosine, double sine, long budget, CancellationToken cancellation)
        : base(InnerTolerance, cancellation)
    {
        (_a, _b, _cosine, _sine, _budget) = (a, b, cosine, sine, budget);
        _anchors = new Anchor[a.Anchors.Length + b.Anchors.Length];
    }

    /// <inheritdoc/>
    public override bool IsExhausted => _panels > _budget;

    /// <summary>Integrates over x with the weight of the normal density.</summary>
    /// <param name="y">The line.</param>
    /// <param name="radius">The half-width that is covered in any case.</param>
    /// <param name="kernelScale">A magnitude next to which small contributions do not matter; 0 if none is known.</param>
    /// <param name="derivativeScale">The same for the derivatives.</param>
    public PairSums Integrate(double y, double radius, double kernelScale, double derivativeScale)
    {
        _y = y;
        double shift = y * _sine;
        int n = 0;
        foreach (Anchor anchor in _a.Anchors)
        {
            _anchors[n++] = Moved(anchor, -shift);
        }

        foreach (Anchor anchor in _b.Anchors)
        {
            _anchors[n++] = Moved(anchor, shift);
        }

        return Sweep(_anchors, radius, kernelScale, derivativeScale);
    }

    /// <inheritdoc/>
    protected override PairSums Panel(double from, double to)
    {
        const int n = PanelRule.Order;
        _panels++;
        Span<double> buffer = _buffer;
        Span<double> ta = buffer[..n];
        Span<double> tb = buffer.Slice(n, n);
        Span<double> sa = buffer.Slice(2 * n, n);
        Span<double> da = buffer.Slice(3 * n, n);
        Span<double> sb = buffer.Slice(4 * n, n);
        Span<double> db = buffer.Slice(5 * n, n);
        Span<double> kernel = buffer.Slice(6 * n, n);
        Span<double> derivative = buffer.Slice(7 * n, n);
        var panel = new Panel(from, to, 0, -1, -1, 0);
        double centre = panel.Centre;
        double halfWidth = panel.HalfWidth;
        double shift = _y * _sine;
        for (int i = 0; i < n; i++)
        {
            double x = Math.FusedMultiplyAdd(halfWidth, PanelRule.Nodes[i], centre);
            ta[i] = Math.FusedMultiplyAdd(_cosine, x, shift);
            tb[i] = Math.FusedMultiplyAdd(_cosine, x, -shift);
        }

        double middleA = Math.FusedMultiplyAdd(_cosine, centre, shift);
        double middleB = Math.FusedMultiplyAdd(_cosine, centre, -shift);
        int pieceA = _a.PieceAt(middleA);
        int pieceB = _b.PieceAt(middleB);
        if (!_a.Evaluate(pieceA, ta, sa, da) || !_b.Evaluate(pieceB, tb, sb, db))
        {
            Ends = default;
            return default;
        }

        double slope = 0;
        double kernelRounding = 0;
        double derivativeRounding = 0;
        bool cancels = _a.CancelsOn(pieceA) || _b.CancelsOn(pieceB);
        for (int i = 0; i < n; i++)
        {
            double x = Math.FusedMultiplyAdd(halfWidth, PanelRule.Nodes[i], centre);
            double density = InverseSqrt2Pi * Math.Exp(-0.5 * x * x);
            kernel[i] = sa[i] * density * sb[i];
            derivative[i] = da[i] * density * db[i];
            slope += PanelRule.Weights[i] * density
                * (Math.Abs(ta[i] * da[i] * sb[i]) * _a.Sigma + Math.Abs(sa[i] * tb[i] * db[i]) * _b.Sigma);
            if (cancels)
            {
                (double s, double s1) a = _a.RoundingAt(pieceA, ta[i]);
                (double s, double s1) b = _b.RoundingAt(pieceB, tb[i]);
                double weight = PanelRule.Weights[i] * density;
                kernelRounding += weight * ((a.s * (Math.Abs(sb[i]) + b.s)) + (Math.Abs(sa[i]) * b.s));
                derivativeRounding += weight * ((a.s1 * (Math.Abs(db[i]) + b.s1)) + (Math.Abs(da[i]) * b.s1));
            }
        }

        Ends = EdgeValues.Of(kernel, derivative);
        PanelSums ss = PanelSums.Of(kernel, panel);
        PanelSums dd = PanelSums.Of(derivative, panel);
        return new PairSums(ss.Value, dd.Value, ss.Error, dd.Error, ss.Magnitude, dd.Magnitude, halfWidth * slope, halfWidth * kernelRounding, halfWidth * derivativeRounding);
    }

    private Anchor Moved(Anchor anchor, double shift) => new(
        (anchor.T + shift) / _cosine, anchor.LeftScale / _cosine, anchor.RightScale / _cosine, anchor.IsBreakpoint, anchor.IsFeature);
}
