using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>A loss of every network of a stack, with its gradient.</summary>
public interface IGradient
{
    /// <summary>Whether the loss is the same function at every call, as line searches need it. Default true.</summary>
    public bool IsSameFunction => true;

    /// <summary>Evaluates the loss and, if it is finite for every network that takes part, hands the gradients to the optimizer.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="participating">1 for networks that are trained, 0 for those that have diverged and been cleared; [networks].</param>
    /// <param name="accept">Whether to go on, given the losses; called once, before any parameter changes.</param>
    /// <param name="optimizer">Takes the gradients; its step has begun.</param>
    public void Step(StackedNetworks networks, torch.Tensor participating, Func<double[], bool> accept, IOptimizer optimizer);
}
