namespace Theory.Networks;

/// <summary>How branches come together.</summary>
public enum BranchCombination
{
    /// <summary>They are added, neuron by neuron.</summary>
    Sum,

    /// <summary>They are multiplied, neuron by neuron, as in gated units.</summary>
    Product,

    /// <summary>Their neurons are put beside each other.</summary>
    Concatenation,
}
