namespace Theory.Numerics.Architectures;

/// <summary>What becomes of the kernel as a block is repeated.</summary>
public enum BlockFate
{
    /// <summary>It settles at a fixed point.</summary>
    Settles,

    /// <summary>It goes to 0.</summary>
    Vanishes,

    /// <summary>It grows without bound.</summary>
    Grows,

    /// <summary>Every kernel stays as it is.</summary>
    Stays,

    /// <summary>A constant is added in every block, as by a skip around a norm: K ~ l, and chi_par and chi_perp go to 1 as 1/l whatever C_W is.</summary>
    GrowsLinearly,
}
