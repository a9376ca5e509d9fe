using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>Whether the means over neurons behind activations matter to the kernels of a network: layer norm subtracts them, and sums have their products.</summary>
internal static class MeanUse
{
    /// <summary>True when they may.</summary>
    public static bool Of(LayerSequence sequence)
    {
        bool used = false;
        Walk(sequence, false, ref used);
        return used;
    }

    /// <summary>True when there may be a mean behind the sequence, given whether there is one before it.</summary>
    private static bool Walk(LayerSequence sequence, bool mean, ref bool used)
    {
        foreach (Layer layer in sequence.Layers)
        {
            mean = Walk(layer, mean, ref used);
        }

        return mean;
    }

    private static bool Walk(Layer layer, bool mean, ref bool used)
    {
        switch (layer)
        {
            case Linear or Convolution:
                return false;
            case Elementwise:
                return true;
            case Normalisation norm:
                used |= mean && norm.Kind == NormalisationKind.Layer;
                return mean && norm.Kind != NormalisationKind.Layer;
            case Repetition repetition:
                return Walk(repetition.Body, Walk(repetition.Body, mean, ref used), ref used);
            case Residual residual:
                bool skip = residual.Projection is LayerSequence p ? Walk(p, mean, ref used) : mean;
                bool body = Walk(residual.Body, mean, ref used);
                used |= skip && body;
                return skip || body;
            case Branches branches:
                int count = 0;
                foreach (LayerSequence sequence in branches.Sequences)
                {
                    count += Walk(sequence, mean, ref used) ? 1 : 0;
                }

                used |= count > 1 && branches.Combination == BranchCombination.Sum;
                return count > 0;
            default:
                return mean;
        }
    }
}
