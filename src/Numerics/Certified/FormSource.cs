namespace Theory.Numerics.Certified;

/// <summary>What is averaged.</summary>
internal enum FormSource
{
    /// <summary>s.</summary>
    Function,

    /// <summary>s^2.</summary>
    Square,

    /// <summary>s'^2.</summary>
    SlopeSquare,

    /// <summary>s^4.</summary>
    FourthPower,
}
