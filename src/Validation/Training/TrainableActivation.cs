using Theory.Activations;
using Theory.Validation.Activations;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>Activations ready for training.</summary>
public static class TrainableActivation
{
    /// <summary>
    /// An activation and its exact derivative as tensor operations; piecewise polynomials (ReLU, RePU, MRePU) in one pass on the CPU.
    /// </summary>
    /// <exception cref="UserInputException">The activation contains a function that torch lacks.</exception>
    public static ITrainableActivation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var compiled = new CompiledActivation(TensorCompiler.Compile(activation), TensorCompiler.CompileDerivative(activation));
        return PiecewisePolynomial.TryFrom(activation) is { } polynomial ? new PolynomialActivation(polynomial, compiled) : compiled;
    }

    /// <summary>One tensor operation after another, on any device.</summary>
    internal sealed class CompiledActivation(TensorActivation value, TensorActivation derivative) : ITrainableActivation
    {
        public string Name => value.Name;

        public torch.Tensor Value(torch.Tensor z) => value.Function(z);

        public (torch.Tensor Value, torch.Tensor Derivative) ValueAndDerivative(torch.Tensor z) => (value.Function(z), derivative.Function(z));
    }
}
