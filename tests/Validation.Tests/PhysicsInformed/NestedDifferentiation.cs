using Theory.Validation.PhysicsInformed;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.PhysicsInformed;

/// <summary>The loss of Burgers' equation by torch's own differentiation of its own gradients.</summary>
internal sealed class NestedDifferentiation
{
    public NestedDifferentiation(StackedNetworks networks, Func<torch.Tensor, torch.Tensor> activation, BurgersPoints points, double viscosity, InputScaling scaling)
    {
        for (int l = 1; l <= networks.Architecture.Layers; l++)
        {
            networks.Weights(l).requires_grad_(true);
            networks.Biases(l).requires_grad_(true);
        }

        var x = torch.tensor(points.Places.Select(p => p.X).ToArray()).reshape(1, -1, 1).repeat(networks.Count, 1, 1).requires_grad_(true);
        var t = torch.tensor(points.Places.Select(p => p.T).ToArray()).reshape(1, -1, 1).repeat(networks.Count, 1, 1).requires_grad_(true);
        U = Output(Scaled(x, t));
        var first = torch.autograd.grad([U], [x, t], [torch.ones_like(U)], retain_graph: true, create_graph: true);
        (X, T) = (first[0], first[1]);
        XX = torch.autograd.grad([X], [x], [torch.ones_like(X)], retain_graph: true, create_graph: true, allow_unused: true)[0] is { IsInvalid: false } second ? second : torch.zeros_like(X);

        var atConditions = networks.Broadcast(Regression.ToTensor([.. points.Conditions.Select(c => new[] { c.X, c.T })], torch.float64, torch.CPU));
        var conditions = Output(Scaled(atConditions.narrow(2, 0, 1), atConditions.narrow(2, 1, 1)));
        var given = torch.tensor(points.Conditions.Select(c => c.U).ToArray()).reshape(1, -1, 1);
        Losses = (T.Plus(U * X) - XX.Times(viscosity)).Squared().mean([1, 2]).Plus((conditions - given).Squared().mean([1, 2]));

        torch.Tensor Scaled(torch.Tensor place, torch.Tensor time) => torch.cat([place.Times(scaling.X), time.Times(scaling.T).Plus(scaling.TOffset)], 2);

        torch.Tensor Output(torch.Tensor h)
        {
            for (int l = 1; l <= networks.Architecture.Layers; l++)
            {
                var z = networks.Preactivations(l, h);
                h = l < networks.Architecture.Layers ? activation(z) : z;
            }

            return h;
        }
    }

    public torch.Tensor U { get; }

    public torch.Tensor X { get; }

    public torch.Tensor T { get; }

    public torch.Tensor XX { get; }

    public torch.Tensor Losses { get; }
}
