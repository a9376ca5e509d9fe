namespace Theory.Networks;

/// <summary>Several sequences of layers that take the same signal, and whose outputs come together.</summary>
/// <remarks>
/// With weights of their own the branches are independent of each other, neuron by neuron: kernels of a sum are added, those of a product are multiplied.
/// Concatenation averages kernels by width, whatever the branches share.
/// </remarks>
public sealed record Branches : Layer
{
    /// <summary>Branches that come together.</summary>
    /// <exception cref="UserInputException">There are fewer than two, or two of a sum or product have no weights of their own.</exception>
    public Branches(BranchCombination combination, IReadOnlyList<LayerSequence> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        string name = LayerText.NameOf(combination);
        Require.That(sequences.Count >= 2, $"{name} needs at least two branches, as in {name}(linear | linear; relu), got {sequences.Count}");
        Require.That(
            combination == BranchCombination.Concatenation || sequences.Count(s => !s.IsFresh) <= 1,
            $"all branches of a {name} but one need weights of their own, since they are correlated otherwise; start or end them with linear");
        (Combination, Sequences) = (combination, [.. sequences]);
    }

    /// <summary>How they come together.</summary>
    public BranchCombination Combination { get; }

    /// <summary>The branches.</summary>
    public IReadOnlyList<LayerSequence> Sequences { get; }

    /// <summary>How it was called, as swiglu; null for branches that were written out.</summary>
    public string? Name { get; init; }

    /// <summary>A gated unit s(W x) V x.</summary>
    /// <param name="gate">The layers after W.</param>
    /// <param name="weights">The law of W and of V.</param>
    public static Branches Gated(Elementwise gate, Linear weights) => new(BranchCombination.Product, [new([weights, gate]), new([weights])]);
}
