namespace Theory.Networks;

/// <summary>What is divided out of a signal.</summary>
public enum NormalisationKind
{
    /// <summary>The mean over neurons is subtracted, then the deviation divided out.</summary>
    Layer,

    /// <summary>The root of the mean square is divided out.</summary>
    RootMeanSquare,
}
