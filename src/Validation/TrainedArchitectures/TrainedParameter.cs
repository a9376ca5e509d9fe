using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.TrainedArchitectures;

/// <summary>A parameter of every network of a stack, with what its optimizer remembers.</summary>
internal sealed class TrainedParameter : IDisposable
{
    private readonly torch.Tensor? _first;
    private readonly torch.Tensor? _second;
    private readonly OptimizerOptions _optimizer;
    private int _step;

    /// <summary>A parameter that starts at a value, which it owns from now on.</summary>
    public TrainedParameter(torch.Tensor value, OptimizerOptions optimizer)
    {
        Value = value.DetachFromDisposeScope();
        _optimizer = optimizer;
        if (optimizer is AdamOptions)
        {
            _first = torch.zeros_like(value).DetachFromDisposeScope();
            _second = torch.zeros_like(value).DetachFromDisposeScope();
        }
    }

    /// <summary>[networks, ...].</summary>
    public torch.Tensor Value { get; }

    /// <summary>One step along a gradient of the same shape.</summary>
    public void Follow(torch.Tensor gradient)
    {
        _step++;
        if (_optimizer is AdamOptions adam)
        {
            new AdamStep(adam, _step).Update(Value, gradient, _first!, _second!);
        }
        else
        {
            Value.PlusInPlace(gradient, -_optimizer.LearningRate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Value.Dispose();
        _first?.Dispose();
        _second?.Dispose();
    }
}
