using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>Takes values to positions along an axis.</summary>
internal static class AxisProjection
{
    /// <summary>Beyond this a linear axis could not be given room around its data without overflow.</summary>
    private const double Largest = 1e300;

    /// <summary>The value itself, its decadic logarithm, or that of its size beyond 1 with its sign; NaN where there is nothing to draw.</summary>
    public static double Project(this AxisScale scale, double value) => scale switch
    {
        AxisScale.SymmetricLog10 => double.IsFinite(value) ? Math.CopySign(Math.Log10(1 + Math.Abs(value)), value) : double.NaN,
        AxisScale.Log10 => value > 0 && double.IsFinite(value) ? Math.Log10(value) : double.NaN,
        _ => Math.Abs(value) <= Largest ? value : double.NaN,
    };
}
