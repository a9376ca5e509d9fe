using Theory.Activations;
using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>One activation at one K: panels between the breakpoints, what the breakpoints contribute, and the tails, refined until narrow enough.</summary>
internal sealed class CertifiedIntegration
{
    private const int Quantities = 7;

    /// <summary>Where the tails begin at first, in standard deviations.</summary>
    private const double FirstReach = 8.5;

    private const int LargestNumberOfExtensions = 100;

    /// <summary>Narrower than this is 0 for every purpose.</summary>
    private const double SmallestWidth = 1e-290;

    /// <summary>That many panels on which s is not known to be real leave no hope.</summary>
    private const int LargestNumberNotReal = 256;

    private readonly IReadOnlyList<Piece> _pieces;
    private readonly Interval[] _breakpoints;
    private readonly double _k;
    private readonly Interval _sigma;
    private readonly double _tolerance;
    private readonly int _budget;
    private readonly bool[] _wanted;
    private readonly Interval[] _fixed = new Interval[ExpectationForm.All.Count];
    private readonly TailSide _left;
    private readonly TailSide _right;
    private List<CertifiedPanel> _panels = [];
    private int _evaluated;

    public CertifiedIntegration(Activation activation, double K, double tolerance, int budget, bool[] wanted)
    {
        _pieces = activation.Pieces;
        _breakpoints = [.. activation.Breakpoints.Select(JetEvaluator.Constant)];
        (_k, _tolerance, _budget, _wanted) = (K, tolerance, budget, wanted);
        _sigma = IntervalFunctions.Sqrt(Interval.Of(K));
        double reach = Math.Max(1, FirstReach * _sigma.Upper);
        double leftmost = _breakpoints.Length > 0 ? Math.Max(0, -_breakpoints[0].Lower) : 0;
        double rightmost = _breakpoints.Length > 0 ? Math.Max(0, _breakpoints[^1].Upper) : 0;
        _left = new TailSide(_pieces[0].Expression, -1, RoundUp(Math.Max(reach, leftmost + 1)), K, _sigma);
        _right = new TailSide(_pieces[^1].Expression, 1, RoundUp(Math.Max(reach, rightmost + 1)), K, _sigma);
    }

    /// <summary>The enclosures reached, one for each quantity.</summary>
    public Interval[] Values { get; private set; } = [];

    /// <summary>Refines and returns this.</summary>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public CertifiedIntegration Run(CancellationToken cancellation)
    {
        Start();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            (Interval[] totals, double[] reducible, int[] open) = Totals();
            int[] forms = [.. Enumerable.Range(0, Quantities).Select(q => Best(q, totals, reducible, open))];
            Values = [.. Enumerable.Range(0, Quantities).Select(q => Common(q, totals))];
            bool[] unsatisfied = [.. Enumerable.Range(0, Quantities).Select(q => _wanted[q] && !IsNarrow(q))];
            if (!Array.Exists(unsatisfied, u => u) || _evaluated >= _budget || _panels.Count(p => p.IsNotReal) > LargestNumberNotReal)
            {
                return this;
            }

            // While a tail has no bound, narrower panels are of no use.
            bool extended = Extend(_left, unsatisfied) | Extend(_right, unsatisfied);
            bool[] refinable = [.. unsatisfied.Select((u, q) => u && _left.Bounds[q].IsFinite && _right.Bounds[q].IsFinite)];
            if (!Refine(refinable, forms, totals) && !extended)
            {
                return this;
            }
        }
    }

    /// <summary>Why a quantity could not be enclosed.</summary>
    public string Reason(int quantity) => _left.Bounds[quantity].IsFinite && _right.Bounds[quantity].IsFinite
        ? OpenPanel(quantity) is CertifiedPanel panel
            ? FormattableString.Invariant($"it could not be enclosed near z = {panel.Geometry.Middle:G6}, where the formula has a pole, is not known to be real or varies too fast")
            : "it could not be enclosed at a breakpoint, or is beyond the range of double precision"
        : FormattableString.Invariant($"no bound of it was found beyond z = {(_left.Bounds[quantity].IsFinite ? _right.Reach : -_left.Reach):G6}");

    private static double RoundUp(double x) => Math.ScaleB(Math.Ceiling(Math.ScaleB(x, 4 - Math.ILogB(x))), Math.ILogB(x) - 4);

    private void Start()
    {
        Array.Fill(_fixed, Interval.Zero);
        for (int i = 0; i < _pieces.Count; i++)
        {
            double from = i == 0 ? -_left.Reach : _breakpoints[i - 1].Upper;
            double to = i == _pieces.Count - 1 ? _right.Reach : _breakpoints[i].Lower;
            Expr formula = _pieces[i].Expression;
            double about = from < 0 && to > 0 ? Math.Min(-from, to) : 0;
            double[] cuts = about > 0 ? [from, -about, about, to] : [from, to];
            for (int c = 1; c < cuts.Length; c++)
            {
                if (cuts[c] > cuts[c - 1])
                {
                    Add(formula, new PanelGeometry(cuts[c - 1], cuts[c]));
                }
            }

            if (i > 0)
            {
                AtBreakpoint(formula, _breakpoints[i - 1], -1);
            }

            if (i < _pieces.Count - 1)
            {
                AtBreakpoint(formula, _breakpoints[i], 1);
            }
        }
    }

    private void Add(Expr formula, PanelGeometry geometry)
    {
        _panels.Add(new CertifiedPanel(formula, geometry, _sigma));
        _evaluated++;
    }

    /// <summary>Terms by parts, and the part of the piece within the enclosure of an irrational breakpoint.</summary>
    private void AtBreakpoint(Expr formula, Interval breakpoint, int side)
    {
        Interval[] terms = PieceEnd.Terms(formula, breakpoint, _sigma);
        CertifiedPanel? sliver = breakpoint.Lower < breakpoint.Upper ? new CertifiedPanel(formula, new PanelGeometry(breakpoint.Lower, breakpoint.Upper), _sigma) : null;
        for (int f = 0; f < terms.Length; f++)
        {
            _fixed[f] += side > 0 ? terms[f] : -terms[f];
            if (sliver is not null)
            {
                // The piece ends somewhere inside: any part of the sliver's integral of a magnitude.
                double largest = sliver.AbsoluteBound(f);
                _fixed[f] += new Interval(-largest, largest);
            }
        }
    }

    private (Interval[] Totals, double[] Refinable, int[] Open) Totals()
    {
        Interval[] totals = [.. _fixed];
        double[] refinable = new double[totals.Length];
        int[] open = new int[totals.Length];
        for (int f = 0; f < totals.Length; f++)
        {
            foreach (CertifiedPanel panel in _panels)
            {
                totals[f] += panel[f];
                refinable[f] += panel.Refinable(f);
                open[f] += panel[f].IsFinite ? 0 : 1;
            }

            totals[f] += _left.Terms[f] + _right.Terms[f] + _left.Bounds[ExpectationForm.All[f].Quantity] + _right.Bounds[ExpectationForm.All[f].Quantity];
        }

        return (totals, refinable, open);
    }

    /// <summary>What all forms of a quantity leave of it.</summary>
    private static Interval Common(int quantity, Interval[] totals)
    {
        Interval common = quantity is 1 or 3 or 5 ? new Interval(0, double.PositiveInfinity) : Interval.Whole;
        for (int f = 0; f < totals.Length; f++)
        {
            common = ExpectationForm.All[f].Quantity == quantity && !totals[f].IsNotReal ? Interval.Intersect(common, totals[f]) : common;
        }

        return common;
    }

    /// <summary>The form worth refining: the one that rounding will leave narrowest.</summary>
    private int Best(int quantity, Interval[] totals, double[] refinable, int[] open)
    {
        double Floor(int f) => Math.Max(totals[f].Width - refinable[f], _tolerance / 2 * totals[f].Magnitude) is var floor && double.IsNaN(floor) ? double.PositiveInfinity : floor;
        return Enumerable.Range(0, totals.Length).Where(f => ExpectationForm.All[f].Quantity == quantity)
            .OrderBy(f => _fixed[f].IsFinite ? 0 : 1).ThenBy(f => open[f]).ThenBy(Floor).ThenBy(f => totals[f].Width).First();
    }

    private bool IsNarrow(int quantity) => Values[quantity].IsFinite && Values[quantity].Width <= Target(quantity);

    /// <summary>The width that is narrow enough.</summary>
    private double Target(int quantity) =>
        Values[quantity].IsFinite ? Math.Max(SmallestWidth, _tolerance * Values[quantity].Magnitude) : double.PositiveInfinity;

    private bool Extend(TailSide side, bool[] unsatisfied)
    {
        bool needed = Enumerable.Range(0, Quantities).Any(q => unsatisfied[q] && !(side.Bounds[q].Upper <= Target(q) / 8 && side.Bounds[q].IsFinite));
        if (!needed || side.Extensions >= LargestNumberOfExtensions)
        {
            return false;
        }

        Add(side.Formula, side.Extend());
        return true;
    }

    private bool Refine(bool[] unsatisfied, int[] forms, Interval[] totals)
    {
        List<CertifiedPanel> next = [];
        bool refined = false;
        foreach (CertifiedPanel panel in _panels)
        {
            if (_evaluated < _budget && panel.Geometry.CanSplit && IsWide(panel))
            {
                refined = true;
                foreach (PanelGeometry part in panel.Geometry.Split())
                {
                    next.Add(new CertifiedPanel(panel.Formula, part, _sigma));
                    _evaluated++;
                }
            }
            else
            {
                next.Add(panel);
            }
        }

        _panels = next;
        return refined;

        bool IsWide(CertifiedPanel panel)
        {
            for (int q = 0; q < Quantities; q++)
            {
                int form = forms[q];
                if (unsatisfied[q] && (totals[form].IsFinite ? panel.Refinable(form) > Target(q) / (4 * _panels.Count) : !panel[form].IsFinite))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The smallest panel on which no form of a quantity is enclosed.</summary>
    private CertifiedPanel? OpenPanel(int quantity) => _panels
        .Where(p => Enumerable.Range(0, ExpectationForm.All.Count).All(f => ExpectationForm.All[f].Quantity != quantity || !p[f].IsFinite))
        .MinBy(p => p.Geometry.Radius);
}
