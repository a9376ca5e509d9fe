using Theory.Experiments.Figures;

namespace Theory.Cli.Figures.Drawing;

/// <summary>The part of an axis that is shown, in projected units (powers of ten on a logarithmic axis).</summary>
internal readonly record struct AxisRange(double Min, double Max)
{
    /// <summary>Spans below this fraction of the values are rounding noise and would only be drawn as jagged lines.</summary>
    private const double Noise = 1e-9;

    /// <summary>Tick positions are products with powers of ten, which end not far below this.</summary>
    private const double Smallest = 1e-290;

    /// <summary>The range that contains nothing; <see cref="Including"/> makes it grow.</summary>
    public static AxisRange Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    public bool IsEmpty => !(Min <= Max);

    public double Span => Max - Min;

    public AxisRange Including(double value) => new(Math.Min(Min, value), Math.Max(Max, value));

    /// <summary>The range with room around the data; a single value gets a neighbourhood to lie in.</summary>
    public AxisRange Padded(AxisScale scale, double fraction)
    {
        double size = Math.Max(Math.Abs(Min), Math.Abs(Max));
        double room = scale switch
        {
            AxisScale.Log10 when Span > Noise => fraction * Span,
            AxisScale.Log10 => 0.2,
            _ when Span > Math.Max(Noise * size, Smallest) => fraction * Span,
            _ when size > Smallest => 0.1 * size,
            _ => 1,
        };
        return new AxisRange(Min - room, Max + room);
    }
}
