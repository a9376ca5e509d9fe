namespace Theory.Numerics.AngleLaw;

/// <summary>The laws of the next correlation that n neurons make, given one.</summary>
/// <param name="slope">The slope of s below 0 over that above, -1 to 1.</param>
/// <param name="width">n.</param>
/// <param name="grid">The grid of the next correlation.</param>
/// <param name="inversion">From shadows to densities.</param>
/// <param name="accuracy">How finely.</param>
internal sealed class AngleTransition(double slope, int width, AngleGrid grid, AbelInversion inversion, AngleAccuracy accuracy)
{
    /// <summary>What lies below this y, |rho| &lt; 2e-6, is taken for rho = 0: functions of rho are linear there to 1e-11, and to rho^2 n where both signs are.</summary>
    public const double Lowest = -13;

    /// <summary>From this y on, opposite inputs of leaky activations have laws with a nearly singular density.</summary>
    private const double Sharp = 0.5;

    private readonly ShadowIntegral _shadow = new(slope, width, accuracy);

    /// <summary>The law given a correlation.</summary>
    public AngleRow From(AnglePoint source)
    {
        PairAtoms atoms = PairAtoms.Of(slope, width, source);
        if (width == 1)
        {
            return new(NodeDensity.None, NodeDensity.None, atoms);
        }

        // Parallel inputs stay so, and opposite ones where s is odd, or even.
        if (source.LogCotangent >= AnglePoint.Edge && (source.Sign > 0 || Math.Abs(slope) == 1))
        {
            double dead = slope == 0 ? Math.Pow(0.5, width) : 0;
            return new(NodeDensity.None, NodeDensity.None, source.Sign > 0 || slope < 0 ? new(dead, 0, 1 - dead, 0) : new(0, 0, 0, 1));
        }

        if (source.LogCotangent >= AnglePoint.Edge && slope != 0)
        {
            return OppositeInputs.Row(slope, width, grid, accuracy);
        }

        AnglePoint typical = Typical(source);
        return new(
            Side(source, 1, typical, atoms.One),
            slope > 0 ? Side(source, -1, typical, 0) : NodeDensity.None,
            atoms);
    }

    /// <summary>The next correlation at infinite width.</summary>
    private AnglePoint Typical(AnglePoint source)
    {
        // The angle shrinks by a share of itself only.
        if (source.Sign > 0 && source.LogCotangent > 6)
        {
            return source;
        }

        double bend = (1 - slope) * (1 - slope) / (1 + (slope * slope)) / Math.PI;
        return AnglePoint.Of(Math.Min(1, source.Correlation + (bend * (source.Sine - (source.Correlation * source.Angle)))));
    }

    private NodeDensity Side(AnglePoint source, int sign, AnglePoint typical, double one)
    {
        double centre = typical.Sign == sign ? Math.Max(-0.5, typical.LogCotangent) : -0.5;
        (double, double)? singular = source.Sign < 0 && source.LogCotangent > Sharp && Math.Abs(slope) < 1 && slope * sign < 0
            ? (OppositeInputs.SharpestAt(slope), source.Sine)
            : null;

        // Opposite inputs have nearly opposite or parallel images where one side takes all, but under ReLU.
        double peak = source.Sign > 0 || slope != 0 ? Math.Max(centre, source.LogCotangent) : centre;
        SideShadow shadow = new(grid, inversion, accuracy, peak, typical.Sign == sign, singular, y => _shadow.At(source, new AnglePoint(sign, y), centre) - one);
        if (shadow.IsNothing)
        {
            return NodeDensity.None;
        }

        int start = Math.Clamp((int)Math.Round(grid.Of(centre)), shadow.Lowest, shadow.HighestNode);

        // Of wide networks whose next correlation is typically beyond 0, or near it, the part on this side is at correlations of the order of 1/n.
        double near = -Math.Log(width) - 1;
        int below = Math.Min(start, (int)Math.Floor(grid.Of(typical.Sign == sign ? Math.Max(typical.LogCotangent, near) : near)));
        List<double> above = [];
        int small = 0;
        for (int node = start; node <= shadow.HighestNode && small < 3; node++)
        {
            above.Add(shadow[node]);
            small = Math.Abs(above[^1]) < 0.1 * accuracy.Tolerance ? small + 1 : 0;
        }

        // From the top downwards: the density at a node depends on the shadow above, and a little below.
        above.Reverse();
        List<double> shadows = above;
        int top = start + above.Count - 1;
        List<double> densities = [];
        double largest = 0;
        small = 0;
        for (int node = top; node >= shadow.Lowest && small < 3; node--)
        {
            int first = node + inversion.First;
            while (top - shadows.Count >= first)
            {
                shadows.Add(shadow[top - shadows.Count]);
            }

            double[] weights = inversion.Weights(node, top - node + 1);
            double density = 0;
            for (int m = first; m <= top; m++)
            {
                density += weights[m - first] * shadows[top - m];
            }

            densities.Add(density);
            largest = Math.Max(largest, Math.Abs(density));
            small = node < below && Math.Abs(density) < Math.Max(accuracy.Tolerance * Math.Max(largest, 1e-2), 1e-15) ? small + 1 : 0;
        }

        densities.Reverse();
        return new(top - densities.Count + 1, [.. densities]);
    }
}
