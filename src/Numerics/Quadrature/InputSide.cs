namespace Theory.Numerics.Quadrature;

/// <summary>One of two inputs: the activation as a function of t = z/sqrt(K), or of t = -z/sqrt(K) if it is mirrored.</summary>
internal sealed class InputSide
{
    // In t: others are seen by the nodes of any panel.
    private const double WidestFeature = 0.25;

    // Those of the two inputs meet in as many places as this squared.
    private const int MostFeatures = 24;

    private readonly SmoothPiece[] _pieces;
    private readonly RoundingTable?[] _rounding;
    private readonly double _sigma;

    /// <summary>Prepares one input.</summary>
    /// <param name="function">The activation.</param>
    /// <param name="k">The variance, not negative. At 0 only the one-sided limits at z = 0 are left, as K tends to 0.</param>
    /// <param name="mirrored">True to replace z by -z, so that a negative correlation becomes positive.</param>
    /// <param name="rounding">Of each piece the rounding errors, where its formulas cancel; none by default.</param>
    public InputSide(PiecewiseSmoothFunction function, double k, bool mirrored, RoundingTable?[]? rounding = null)
    {
        bool isPoint = k == 0;
        _pieces = isPoint ? AtOrigin(function) : [.. function.Pieces];
        _rounding = isPoint || rounding is null ? new RoundingTable?[_pieces.Length] : [.. rounding];
        _sigma = (mirrored ? -1 : 1) * (isPoint ? 1 : Math.Sqrt(k));
        IEnumerable<Anchor> anchors = isPoint
            ? _pieces.Length == 1 ? [] : [new Anchor(0, double.PositiveInfinity, double.PositiveInfinity, true)]
            : AnchorsOf(function);
        Anchors = [.. anchors.OrderBy(a => a.T)];
        if (mirrored)
        {
            Array.Reverse(_pieces);
            Array.Reverse(_rounding);
        }

        Breaks = [.. Anchors.Where(a => a.IsBreakpoint).Select(a => a.T)];
    }

    /// <summary>Breakpoints, and the origin, in increasing order of t.</summary>
    public Anchor[] Anchors { get; }

    /// <summary>Breakpoints in increasing order of t.</summary>
    public double[] Breaks { get; }

    /// <summary>The standard deviation sqrt(K); 1 if K = 0.</summary>
    public double Sigma => Math.Abs(_sigma);

    /// <summary>The index of the piece that holds t.</summary>
    public int PieceAt(double t)
    {
        int piece = 0;
        while (piece < Breaks.Length && t > Breaks[piece])
        {
            piece++;
        }

        return piece;
    }

    /// <summary>Computes s and s' (with respect to z) at t.</summary>
    /// <returns>False if both vanish everywhere.</returns>
    public bool Evaluate(int piece, ReadOnlySpan<double> t, Span<double> s, Span<double> s1)
    {
        SmoothPiece at = _pieces[piece];
        double any = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double z = Math.Min(Math.Max(_sigma * t[i], at.From), at.To);
            s[i] = at.S(z);
            s1[i] = at.S1(z);
            any += Math.Abs(s[i]) + Math.Abs(s1[i]);
        }

        return any != 0;
    }

    /// <summary>Bounds of the rounding errors of s and s' at t; 0 where their formulas do not cancel at points.</summary>
    public (double S, double S1) RoundingAt(int piece, double t)
    {
        SmoothPiece at = _pieces[piece];
        return _rounding[piece]?.At(Math.Min(Math.Max(_sigma * t, at.From), at.To)) ?? default;
    }

    /// <summary>True where formulas cancel on a piece.</summary>
    public bool CancelsOn(int piece) => _rounding[piece] is not null;

    private IEnumerable<Anchor> AnchorsOf(PiecewiseSmoothFunction function)
    {
        foreach (Breakpoint breakpoint in function.Junctions)
        {
            SmoothPiece left = function.PieceAt(breakpoint.Position);
            SmoothPiece right = function.PieceAt(Math.BitIncrement(breakpoint.Position));
            yield return At(
                breakpoint.Position, ScaleBeside(left, breakpoint.Position, -1), ScaleBeside(right, breakpoint.Position, 1), isBreakpoint: true);
        }

        if (function.HasOrigin)
        {
            SmoothPiece piece = function.PieceAt(0);
            yield return At(0, ScaleBeside(piece, 0, -1), ScaleBeside(piece, 0, 1), isBreakpoint: false);
        }

        double sigma = Math.Abs(_sigma);
        foreach (Feature feature in function.Features.Where(f => f.Scale < WidestFeature * sigma && Math.Abs(f.Position) < PairSweep.Limit * sigma).OrderBy(f => Math.Abs(f.Position)).Take(MostFeatures))
        {
            yield return At(feature.Position, feature.LeftScale / sigma, feature.RightScale / sigma, isBreakpoint: false) with { IsFeature = true };
        }
    }

    private Anchor At(double z, double left, double right, bool isBreakpoint) => _sigma < 0
        ? new Anchor(z / _sigma, right, left, isBreakpoint)
        : new Anchor(z / _sigma, left, right, isBreakpoint);

    // The scale of s in t on one side of a point; infinite if the nodes of a panel of usual width foretell the values at that point, as
    // they do for a polynomial of any scale.
    private double ScaleBeside(SmoothPiece piece, double z, int direction)
    {
        double sigma = Math.Abs(_sigma);
        var limit = LocalValues.Of(piece, z);
        double width = AnchoredCover.Widest * sigma;
        double end = direction > 0 ? Math.Min(z + width, piece.To) : Math.Max(z - width, piece.From);
        Span<double> s = stackalloc double[PanelRule.Order];
        Span<double> s1 = stackalloc double[PanelRule.Order];
        for (int i = 0; i < PanelRule.Order; i++)
        {
            double x = 0.5 * (z + end) + 0.5 * Math.Abs(end - z) * PanelRule.Nodes[i];
            s[i] = piece.S(x);
            s1[i] = piece.S1(x);
        }

        bool isForetold = PanelNodes.Foretell(s, limit.S, direction < 0) && PanelNodes.Foretell(s1, limit.S1, direction < 0);
        return isForetold ? double.PositiveInfinity : limit.OwnScale() / sigma;
    }

    private static SmoothPiece[] AtOrigin(PiecewiseSmoothFunction function)
    {
        if (function.HasOrigin)
        {
            return [Constant(double.NegativeInfinity, double.PositiveInfinity, function.AtOrigin)];
        }

        Breakpoint origin = Array.Find(function.Junctions, b => b.Position == 0);
        return [Constant(double.NegativeInfinity, 0, origin.Left), Constant(0, double.PositiveInfinity, origin.Right)];
    }

    private static SmoothPiece Constant(double from, double to, LocalValues values) =>
        new(from, to, _ => values.S, _ => values.S1, _ => 0, _ => 0);
}
