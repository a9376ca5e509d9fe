using Theory.Activations;
using Theory.Networks;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>The loss of a physics-informed network for Burgers' equation, with its derivatives by Taylor propagation.</summary>
/// <remarks>
/// Loss: mean of f² over places, f = u_t + u u_x - ν u_xx, plus mean of (u - u₀)² over conditions (M. Raissi et al., J. Comput. Phys. 378
/// (2019), eq. 4). With h = s(z) the first derivative by x and the heat operator D = ∂_t - ν ∂_xx, linear up to a square, are enough:
/// h_x = s' z_x, D h = s' D z - ν s'' z_x². So three coefficients pass through a layer, not u, u_x, u_t and u_xx. Gradients come from one
/// backward pass through the propagation, written out. Tests compare with nested automatic differentiation.
/// </remarks>
public sealed class BurgersGradient : IGradient, IDisposable
{
    private readonly Network _network;
    private readonly IBurgersPropagation _propagation;

    /// <summary>The loss at given points.</summary>
    /// <param name="network">The law of the networks that will be trained.</param>
    /// <param name="points">Where equation and conditions are imposed.</param>
    /// <param name="viscosity">ν.</param>
    /// <param name="scaling">How x and t enter the networks.</param>
    /// <param name="type">The type of the networks' parameters.</param>
    /// <param name="device">Where the networks are.</param>
    /// <exception cref="UserInputException">The network has no activation, or several, or one of which a derivative contains a function that cannot be evaluated.</exception>
    public BurgersGradient(
        Network network, BurgersPoints points, double viscosity, InputScaling scaling, torch.ScalarType type, torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(scaling);
        ArgumentNullException.ThrowIfNull(device);
        _network = network;
        Activation activation = network.Activations.Distinct().ToArray() is [Activation only]
            ? only
            : throw new UserInputException("physics-informed networks need one activation, the same between all layers");
        _propagation = device.type != DeviceType.CPU ? new TensorPropagation(activation, points, viscosity, scaling, type, device)
            : type == torch.ScalarType.Float32 ? new ChunkedPropagation<float>(activation, points, viscosity, scaling)
            : new ChunkedPropagation<double>(activation, points, viscosity, scaling);

        // Values and adjoints of three coefficients, and three derivatives of s.
        EquivalentSamples = 3 * (points.Places.Count + points.Conditions.Count);
    }

    /// <summary>The numbers that a step keeps for a network are at most those of so many samples of a regression.</summary>
    public int EquivalentSamples { get; }

    /// <inheritdoc/>
    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(participating);
        ArgumentNullException.ThrowIfNull(accept);
        ArgumentNullException.ThrowIfNull(optimizer);
        RequireLaw(networks);
        _propagation.Step(networks, participating, accept, optimizer);
    }

    /// <summary>The mean square of f over places and of u - u₀ over conditions, for each network.</summary>
    public (double[] Equation, double[] Conditions) MeanSquares(StackedNetworks networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        RequireLaw(networks);
        return _propagation.MeanSquares(networks);
    }

    private void RequireLaw(StackedNetworks networks)
    {
        if (!ReferenceEquals(networks.Architecture.Network, _network))
        {
            throw new ArgumentException("these are networks of another law", nameof(networks));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _propagation.Dispose();
}
