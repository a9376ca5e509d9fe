namespace Theory.Numerics.ExactLaw;

/// <summary>The law of the next metric as weights of nodes ln G' = i h: sums over them are expectations of functions within the band.</summary>
/// <param name="LogMean">ln of the mean.</param>
/// <param name="Cumulants">The second to fourth cumulant over the power of the mean.</param>
/// <param name="Zero">The probability that it is 0.</param>
/// <param name="First">The index of the first node.</param>
/// <param name="Weights">The weights.</param>
internal sealed record TransitionWeights(double LogMean, double[] Cumulants, double Zero, int First, double[] Weights)
{
    /// <summary>The weight of a node, 0 beyond those that are kept.</summary>
    /// <param name="node">Its index.</param>
    public double At(int node) => (uint)(node - First) < (uint)Weights.Length ? Weights[node - First] : 0;
}
