namespace Theory.Networks;

/// <summary>What a filter sees beyond the edge.</summary>
public enum Padding
{
    /// <summary>Zeros; the extent stays, divided by the stride.</summary>
    Zero,

    /// <summary>The opposite edge; the extent stays, divided by the stride.</summary>
    Circular,

    /// <summary>Nothing: filters that would leave the image are left out.</summary>
    Valid,
}
