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
    private static void Grade(in Panel panel, double first, bool fromLeft, Stack<Panel> pending)
    {
        double width = panel.To - panel.From;
        double from = fromLeft ? panel.From : panel.To;
        double direction = fromLeft ? 1 : -1;
        double inner = 0;
        double outer = first;
        while (true)
        {
            bool isLast = outer * 1.5 >= width;
            double near = from + direction * inner;
            double far = isLast ? (fromLeft ? panel.To : panel.From) : from + direction * outer;
            pending.Push(new Panel(
                Math.Min(near, far),
                Math.Max(near, far),
                panel.Piece,
                fromLeft ? (inner == 0 ? panel.LeftAnchor : -1) : (isLast ? panel.LeftAnchor : -1),
                fromLeft ? (isLast ? panel.RightAnchor : -1) : (inner == 0 ? panel.RightAnchor : -1),
                panel.Depth + 1));
            if (isLast)
            {
                return;
            }

            inner = outer;
            outer *= Growth;
        }
    }
}
