namespace Theory.Numerics.Flow;

/// <summary>Why a flow ends.</summary>
public enum FlowEndKind
{
    /// <summary>An expectation does not exist there, or could not be evaluated.</summary>
    Expectation,

    /// <summary>The kernel or its fluctuation exceeds double precision.</summary>
    Overflow,

    /// <summary>The kernel underflows to 0.</summary>
    Underflow,

    /// <summary>The mean metric to the order 1/n is not positive: the width is too small for the expansion.</summary>
    Expansion,
}
