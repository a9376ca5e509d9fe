namespace Theory.Numerics.Quadrature;

/// <summary>How fast a function grows beside a point: like |z - c|^-p.</summary>
internal static class PoleGrowth
{
    /// <summary>Distances at which the function is looked at, relative to the scale.</summary>
    private static readonly double[] Distances = [1e-3, 1e-5, 1e-7];

    /// <summary>Exponents of a power law agree over the decades; those of a logarithm, which fall, do not.</summary>
    private const double Agreement = 0.02;

    /// <summary>p; null where the function does not grow like a power on the side where it is larger.</summary>
    /// <param name="function">The function.</param>
    /// <param name="centre">c.</param>
    /// <param name="scale">The scale on which the function varies elsewhere.</param>
    public static double? Exponent(Func<double, double> function, double centre, double scale)
    {
        double[] sizes = [.. Distances.Select(d => Math.Log(Math.Max(Math.Abs(function(centre - (d * scale))), Math.Abs(function(centre + (d * scale))))))];
        double outer = (sizes[1] - sizes[0]) / Math.Log(Distances[0] / Distances[1]);
        double inner = (sizes[2] - sizes[1]) / Math.Log(Distances[1] / Distances[2]);
        return inner > 0 && Math.Abs(inner - outer) <= Agreement ? inner : null;
    }
}
