using TorchSharp;

namespace Theory.Validation.Sampling;

/// <summary>Sums whose order of addition depends on the number of terms only.</summary>
/// <remarks>
/// Torch's reductions choose their order by the shape of the tensor, the number of threads (seen for a row of 200,000) and the device.
/// Adding the second half to the first one until one term is left consists of additions by elements, which IEEE 754 determines; its
/// rounding error grows like log n.
/// </remarks>
internal static class OrderedSum
{
    /// <summary>The sum over one dimension, which disappears; the tensor is overwritten.</summary>
    public static torch.Tensor OverwritingOver(int dimension, torch.Tensor terms)
    {
        long count = terms.shape[dimension];
        while (count > 1)
        {
            long half = count / 2;
            long kept = count - half;
            using var first = terms.narrow(dimension, 0, half);
            using var second = terms.narrow(dimension, kept, half);
            first.add_(second);
            count = kept;
        }

        return terms.select(dimension, 0);
    }
}
