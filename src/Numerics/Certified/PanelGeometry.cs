using Theory.Enclosures;

namespace Theory.Numerics.Certified;

/// <summary>A panel from From to To in the scaled variable u, z = Middle + Radius u, and the integrals of powers of u over it.</summary>
internal sealed class PanelGeometry
{
    /// <summary>Coefficients of the expansions.</summary>
    public const int Length = 23;

    private static readonly Interval[] SymmetricIntegrals =
        [.. Enumerable.Range(0, Length).Select(k => k % 2 == 1 ? Interval.Zero : Interval.Of(2) / Interval.Of(k + 1))];

    private readonly Interval[] _integrals;

    public PanelGeometry(double from, double to)
    {
        From = from;
        To = to;
        Middle = from + ((to - from) / 2);
        Radius = Math.Max(to - Middle, Middle - from);
        Interval left = (Interval.Of(from) - Interval.Of(Middle)) / Interval.Of(Radius);
        Interval right = (Interval.Of(to) - Interval.Of(Middle)) / Interval.Of(Radius);
        if (left == Interval.Of(-1) && right == Interval.One)
        {
            _integrals = SymmetricIntegrals;
            return;
        }

        _integrals = new Interval[Length];
        (Interval a, Interval b) = (left, right);
        for (int k = 0; k < Length; k++)
        {
            _integrals[k] = (b - a) / Interval.Of(k + 1);
            (a, b) = (a * left, b * right);
        }
    }

    public double From { get; }

    public double To { get; }

    public double Middle { get; }

    public double Radius { get; }

    /// <summary>The interval of z.</summary>
    public Interval Range => new(From, To);

    /// <summary>False when no double lies between the ends.</summary>
    public bool CanSplit => Middle > From && Middle < To && To - From > 1e-15 * Math.Abs(Middle);

    /// <summary>The integral of u^k over the panel.</summary>
    public Interval Integral(int k) => _integrals[k];

    /// <summary>Halves; three parts of a panel about 0, where a quotient 0/0 is best expanded.</summary>
    public IEnumerable<PanelGeometry> Split() => From == -To
        ? [new PanelGeometry(From, From / 2), new PanelGeometry(From / 2, To / 2), new PanelGeometry(To / 2, To)]
        : [new PanelGeometry(From, Middle), new PanelGeometry(Middle, To)];
}
