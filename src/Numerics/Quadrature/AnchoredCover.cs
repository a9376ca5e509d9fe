namespace Theory.Numerics.Quadrature;

/// <summary>Cuts an interval of a standard normal variable into panels that see everything that is known of the integrand.</summary>
internal static class AnchoredCover
{
    /// <summary>The widest panel: 20 nodes on it give 16 digits of a low power of t times the density.</summary>
    public const double Widest = 2.8;

    // The first panel beside an anchor in units of its scale, and the growth from one to the next.
    private const double FirstPanel = 1.5;
    private const double Growth = 3;

    // The nodes of a panel see structure at its end of a fifth of its width; only finer structure needs panels of its own.
    private const double Visible = 0.2 * Widest;

    /// <summary>Computes the edges of the panels, in increasing order.</summary>
    /// <param name="anchors">Breakpoints, which become edges, and other points where the integrand has a scale of its own.</param>
    /// <param name="from">The lower end.</param>
    /// <param name="to">The upper end.</param>
    /// <param name="edges">Receives the edges, the ends included.</param>
    public static void Cut(ReadOnlySpan<Anchor> anchors, double from, double to, List<double> edges)
    {
        edges.Clear();
        edges.Add(from);
        edges.Add(to);
        foreach (Anchor anchor in anchors)
        {
            bool fineLeft = FirstPanel * anchor.LeftScale < Visible;
            bool fineRight = FirstPanel * anchor.RightScale < Visible;
            if (anchor.IsBreakpoint || fineLeft || fineRight)
            {
                Add(edges, anchor.T, from, to);
            }

            if (fineLeft)
            {
                Grade(edges, anchor.T, anchor.LeftScale, -1, from, to);
            }

            if (fineRight)
            {
                Grade(edges, anchor.T, anchor.RightScale, 1, from, to);
            }
        }

        edges.Sort();
        Subdivide(edges);
    }

    private static void Grade(List<double> edges, double at, double scale, int direction, double from, double to)
    {
        for (double distance = FirstPanel * scale; distance < 0.7 * Widest; distance *= Growth)
        {
            // Below the resolution of doubles around the anchor there is nothing to see.
            if (distance > 1e-14 * Math.Abs(at))
            {
                Add(edges, at + direction * distance, from, to);
            }
        }
    }

    private static void Add(List<double> edges, double t, double from, double to)
    {
        if (t > from && t < to)
        {
            edges.Add(t);
        }
    }

    private static void Subdivide(List<double> edges)
    {
        int given = edges.Count;
        for (int i = 0; i + 1 < given; i++)
        {
            double width = edges[i + 1] - edges[i];
            int parts = (int)Math.Ceiling(width / Widest - 1e-9);
            for (int part = 1; part < parts; part++)
            {
                edges.Add(edges[i] + width * part / parts);
            }
        }

        edges.Sort();
    }
}
