namespace Theory.Experiments.Figures;

/// <summary>How values are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences take equal space.</summary>
    Linear,

    /// <summary>Equal ratios take equal space; values that are not positive are not drawn.</summary>
    Log10,
}
