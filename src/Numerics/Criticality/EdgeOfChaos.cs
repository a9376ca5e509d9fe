namespace Theory.Numerics.Criticality;

/// <summary>The curve in the plane of C_W and C_b on which the attracting kernel has chi_perp = 1.</summary>
/// <remarks>
/// It needs no root finding: each K* belongs to C_W = 1/&lt;s'^2&gt; and C_b = K* - C_W g(K*). Only points with C_b >= 0 and chi_par &lt;= 1 count.
/// </remarks>
internal static class EdgeOfChaos
{
    /// <summary>C_b of this fraction of K below 0, and chi_par by as much above 1, are rounding and interpolation.</summary>
    private const double Rounding = 1e-9;

    /// <summary>The initialisation on the edge with a given K*; null when it is not admissible.</summary>
    public static EdgePoint? At(KernelSample s)
    {
        double cw = 1 / s.SlopeSquare;
        double cb = s.K - (cw * s.G);
        double parallel = cw * s.Slope;
        return cb >= -Rounding * s.K && parallel <= 1 + Rounding && double.IsFinite(cw) ? new EdgePoint(s.K, cb < Rounding * s.K ? 0 : cb, cw, parallel) : null;
    }

    /// <summary>The point of the edge that is nearest to an initialisation; null when the edge has no point in the table.</summary>
    public static EdgePoint? Nearest(KernelMap map, double cb, double cw)
    {
        double Distance(EdgePoint? p) => p is null ? double.PositiveInfinity : Math.Pow(p.Cb - cb, 2) + Math.Pow(p.Cw - cw, 2);
        int nearest = -1;
        double least = double.PositiveInfinity;
        for (int i = 0; i < map.Samples.Length; i++)
        {
            double distance = Distance(At(map.Samples[i]));
            if (distance < least)
            {
                (nearest, least) = (i, distance);
            }
        }

        if (nearest < 0)
        {
            return null;
        }

        // Ternary search between the neighbours: along a smooth curve the distance has one minimum there.
        (double low, double high) = (map.LogK[Math.Max(0, nearest - 1)], map.LogK[Math.Min(map.LogK.Length - 1, nearest + 1)]);
        for (int n = 0; n < 60; n++)
        {
            (double a, double b) = (low + ((high - low) / 3), high - ((high - low) / 3));
            (low, high) = Distance(At(map.Table.At(a))) <= Distance(At(map.Table.At(b))) ? (low, b) : (a, high);
        }

        EdgePoint? refined = At(map.Table.At(0.5 * (low + high)));
        return Distance(refined) <= least ? refined : At(map.Samples[nearest]);
    }
}
