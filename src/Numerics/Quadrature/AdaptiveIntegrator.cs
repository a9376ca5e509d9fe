using System.Runtime.InteropServices;

namespace Theory.Numerics.Quadrature;

/// <summary>Integrates several integrands over all t at once, on panels that adapt to the most demanding of them.</summary>
/// <remarks>
/// Panels start at fixed edges on the scale of the normal density and at the breakpoints, and are added outwards until nothing is left
/// to find. A panel that fails is halved; one that touches an anchor is cut geometrically on the anchor's own scale instead,
/// so that tanh at K = 1e6 costs a few panels and not twenty halvings.
/// </remarks>
internal sealed partial class AdaptiveIntegrator<TIntegrand>
    where TIntegrand : struct, IPanelIntegrand
{
    // Relative to the magnitude. The looser ones are for integrands whose own rounding noise hides the finest: what the panels then leave
    // is part of the error that is reported.
    private static ReadOnlySpan<double> Tolerances => [1e-14, 1e-12, 1e-10, 1e-8];

    private const double NegligibleTail = 1e-16;
    private const int MaximumPanels = 60_000;
    private const int MaximumDepth = 120;

    // An anchor's own structure is found within this many halvings; what still differs there is an integrable singularity.
    private const int AnchoredDepth = 40;

    // So many panels show that something is in the way, which may be rounding; and so small beside the whole is what rounding does.
    private const int ManyPanels = 1000;
    private const int RoundingDepth = 3;
    private const double LargestRounding = 1e-6;

    // Halving a panel divides the error of a smooth integrand, for its width, by thousands; that of noise stays.
    private const double NoProgress = 0.1;
    private const double MostStagnant = 0.8;

    // Far below this, products of activations underflow, and what is left of them is not smooth.
    private const double Negligible = 1e-300;

    private readonly TIntegrand _integrand;
    private readonly int _count;
    private readonly double[] _values;
    private readonly double[] _sizes;
    private readonly double[] _scale;
    private readonly double[] _rounding;
    private readonly double[] _excused;
    private readonly List<(Panel Panel, bool ByRounding)> _accepted = new(64);
    private readonly List<(Panel Panel, bool Resolved)> _initial = new(16);
    private readonly List<PanelSums> _initialSums = new(128);
    private readonly List<double> _cuts = [];
    private readonly bool _isSteep;
    private readonly double[] _atLeft;
    private readonly double[] _atRight;
    private double _leftmost = double.PositiveInfinity;
    private double _rightmost = double.NegativeInfinity;
    private readonly CancellationToken _cancellation;
    private double _tolerance;
    private int _evaluated;
    private int _rejected;
    private int _stagnant;

    public AdaptiveIntegrator(TIntegrand integrand, CancellationToken cancellation = default)
    {
        _integrand = integrand;
        _cancellation = cancellation;
        foreach (Anchor anchor in integrand.Anchors)
        {
            _isSteep |= anchor.IsFeature && anchor.T != 0;
        }

        _count = integrand.Count;
        _values = new double[_count * PanelRule.Order];
        _sizes = new double[_count * PanelRule.Order];
        _scale = new double[_count];
        _rounding = new double[_count];
        _excused = new double[_count];
        _atLeft = new double[_count];
        _atRight = new double[_count];
    }

    /// <summary>Integrates.</summary>
    /// <param name="totals">Receives the integral of each requested integrand.</param>
    /// <returns>Null, or why there is no result.</returns>
    public IntegrationFailure? Integrate(Span<PanelSums> totals)
    {
        IntegrationFailure? failure = Cover();
        if (failure is not null)
        {
            return failure;
        }

        foreach (double tolerance in Tolerances)
        {
            _tolerance = tolerance;
            failure = Settle(totals);
            if (failure is not { Kind: IntegrationFailureKind.NotConverged })
            {
                return failure;
            }
        }

        return failure;
    }

    private IntegrationFailure? Settle(Span<PanelSums> totals)
    {
        const int attempts = 3;
        for (int attempt = 0; attempt < attempts; attempt++)
        {
            IntegrationFailure? failure = Refine(totals);
            if (failure is not null)
            {
                return failure;
            }

            if (Settled(totals) || attempt == attempts - 1)
            {
                break;
            }

            // The first, coarse magnitude was misleading; the refined one is the better measure of what is small.
            for (int q = 0; q < _count; q++)
            {
                _scale[q] = totals[q].Magnitude;
            }
        }

        AddRounding(totals);
        return null;
    }

    private bool Settled(ReadOnlySpan<PanelSums> totals)
    {
        for (int q = 0; q < _count; q++)
        {
            if (_integrand.IsRequested(q) && !(totals[q].Error - _excused[q] <= 100 * _tolerance * totals[q].Magnitude))
            {
                return false;
            }
        }

        return true;
    }

    private IntegrationFailure? Refine(Span<PanelSums> totals)
    {
        Span<double> lost = stackalloc double[_count];
        lost.Clear();
        totals.Clear();
        _accepted.Clear();
        Array.Clear(_excused);
        (_rejected, _stagnant) = (0, 0);
        _evaluated = 0;
        var pending = new Stack<Panel>();
        for (int i = 0; i < _initial.Count; i++)
        {
            ReadOnlySpan<PanelSums> sums = Sums(i);
            if (_initial[i].Resolved && Accepts(sums))
            {
                Add(totals, lost, sums);
                _accepted.Add((_initial[i].Panel, false));
            }
            else
            {
                Split(_initial[i].Panel, pending);
            }
        }

        var child = new PanelSums[_count];
        while (pending.TryPop(out Panel panel))
        {
            _cancellation.ThrowIfCancellationRequested();
            bool resolved = Evaluate(panel, child);
            int infinite = FirstNotFinite(child);
            if (infinite >= 0)
            {
                bool isPole = panel.HalfWidth < 1e-6 * (1 + Math.Abs(panel.Centre));
                return new IntegrationFailure(
                    isPole ? IntegrationFailureKind.NotConverged : IntegrationFailureKind.NotFinite, infinite, panel.Centre);
            }

            bool isKnown = resolved || panel.Depth > AnchoredDepth;
            if (isKnown && Accepts(child))
            {
                Add(totals, lost, child);
                _accepted.Add((panel, false));
            }
            else if (isKnown && IsRounding(panel, child))
            {
                Add(totals, lost, child);
                _accepted.Add((panel, true));
                for (int q = 0; q < _count; q++)
                {
                    _excused[q] += child[q].Error;
                }
            }
            else if (_evaluated >= MaximumPanels || panel.Depth >= MaximumDepth)
            {
                int first = Math.Max(FirstRejected(child), 0);
                int unresolved = 0;
                for (int q = first; q >= 0 && q < Math.Min(_count, 32); q = FirstRejected(child, q + 1))
                {
                    unresolved |= 1 << q;
                }

                return new IntegrationFailure(IntegrationFailureKind.NotConverged, first, panel.Centre, unresolved);
            }
            else if (Stagnates(ref panel, child) && _tolerance != Tolerances[^1])
            {
                return new IntegrationFailure(IntegrationFailureKind.NotConverged, Math.Max(FirstRejected(child), 0), panel.Centre);
            }
            else
            {
                Split(panel, pending);
            }
        }

        return null;
    }

    /// <summary>
    /// True once most of many rejected panels are no better, for their width, than those they were cut from: they show rounding, of which no bound is known, and only a looser tolerance
    /// will do. Panels of smooth integrands improve a thousandfold, singular points have few panels, and what oscillates too fast for a panel errs by more.
    /// </summary>
    private bool Stagnates(ref Panel panel, ReadOnlySpan<PanelSums> sums)
    {
        double part = 0;
        for (int q = FirstRejected(sums); q >= 0; q = FirstRejected(sums, q + 1))
        {
            part = Math.Max(part, sums[q].Improvable / (_scale[q] + Negligible));
        }

        double density = part / panel.HalfWidth;
        if (panel.Depth >= RoundingDepth)
        {
            _rejected++;
            _stagnant += part <= LargestRounding && density > NoProgress * panel.ErrorDensity ? 1 : 0;
        }

        panel = panel with { ErrorDensity = density };
        return _rejected > ManyPanels && _stagnant > MostStagnant * _rejected;
    }

    /// <summary>True if a panel is rejected for no more than rounding of the function can do: finer ones would show the same noise.</summary>
    private bool IsRounding(in Panel panel, ReadOnlySpan<PanelSums> sums)
    {
        if (panel.Depth < RoundingDepth)
        {
            return false;
        }

        for (int q = FirstRejected(sums); q >= 0; q = FirstRejected(sums, q + 1))
        {
            if (!(sums[q].Improvable <= LargestRounding * _scale[q]))
            {
                return false;
            }
        }

        if (!_integrand.TryBoundRounding(panel, _evaluated > ManyPanels, _rounding))
        {
            return false;
        }

        for (int q = FirstRejected(sums); q >= 0; q = FirstRejected(sums, q + 1))
        {
            if (!(sums[q].Improvable <= _rounding[q] && double.IsFinite(_rounding[q])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds what rounding of the function may do, which the nodes of a panel show only by chance.</summary>
    private void AddRounding(Span<PanelSums> totals)
    {
        foreach ((Panel panel, bool byRounding) in _accepted)
        {
            if (!_integrand.TryBoundRounding(panel, byRounding, _rounding))
            {
                continue;
            }

            for (int q = 0; q < _count; q++)
            {
                // Where the density is 0 to a double, powers of s may be infinite.
                totals[q] = double.IsFinite(_rounding[q]) ? totals[q] with { Error = totals[q].Error + _rounding[q] } : totals[q];
            }
        }
    }

    private ReadOnlySpan<PanelSums> Sums(int panel) =>
        CollectionsMarshal.AsSpan(_initialSums).Slice(panel * _count, _count);

    private bool Evaluate(in Panel panel, Span<PanelSums> sums)
    {
        _evaluated++;
        bool resolved = _integrand.Fill(panel, _values, _sizes);
        for (int q = 0; q < _count; q++)
        {
            if (_integrand.IsSummed(q))
            {
                ReadOnlySpan<double> values = _values.AsSpan(q * PanelRule.Order, PanelRule.Order);
                sums[q] = _integrand.Cancels(q) ? PanelSums.Of(values, _sizes.AsSpan(q * PanelRule.Order, PanelRule.Order), panel, _isSteep) : PanelSums.Of(values, panel, _isSteep);
                if (_isSteep)
                {
                    sums[q] = sums[q] with { Error = sums[q].Error + PanelSums.PositionNoise(values, panel) };
                }
            }
        }

        return resolved;
    }

    private bool Accepts(ReadOnlySpan<PanelSums> sums) => FirstRejected(sums) < 0;

    // Small against the panel's own part, or against the whole: either way the errors add up to a small total.
    private int FirstRejected(ReadOnlySpan<PanelSums> sums, int from = 0)
    {
        for (int q = from; q < _count; q++)
        {
            if (_integrand.IsRequested(q) && !(sums[q].Improvable <= _tolerance * (sums[q].Magnitude + _scale[q] / 32) + Negligible))
            {
                return q;
            }
        }

        return -1;
    }

    private int FirstNotFinite(ReadOnlySpan<PanelSums> sums)
    {
        for (int q = 0; q < _count; q++)
        {
            if (_integrand.IsRequested(q) && !double.IsFinite(sums[q].Magnitude))
            {
                return q;
            }
        }

        return -1;
    }

    // Compensated (Kahan), because an oscillating activation at large K needs ten thousand panels.
    private void Add(Span<PanelSums> totals, Span<double> lost, ReadOnlySpan<PanelSums> sums)
    {
        for (int q = 0; q < _count; q++)
        {
            (double value, double magnitude, double error, _) = totals[q];
            double next = sums[q].Value - lost[q];
            double sum = value + next;
            lost[q] = sum - value - next;
            totals[q] = new PanelSums(sum, magnitude + sums[q].Magnitude, error + sums[q].Error, 0);
            _scale[q] = Math.Max(_scale[q], totals[q].Magnitude);
        }
    }
}
