namespace Theory.Numerics.Compilation;

/// <summary>Bounds of the rounding errors of a function and its derivatives where their formulas cancel at points: beside them digits are lost that no Taylor polynomial saves.</summary>
/// <remarks>1/tanh(z) - 1/z loses two digits at z = 1, its second derivative three. Quadrature sees such noise only as far as its nodes happen to show it.</remarks>
internal sealed class PieceRounding(FormulaProgram program, Func<double, double>[] compiled, IReadOnlyList<(double Centre, SmallArgumentSeries Series)>[] series)
{
    /// <summary>Coefficients are enclosed to 1e-15 of the value, and Horner's rule adds some units of roundoff.</summary>
    private const double OfSeries = 16 * RunningErrorEvaluator.U;

    /// <summary>Where the formula leaves the range of doubles on its way, extended numbers give the value, and this is charged.</summary>
    private const double BeyondRange = 64 * RunningErrorEvaluator.U;

    /// <summary>True where the function or a derivative has a Taylor polynomial somewhere, as its formula cancels there.</summary>
    public bool HasSeries => Array.Exists(series, s => s.Count > 0);

    /// <summary>The bounds at a point, by the order of the derivative.</summary>
    public void Bounds(double z, Span<double> bounds)
    {
        BoundedValue[] values = RunningErrorEvaluator.Run(program, [z]);
        for (int order = 0; order < bounds.Length; order++)
        {
            bool isSeries = false;
            foreach ((double centre, SmallArgumentSeries polynomial) in series[order])
            {
                isSeries |= Math.Abs(z - centre) <= polynomial.Radius;
            }

            bounds[order] = !isSeries && double.IsFinite(values[order].Value) && double.IsFinite(values[order].Error)
                ? values[order].Error
                : Math.Abs(compiled[order](z)) * (isSeries ? OfSeries : BeyondRange);
        }
    }
}
