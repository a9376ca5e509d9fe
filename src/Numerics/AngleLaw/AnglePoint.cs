namespace Theory.Numerics.AngleLaw;

/// <summary>A correlation rho of two inputs, as its sign and y = ln cot theta with cos theta = |rho|, so that no digits are lost near 0 and near 1.</summary>
internal readonly record struct AnglePoint
{
    /// <summary>Beyond it 1 - rho is below 1e-39, and sin theta, the first power of which laws depend on, below 1e-19.</summary>
    public const double Edge = 45;

    /// <summary>A point.</summary>
    public AnglePoint(int sign, double logCotangent)
    {
        (Sign, LogCotangent) = (sign, logCotangent);
        double tangentSquared = Math.Exp(-2 * logCotangent);
        Cosine = 1 / Math.Sqrt(1 + tangentSquared);
        SineSquared = logCotangent < 0 ? 1 / (1 + Math.Exp(2 * logCotangent)) : tangentSquared / (1 + tangentSquared);
        Sine = Math.Sqrt(SineSquared);
    }

    /// <summary>The sign of rho, 1 or -1.</summary>
    public int Sign { get; }

    /// <summary>y = ln cot theta.</summary>
    public double LogCotangent { get; }

    /// <summary>|rho|.</summary>
    public double Cosine { get; }

    /// <summary>1 - rho^2.</summary>
    public double SineSquared { get; }

    /// <summary>The square root of 1 - rho^2.</summary>
    public double Sine { get; }

    /// <summary>rho.</summary>
    public double Correlation => Sign * Cosine;

    /// <summary>The angle between the inputs, 0 to pi.</summary>
    public double Angle => Sign > 0 ? Math.Atan(Math.Exp(-LogCotangent)) : Math.PI - Math.Atan(Math.Exp(-LogCotangent));

    /// <summary>Of a correlation; -1 and 1 become neighbours that nothing tells from them.</summary>
    public static AnglePoint Of(double correlation)
    {
        double size = Math.Abs(correlation);
        double y = size == 0 ? double.NegativeInfinity : size >= 1 ? Edge : Math.Min(Edge, Math.Log(size) - (0.5 * (SpecialFunctions.Log1p(size) + SpecialFunctions.Log1p(-size))));
        return new(correlation < 0 ? -1 : 1, y);
    }
}
