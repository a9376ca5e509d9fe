namespace Theory.Cli.Figures;

/// <summary>One axis of a figure: what it shows and on which scale.</summary>
/// <param name="Label">Text beside the axis, for example <c>layer ℓ</c>; may be empty.</param>
/// <param name="Scale">Linear unless said otherwise.</param>
internal sealed record FigureAxis(string Label, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>Ticks at whole numbers only, for layers and degrees; false unless set, and without effect on a logarithmic axis.</summary>
    public bool IntegerTicks { get; init; }
}
