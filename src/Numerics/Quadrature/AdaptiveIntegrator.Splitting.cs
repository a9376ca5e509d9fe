namespace Theory.Numerics.Quadrature;

internal sealed partial class AdaptiveIntegrator<TIntegrand>
{
    // The first panel beside an anchor, in units of the anchor's scale, and the growth from one panel to the next.
    private const double FirstPanel = 1.5;
    private const double Growth = 3;

    // Pushes the children of a panel.
    private void Split(in Panel panel, Stack<Panel> pending)
    {
        ReadOnlySpan<Anchor> anchors = _integrand.Anchors;
        double left = panel.LeftAnchor < 0 ? double.PositiveInfinity : FirstPanel * anchors[panel.LeftAnchor].RightScale;
        double right = panel.RightAnchor < 0 ? double.PositiveInfinity : FirstPanel * anchors[panel.RightAnchor].LeftScale;
        bool gradeLeft = Grades(panel, left, panel.From);
        bool gradeRight = Grades(panel, right, panel.To);
        if (gradeLeft == gradeRight)
        {
            double middle = panel.Centre;
            pending.Push(panel with { From = middle, LeftAnchor = -1, Depth = panel.Depth + 1 });
            pending.Push(panel with { To = middle, RightAnchor = -1, Depth = panel.Depth + 1 });
        }
        else
        {
            Grade(panel, gradeLeft ? left : right, gradeLeft, pending);
        }
    }

    private static bool Grades(in Panel panel, double first, double anchor)
    {
        double width = panel.To - panel.From;
        return first < 0.6 * width && first > 1e-12 * Math.Abs(anchor) && first > 1e-100;
    }

    // Cuts at distances first, 3 first, 9 first ... from the anchored end, the last panel taking up what would be a sliver.
    // The innermost is pushed last and taken first: it holds the bulk, against which the others may be negligible.
    private static void Grade(in Panel panel, double first, bool fromLeft, Stack<Panel> pending)
    {
        double width = panel.To - panel.From;
        int cuts = 1;
        for (double outer = first; outer * Growth * 1.5 < width; outer *= Growth)
        {
            cuts++;
        }

        Panel rest = panel with { Depth = panel.Depth + 1 };
        while (cuts-- > 0)
        {
            double distance = first * Math.Pow(Growth, cuts);
            double cut = fromLeft ? panel.From + distance : panel.To - distance;
            pending.Push(fromLeft ? rest with { From = cut, LeftAnchor = -1 } : rest with { To = cut, RightAnchor = -1 });
            rest = fromLeft ? rest with { To = cut, RightAnchor = -1 } : rest with { From = cut, LeftAnchor = -1 };
        }

        pending.Push(rest);
    }
}
