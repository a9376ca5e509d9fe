namespace Theory.Validation.Comparison;

/// <summary>What an ensemble says about a theory.</summary>
public enum Verdict
{
    /// <summary>Every layer within reach of the expansion agrees.</summary>
    Confirmed,

    /// <summary>A layer within reach of the expansion disagrees beyond chance.</summary>
    Refuted,

    /// <summary>No layer can be judged: the expansion does not reach it, it does not fluctuate, or the networks are too few.</summary>
    Undecided,
}
