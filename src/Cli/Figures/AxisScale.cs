namespace Theory.Cli.Figures;

/// <summary>How values are laid out along an axis.</summary>
internal enum AxisScale
{
    /// <summary>Equal differences take equal space.</summary>
    Linear,

    /// <summary>Equal ratios take equal space; values that are not positive are not drawn.</summary>
    Log10,
}
