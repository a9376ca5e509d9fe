namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>What is averaged over the nodes.</summary>
internal enum FixedRow
{
    /// <summary>s.</summary>
    Mean,

    /// <summary>s^2.</summary>
    Square,

    /// <summary>s^2 (t^2 - 1)/(2K), whose average is d&lt;s^2&gt;/dK.</summary>
    SquareSlope,

    /// <summary>s'^2.</summary>
    DerivativeSquare,

    /// <summary>s'^2 (t^2 - 1)/(4K), half the derivative of the one before.</summary>
    DerivativeSquareSlope,

    /// <summary>s^4.</summary>
    Fourth,
}
