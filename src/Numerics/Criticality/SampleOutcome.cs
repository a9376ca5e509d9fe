namespace Theory.Numerics.Criticality;

/// <summary>Whether the expectations that decide about fixed points are known at a kernel.</summary>
internal enum SampleOutcome
{
    /// <summary>They are.</summary>
    Exists,

    /// <summary>One is infinite, or larger than any double: a kernel that comes here grows without bound.</summary>
    Infinite,

    /// <summary>The kernel vanishes in double precision.</summary>
    Vanishes,

    /// <summary>They were computed, but rounding left too few digits to decide anything.</summary>
    Lost,

    /// <summary>They could not be computed: nothing is known.</summary>
    Failed,
}
