using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.PhysicsInformed;

/// <summary>Activations ready for Taylor propagation.</summary>
public static class TaylorActivation
{
    /// <summary>An activation with its exact derivatives; piecewise polynomials (ReLU, MRePU) in one pass each on the CPU.</summary>
    /// <exception cref="UserInputException">A derivative contains a function that torch lacks.</exception>
    public static ITaylorActivation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var shared = new Shared(activation.Name, TensorCompiler.CompileDerivatives(activation, 3));
        return PiecewisePolynomial.TryFrom(activation) is { } polynomial ? new Polynomial(polynomial, shared) : shared;
    }

    /// <summary>Tensor operations; what the derivatives have in common is computed once.</summary>
    internal sealed class Shared(string name, Func<torch.Tensor, torch.Tensor[]> derivatives) : ITaylorActivation
    {
        public string Name => name;

        public TaylorDerivatives Derivatives(torch.Tensor z)
        {
            torch.Tensor[] all = derivatives(z);
            return new TaylorDerivatives(all[0], all[1], all[2], all[3]);
        }
    }

    /// <summary>Horner's rule in vector registers on the CPU.</summary>
    private sealed class Polynomial(PiecewisePolynomial polynomial, ITaylorActivation elsewhere) : ITaylorActivation
    {
        public string Name => elsewhere.Name;

        public TaylorDerivatives Derivatives(torch.Tensor z)
        {
            return z.device_type == DeviceType.CPU ? new TaylorDerivatives(Evaluate(0), Evaluate(1), Evaluate(2), Evaluate(3)) : elsewhere.Derivatives(z);

            torch.Tensor Evaluate(int order)
            {
                var result = torch.empty_like(z);
                ElementBlocks.ForEach(z.numel(), (start, count) =>
                {
                    if (z.dtype == torch.ScalarType.Float32)
                    {
                        polynomial.EvaluateDerivative<float>(order, ElementBlocks.Of<float>(z, start, count), ElementBlocks.Of<float>(result, start, count));
                    }
                    else
                    {
                        polynomial.EvaluateDerivative<double>(order, ElementBlocks.Of<double>(z, start, count), ElementBlocks.Of<double>(result, start, count));
                    }
                });
                return result;
            }
        }
    }
}
