namespace Theory.Polynomials.Bundles;

/// <summary>What the units of a bundle are chosen for.</summary>
internal enum BundleAim
{
    /// <summary>Few digits lost.</summary>
    Stable,

    /// <summary>Few units, unless that takes a shift of the argument so far out that digits are lost.</summary>
    Few,

    /// <summary>The fewest units known.</summary>
    Fewest,
}
