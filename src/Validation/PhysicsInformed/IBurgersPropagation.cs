using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Carries u, u_x and u_t - ν u_xx through networks, and the gradient of the loss back.</summary>
internal interface IBurgersPropagation : IDisposable
{
    /// <summary>As <see cref="IGradient.Step"/>.</summary>
    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer);

    /// <summary>The mean square of f over places and of u - u₀ over conditions, for each network.</summary>
    public (double[] Equation, double[] Conditions) MeanSquares(StackedNetworks networks);

    /// <summary>u, u_x and u_t - ν u_xx at the places: [networks][places].</summary>
    public (double[][] U, double[][] X, double[][] Heat) Solution(StackedNetworks networks);
}
