using Theory.Networks;
using Theory.Validation.Tensors;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The tangent kernel of the first output of every network of a stack, with the learning rates of its law.</summary>
/// <remarks>
/// Theta_ab = sum over layers of (lambda_b + lambda_W h_a·h_b/n_(l-1)) delta_a·delta_b, with h what enters layer l and delta = dz(L)_1/dz(l) (PDLT 8.1), one
/// pass forward and one back for all networks at once.
/// </remarks>
public static class StackedTangentKernel
{
    /// <summary>Evaluates outputs and tangent kernel at inputs that all networks share; at a kink of an activation its derivative from the left counts.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="inputs">[samples, n_0].</param>
    /// <returns>z(L)_1, [networks, samples], and Theta, [networks, samples, samples].</returns>
    public static (torch.Tensor Outputs, torch.Tensor Kernel) Evaluate(StackedNetworks networks, torch.Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(inputs);
        using DisposeScope scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        NetworkArchitecture architecture = networks.Architecture;
        int last = architecture.Layers;
        var values = new torch.Tensor[last];
        var slopes = new torch.Tensor[last];
        values[0] = networks.Broadcast(inputs);
        for (int l = 1; l < last; l++)
        {
            (values[l], slopes[l]) = architecture.ActivationOf(l).ValueAndDerivative(networks.Preactivations(l, values[l - 1]));
        }

        torch.Tensor outputs = networks.Preactivations(last, values[last - 1]).select(2, 0);
        torch.Tensor kernel = Parameters(architecture, last, values[last - 1]);
        torch.Tensor? delta = null;
        for (int l = last; l > 1; l--)
        {
            torch.Tensor weights = networks.Weights(l);
            torch.Tensor above = delta is null ? weights.narrow(1, 0, 1) : torch.bmm(delta, weights);
            delta = above * slopes[l - 1];
            kernel = kernel.Plus(torch.bmm(delta, delta.transpose(1, 2)) * Parameters(architecture, l - 1, values[l - 2]));
        }

        return (outputs.MoveToOuterDisposeScope(), kernel.MoveToOuterDisposeScope());
    }

    /// <summary>lambda_b + lambda_W h_a·h_b/n_(l-1).</summary>
    private static torch.Tensor Parameters(NetworkArchitecture architecture, int layer, torch.Tensor h)
    {
        Linear law = architecture.Network[layer];
        return torch.bmm(h, h.transpose(1, 2)).Times(law.LambdaW / architecture.Sizes[layer - 1]).Plus(law.LambdaB);
    }
}
