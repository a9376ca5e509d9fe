using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Outputs of a stack with their derivatives by the inputs, forward through the layers with the activation's exact derivative.</summary>
/// <remarks>∂z(1)/∂x_k = W e_k, ∂z(l+1)/∂x_k = W (s'(z(l)) ∂z(l)/∂x_k): one more product of matrices for each input, no backward pass.</remarks>
public static class InputDerivatives
{
    /// <summary>Evaluates at inputs that all networks share; at a kink of an activation its derivative from the left counts.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="inputs">[samples, n_0].</param>
    /// <returns>[networks, samples * n_L], and the same for the derivative by each input.</returns>
    public static (torch.Tensor Values, IReadOnlyList<torch.Tensor> Derivatives) Evaluate(StackedNetworks networks, torch.Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(inputs);
        using var noGradients = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        int dimension = networks.Architecture.Sizes[0];
        var z = networks.Preactivations(1, networks.Broadcast(inputs));
        torch.Tensor[] tangents = [.. Enumerable.Range(0, dimension).Select(k =>
            networks.Weights(1).narrow(2, k, 1).transpose(1, 2).expand(networks.Count, inputs.shape[0], networks.Architecture.Sizes[1]))];
        for (int l = 2; l <= networks.Architecture.Layers; l++)
        {
            var (value, slope) = networks.Architecture.ActivationOf(l - 1).ValueAndDerivative(z);
            z = networks.Preactivations(l, value);
            var transposed = networks.Weights(l).transpose(1, 2);
            tangents = [.. tangents.Select(t => torch.bmm(slope * t, transposed))];
        }

        return (Flat(z), [.. tangents.Select(Flat)]);

        torch.Tensor Flat(torch.Tensor t) => t.reshape(networks.Count, -1).MoveToOuterDisposeScope();
    }
}
