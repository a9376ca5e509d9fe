using System.Runtime.InteropServices;

namespace Theory.Numerics.Quadrature;

internal sealed partial class AdaptiveIntegrator<TIntegrand>
{
    // On the scale of the density: 20 nodes a panel give 16 digits of a low power of t times exp(-t^2/2). Beyond the last edge the
    // root of the density underflows.
    private static ReadOnlySpan<double> Edges => [0, 2.7, 5.2, 7.6, 10, 12.5, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42, 45, 48, 51, 53.5];

    private const int CentralEdges = 4;

    // An edge this close to a breakpoint moves onto it.
    private const double Snap = 0.25;

    private IntegrationFailure? Cover()
    {
        double right = Snapped(0);
        double left = right;
        int next = 1;
        for (; next <= CentralEdges; next++)
        {
            Cover(ref right, Snapped(Edges[next]));
            Cover(ref left, Snapped(-Edges[next]));
        }

        return CheckFinite() ?? Extend(right, next, 1) ?? Extend(left, next, -1);
    }

    // Adds panels outwards until the integrands are negligible at the edge and no breakpoint ahead brings them back.
    private IntegrationFailure? Extend(double edge, int next, int direction)
    {
        while (true)
        {
            int alive = FirstAlive(direction);
            bool beginsLate = alive < 0 && next < Edges.Length && _integrand.MayBeginLate && FoundNothing();
            if (alive < 0 && !beginsLate && !ReturnsBeyond(edge, direction))
            {
                return null;
            }

            if (next == Edges.Length)
            {
                return alive < 0 ? null : new IntegrationFailure(IntegrationFailureKind.DoesNotDecay, alive, edge);
            }

            Cover(ref edge, Snapped(direction * Edges[next++]));
            IntegrationFailure? failure = CheckFinite();
            if (failure is not null)
            {
                return failure;
            }
        }
    }

    private int FirstAlive(int direction)
    {
        double[] edgeValues = direction > 0 ? _atRight : _atLeft;
        for (int q = 0; q < _count; q++)
        {
            if (_integrand.IsRequested(q) && !(edgeValues[q] <= NegligibleTail * _scale[q]))
            {
                return q;
            }
        }

        return -1;
    }

    // Where z Phi(z - 31) underflows in the bulk of the density, what is left of it lies between the two.
    private bool FoundNothing()
    {
        for (int q = 0; q < _count; q++)
        {
            if (_integrand.IsRequested(q) && _scale[q] == 0)
            {
                return true;
            }
        }

        return false;
    }

    // Looks at the first stretch behind each breakpoint and around each feature that lies ahead, or at the edge, which moves onto breakpoints close by: mrepu, zero left of -1, is done there; a rectifier shifted to
    // z = 20 only begins.
    private bool ReturnsBeyond(double edge, int direction)
    {
        Span<PanelSums> probe = stackalloc PanelSums[_count];
        ReadOnlySpan<Anchor> anchors = _integrand.Anchors;
        for (int i = 0; i < anchors.Length; i++)
        {
            double t = anchors[i].T;
            bool ahead = (t - edge) * direction >= 0 && Math.Abs(t) < Edges[^1];
            if (!ahead || !(anchors[i].IsBreakpoint || anchors[i].IsFeature))
            {
                continue;
            }

            // Around a feature as far as it reaches.
            double reach = anchors[i].IsFeature ? Math.Min(1, 2 * Math.Min(anchors[i].LeftScale, anchors[i].RightScale)) : 1;
            double start = anchors[i].IsFeature ? t - (direction * reach) : t;
            double end = t + (direction * reach);
            Evaluate(new Panel(Math.Min(start, end), Math.Max(start, end), PieceAt(0.5 * (t + end)), -1, -1, 0), probe);
            for (int q = 0; q < _count; q++)
            {
                if (_integrand.IsRequested(q) && !(probe[q].Magnitude <= 1e-20 * _scale[q]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Covers the stretch from the current edge to a further one, in either direction, cut at the breakpoints in it.
    private void Cover(ref double edge, double to)
    {
        double low = Math.Min(edge, to);
        double high = Math.Max(edge, to);
        ReadOnlySpan<Anchor> anchors = _integrand.Anchors;
        double from = low;
        for (int i = 0; i < anchors.Length; i++)
        {
            if (anchors[i].IsBreakpoint && anchors[i].T > low && anchors[i].T < high)
            {
                AddInitial(from, anchors[i].T);
                from = anchors[i].T;
            }
        }

        AddInitial(from, high);
        edge = to;
    }

    // Panels around the features in between, which grow with the distance from them; from the left to the right.
    private void AddInitial(double from, double to)
    {
        FeaturePanels.Cut(_integrand.Anchors, from, to, _cuts);
        for (int i = 0; i + 1 < _cuts.Count; i++)
        {
            AddPanel(_cuts[i], _cuts[i + 1]);
        }
    }

    private void AddPanel(double from, double to)
    {
        var panel = new Panel(from, to, PieceAt(0.5 * (from + to)), AnchorAt(from), AnchorAt(to), 0);
        int start = _initialSums.Count;
        CollectionsMarshal.SetCount(_initialSums, start + _count);
        Span<PanelSums> sums = CollectionsMarshal.AsSpan(_initialSums)[start..];
        sums.Clear();
        _initial.Add((panel, Evaluate(panel, sums)));
        for (int q = 0; q < _count; q++)
        {
            _scale[q] += sums[q].Magnitude;
        }

        RememberEnds(panel);
    }

    // The values at the outermost three nodes, not one alone: an oscillating integrand may vanish there.
    private void RememberEnds(in Panel panel)
    {
        bool right = panel.To >= _rightmost;
        bool left = panel.From <= _leftmost;
        _rightmost = Math.Max(_rightmost, panel.To);
        _leftmost = Math.Min(_leftmost, panel.From);
        for (int q = 0; q < _count; q++)
        {
            ReadOnlySpan<double> values = _values.AsSpan(q * PanelRule.Order, PanelRule.Order);
            if (right)
            {
                _atRight[q] = Largest(values[^3..]);
            }

            if (left)
            {
                _atLeft[q] = Largest(values[..3]);
            }
        }
    }

    private static double Largest(ReadOnlySpan<double> three) =>
        Math.Max(Math.Abs(three[0]), Math.Max(Math.Abs(three[1]), Math.Abs(three[2])));

    private IntegrationFailure? CheckFinite()
    {
        for (int i = 0; i < _initial.Count; i++)
        {
            int infinite = FirstNotFinite(Sums(i));
            if (infinite >= 0)
            {
                return new IntegrationFailure(IntegrationFailureKind.NotFinite, infinite, _initial[i].Panel.Centre);
            }
        }

        return null;
    }

    private double Snapped(double t)
    {
        double nearest = t;
        foreach (Anchor anchor in _integrand.Anchors)
        {
            double distance = Math.Abs(anchor.T - t);
            if (anchor.IsBreakpoint && distance < Snap && (nearest == t || distance < Math.Abs(nearest - t)))
            {
                nearest = anchor.T;
            }
        }

        return nearest;
    }

    private int PieceAt(double t)
    {
        int piece = 0;
        foreach (Anchor anchor in _integrand.Anchors)
        {
            piece += anchor.IsBreakpoint && anchor.T < t ? 1 : 0;
        }

        return piece;
    }

    private int AnchorAt(double t)
    {
        ReadOnlySpan<Anchor> anchors = _integrand.Anchors;
        for (int i = 0; i < anchors.Length; i++)
        {
            if (anchors[i].T == t && !anchors[i].IsFeature)
            {
                return i;
            }
        }

        return -1;
    }
}
