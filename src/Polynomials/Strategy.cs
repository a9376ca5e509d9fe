namespace Theory.Polynomials;

/// <summary>What a network is chosen for.</summary>
public enum Strategy
{
    /// <summary>The fewest parameters among those whose proven error in double precision is small; the most stable one when there is none.</summary>
    Automatic,

    /// <summary>The fewest units, then the fewest layers.</summary>
    FewestNeurons,

    /// <summary>The fewest layers, then the fewest units.</summary>
    FewestLayers,

    /// <summary>The smallest proven error in double precision.</summary>
    MostStable,
}
