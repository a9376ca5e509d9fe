namespace Theory.Numerics.Quadrature;

/// <summary>Cuts an interval of t = z/sqrt(K) into panels that show every feature in it.</summary>
internal static class FeaturePanels
{
    // The first panel beside a feature in units of its scale, and the growth from one to the next.
    private const double FirstPanel = 1.5;
    private const double Growth = 3;

    /// <summary>Computes the edges, both ends included, in increasing order.</summary>
    public static void Cut(ReadOnlySpan<Anchor> anchors, double from, double to, List<double> edges)
    {
        edges.Clear();
        edges.Add(from);
        edges.Add(to);
        foreach (Anchor anchor in anchors)
        {
            if (anchor.IsFeature && anchor.T >= from && anchor.T <= to)
            {
                edges.Add(anchor.T);
                Grade(anchors, anchor.T, anchor.LeftScale, -1, from, edges);
                Grade(anchors, anchor.T, anchor.RightScale, 1, to, edges);
            }
        }

        if (edges.Count > 2)
        {
            edges.Sort();
            edges.RemoveAll(Repeated());
        }
    }

    // As far as the next feature or the end, whichever is nearer; the last panel takes up what would be a sliver.
    private static void Grade(ReadOnlySpan<Anchor> anchors, double at, double scale, int direction, double end, List<double> edges)
    {
        double room = Math.Abs(end - at);
        foreach (Anchor other in anchors)
        {
            double distance = (other.T - at) * direction;
            room = other.IsFeature && distance > 0 ? Math.Min(room, distance) : room;
        }

        for (double distance = FirstPanel * scale; distance * 1.5 < room; distance *= Growth)
        {
            // Below the resolution of doubles around the feature there is nothing to see.
            if (distance > 1e-14 * Math.Abs(at))
            {
                edges.Add(at + (direction * distance));
            }
        }
    }

    private static Predicate<double> Repeated()
    {
        double last = double.NaN;
        return edge =>
        {
            bool isRepeated = edge == last;
            last = edge;
            return isRepeated;
        };
    }
}
