namespace Theory.Experiments.Figures;

/// <summary>One axis of a figure: what it shows and on which scale.</summary>
/// <param name="Label">Text beside the axis, for example <c>layer ℓ</c>; may be empty.</param>
/// <param name="Scale">Linear unless said otherwise.</param>
public sealed record FigureAxis(string Label, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>The axis of layer numbers.</summary>
    public static FigureAxis Layer => new("layer") { IntegerTicks = true };

    /// <summary>Ticks at whole numbers only, for layers and degrees; false unless set, and without effect on a logarithmic axis.</summary>
    public bool IntegerTicks { get; init; }

    /// <summary>Logarithmic when positive values span more than a factor of ten.</summary>
    public static AxisScale ScaleOf(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length > 0 && finite.Min() > 0 && finite.Max() > 10 * finite.Min() ? AxisScale.Log10 : AxisScale.Linear;
    }
}
