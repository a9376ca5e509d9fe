using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>One end of the line: where the panels end, what lies beyond, and the terms by parts at the seam.</summary>
internal sealed class TailSide
{
    private readonly Expr _outward;
    private readonly int _sign;
    private readonly double _k;
    private readonly Interval _sigma;

    /// <summary>The tail beyond sign * reach.</summary>
    public TailSide(Expr formula, int sign, double reach, double K, Interval sigma)
    {
        Formula = formula;
        (_sign, _k, _sigma) = (sign, K, sigma);
        _outward = sign > 0 ? formula : formula.Substitute(Symbol.Z, -Symbol.Z);
        (Bounds, Terms) = ([], []);
        MoveTo(reach);
    }

    public Expr Formula { get; }

    /// <summary>Where the panels end, as a magnitude.</summary>
    public double Reach { get; private set; }

    /// <summary>How often the reach was extended.</summary>
    public int Extensions { get; private set; }

    /// <summary>Enclosures of what lies beyond, one for each quantity.</summary>
    public Interval[] Bounds { get; private set; }

    /// <summary>Terms by parts at the seam, one for each form.</summary>
    public Interval[] Terms { get; private set; }

    /// <summary>Extends the reach by half and returns the panel to be added.</summary>
    public PanelGeometry Extend()
    {
        double before = Reach;
        Extensions++;
        MoveTo(1.5 * before);
        return _sign > 0 ? new PanelGeometry(before, Reach) : new PanelGeometry(-Reach, -before);
    }

    private void MoveTo(double reach)
    {
        Reach = reach;
        Bounds = TailBounds.Beyond(_outward, reach, _k);
        Interval[] terms = PieceEnd.Terms(Formula, Interval.Of(_sign * reach), _sigma);
        Terms = _sign > 0 ? terms : [.. terms.Select(t => -t)];
    }
}
