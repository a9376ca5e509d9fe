namespace Theory.Experiments.Figures;

/// <summary>How values are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences take equal space.</summary>
    Linear,

    /// <summary>Equal ratios take equal space; values that are not positive are not drawn.</summary>
    Log10,

    /// <summary>Equal ratios take equal space far from 0, on both sides of it, and equal differences within ±1: for values of either sign over many powers of ten.</summary>
    SymmetricLog10,
}
