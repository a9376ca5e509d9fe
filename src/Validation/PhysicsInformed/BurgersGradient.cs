using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>The loss of a physics-informed network for Burgers' equation, with u_t, u_x and u_xx by Taylor propagation.</summary>
/// <remarks>
/// Loss: mean of f² over places, f = u_t + u u_x - ν u_xx, plus mean of (u - u₀)² over conditions (M. Raissi et al., J. Comput. Phys. 378
/// (2019), eq. 4). All coefficients are rows of one tensor, so that each layer is one product of matrices; gradients come from one backward
/// pass through the propagation, written out. Tests compare with nested automatic differentiation.
/// </remarks>
public sealed class BurgersGradient : IGradient, IDisposable
{
    private readonly ITaylorActivation activation;
    private readonly double viscosity;
    private readonly int places;
    private readonly int conditions;
    private readonly TaylorLayer layer;
    private readonly torch.Tensor inputs;
    private readonly torch.Tensor targets;

    /// <summary>The loss at given points.</summary>
    /// <param name="activation">s.</param>
    /// <param name="points">Where equation and conditions are imposed.</param>
    /// <param name="viscosity">ν.</param>
    /// <param name="type">The type of the networks' parameters.</param>
    /// <param name="device">Where the networks are.</param>
    public BurgersGradient(ITaylorActivation activation, BurgersPoints points, double viscosity, torch.ScalarType type, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(points);
        this.activation = activation;
        this.viscosity = viscosity;
        places = points.Places.Count;
        conditions = points.Conditions.Count;
        layer = new TaylorLayer(places, conditions);
        double[][] rows =
        [
            .. points.Places.Select(p => new[] { p.X, p.T }),
            .. points.Conditions.Select(c => new[] { c.X, c.T }),
            .. Enumerable.Repeat<double[]>([1, 0], places),
            .. Enumerable.Repeat<double[]>([0, 1], places),
            .. Enumerable.Repeat<double[]>([0, 0], places),
        ];
        inputs = Regression.ToTensor(rows, type, device).DetachFromDisposeScope();
        targets = Regression.ToTensor([.. points.Conditions.Select(c => new[] { c.U })], type, device).DetachFromDisposeScope();
    }

    /// <summary>The numbers that a step keeps for a network are those of so many samples of a regression.</summary>
    public int EquivalentSamples => layer.Rows + (2 * layer.Values);

    /// <inheritdoc/>
    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(accept);
        ArgumentNullException.ThrowIfNull(optimizer);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        int last = networks.Architecture.Layers;
        var z = new torch.Tensor[last];
        var h = new torch.Tensor[last];
        var s = new TaylorDerivatives[last];
        h[0] = networks.Broadcast(inputs);
        for (int l = 1; l < last; l++)
        {
            z[l] = Preactivations(networks, l, h[l - 1]);
            s[l] = Derivatives(z[l]);
            h[l] = layer.Forward(z[l], s[l]);
        }

        var output = Preactivations(networks, last, h[last - 1]);
        var (equation, condition) = Residuals(output);
        if (!accept(Numbers(equation.square().mean([1, 2]) + condition.square().mean([1, 2]))))
        {
            return;
        }

        var weight = participating.reshape(-1, 1, 1);
        var delta = OutputAdjoint(output, equation.mul_(weight * (2.0 / places)), condition.mul_(weight * (2.0 / conditions)));
        for (int l = last; l >= 1; l--)
        {
            using var transposed = delta.transpose(1, 2);
            using var weights = torch.bmm(transposed, h[l - 1]);
            using var values = delta.narrow(1, 0, layer.Values);
            using var biases = values.sum(dim: 1, keepdim: true);
            if (l > 1)
            {
                var before = torch.bmm(delta, networks.Weights(l));
                layer.Backward(before, z[l - 1], s[l - 1]);
                delta.Dispose();
                h[l - 1].Dispose();
                z[l - 1].Dispose();
                s[l - 1].Dispose();
                delta = before;
            }

            optimizer.Update(l, weights, biases);
        }
    }

    /// <summary>The mean square of f over places and of u - u₀ over conditions, for each network.</summary>
    public (double[] Equation, double[] Conditions) MeanSquares(StackedNetworks networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var (equation, condition) = Residuals(Propagate(networks));
        return (Numbers(equation.square().mean([1, 2])), Numbers(condition.square().mean([1, 2])));
    }

    /// <summary>u, u_x, u_t and u_xx at the places, [networks, places, 1] each.</summary>
    internal (torch.Tensor U, torch.Tensor X, torch.Tensor T, torch.Tensor XX) Solution(StackedNetworks networks)
    {
        var output = Propagate(networks);
        return (Rows(output, 0), Rows(output, 1), Rows(output, 2), Rows(output, 3));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        inputs.Dispose();
        targets.Dispose();
    }

    private torch.Tensor Propagate(StackedNetworks networks)
    {
        var h = networks.Broadcast(inputs);
        for (int l = 1; l < networks.Architecture.Layers; l++)
        {
            using var before = h;
            using var z = Preactivations(networks, l, h);
            using var s = Derivatives(z);
            h = layer.Forward(z, s);
        }

        return Preactivations(networks, networks.Architecture.Layers, h);
    }

    /// <summary>b + W h for values, W h for derivatives.</summary>
    private torch.Tensor Preactivations(StackedNetworks networks, int l, torch.Tensor h)
    {
        using var transposed = networks.Weights(l).transpose(1, 2);
        var z = torch.bmm(h, transposed);
        using var values = z.narrow(1, 0, layer.Values);
        values.add_(networks.Biases(l));
        return z;
    }

    private TaylorDerivatives Derivatives(torch.Tensor z)
    {
        using var values = z.narrow(1, 0, layer.Values);
        using var contiguous = values.contiguous();
        return activation.Derivatives(contiguous);
    }

    private (torch.Tensor Equation, torch.Tensor Condition) Residuals(torch.Tensor output) =>
        (Rows(output, 2) + (Rows(output, 0) * Rows(output, 1)) - (Rows(output, 3) * viscosity), output.narrow(1, places, conditions) - targets);

    /// <summary>The adjoints of u, u_x, u_t, u_xx and of u at the conditions, given those of f and of u - u₀.</summary>
    private torch.Tensor OutputAdjoint(torch.Tensor output, torch.Tensor equation, torch.Tensor condition) =>
        torch.cat([equation * Rows(output, 1), condition, equation * Rows(output, 0), equation, equation * -viscosity], 1);

    /// <summary>u (0), u_x (1), u_t (2) or u_xx (3) at the places.</summary>
    private torch.Tensor Rows(torch.Tensor output, int coefficient) =>
        output.narrow(1, coefficient == 0 ? 0 : layer.Values + ((coefficient - 1) * places), places);

    private static double[] Numbers(torch.Tensor perNetwork) => perNetwork.to(torch.float64).cpu().data<double>().ToArray();
}
