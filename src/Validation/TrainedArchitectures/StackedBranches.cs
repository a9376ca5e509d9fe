using Theory.Networks;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>Sum, product or concatenation of branches.</summary>
internal sealed class StackedBranches(BranchCombination combination, IReadOnlyList<StackedSequence> branches) : IStackedLayer
{
    /// <inheritdoc/>
    public (torch.Tensor Signals, Backwards Backwards) Forwards(torch.Tensor x)
    {
        (torch.Tensor Signals, Backwards Backwards)[] all = [.. branches.Select(b => b.Forwards(x))];
        switch (combination)
        {
            case BranchCombination.Sum:
                return (Sum(all.Select(b => b.Signals)), gradients => Sum(all.Select(b => b.Backwards(gradients))));
            case BranchCombination.Product:
                return (Product(all.Select(b => b.Signals)), gradients =>
                    Sum(all.Select((b, i) => b.Backwards(Product([gradients, .. all.Where((_, j) => j != i).Select(o => o.Signals)])))));
            default:
                return (torch.cat([.. all.Select(b => b.Signals)], 1), gradients =>
                {
                    torch.Tensor[] parts = gradients.split([.. all.Select(b => b.Signals.shape[1])], 1);
                    return Sum(all.Select((b, i) => b.Backwards(parts[i])));
                }
                );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StackedSequence branch in branches)
        {
            branch.Dispose();
        }
    }

    private static torch.Tensor Sum(IEnumerable<torch.Tensor> terms) => terms.Aggregate((a, b) => a.Plus(b));

    private static torch.Tensor Product(IEnumerable<torch.Tensor> factors) => factors.Aggregate((a, b) => a * b);
}
