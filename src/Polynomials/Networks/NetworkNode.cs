using Fractions;

namespace Theory.Polynomials.Networks;

/// <summary>A node of a network.</summary>
/// <param name="Id">Its number, in order of creation; sources have smaller numbers than their targets.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="Bias">The constant of its preactivation.</param>
/// <param name="Label">What it stands for, for people: x, x^2, T5(x); may be empty.</param>
public sealed record NetworkNode(int Id, NodeKind Kind, Fraction Bias, string Label)
{
    /// <inheritdoc/>
    public bool Equals(NetworkNode? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Id;
}
