using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>Turns activations into tensor operations, generated from their exact pieces.</summary>
public static class TensorCompiler
{
    /// <summary>The activation as elementwise operations on a tensor of any shape, floating type and device.</summary>
    /// <exception cref="UserInputException">The activation contains a function that torch lacks.</exception>
    public static TensorActivation Compile(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new TensorActivation(activation.Name, Compile(activation, StableForm.Of))
        {
            Derivative = Differentiable(activation) ? Compile(activation, DerivativeOf) : null,
            Degree = HomogeneityDegree.Of(activation),
        };
    }

    /// <summary>The derivative s' as elementwise operations: exact on each piece, from the left at breakpoints, blind to jumps.</summary>
    /// <exception cref="UserInputException">The derivative contains a function that torch lacks.</exception>
    public static TensorActivation CompileDerivative(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new TensorActivation($"derivative of {activation.Name}", Compile(activation, DerivativeOf));
    }

    /// <summary>s and its derivatives up to an order, as <see cref="CompileDerivative"/> has the first; common parts are computed once.</summary>
    /// <returns>Tensors by order, contiguous where the argument is.</returns>
    /// <exception cref="UserInputException">A derivative contains a function that torch lacks.</exception>
    public static Func<Tensor, Tensor[]> CompileDerivatives(Activation activation, int order)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return new SharedDerivatives(activation, order).Evaluate;
    }

    /// <summary>A function made of the pieces of an activation, each changed in the same way.</summary>
    private static Func<Tensor, Tensor> Compile(Activation activation, Func<Expr, Expr> change)
    {
        Expr[] expressions = [.. activation.Pieces.Select(p => change(p.Expression))];
        TensorProgram[] pieces = [.. activation.Pieces.Zip(expressions, (piece, formula) => new TensorProgram([formula], piece))];
        double[] starts = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];
        bool lastIsConstant = expressions[^1].IsConstant;
        return z =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor result = pieces[0].Evaluate(z)[0];
            for (int i = 0; i < starts.Length; i++)
            {
                result = where(z.IsAtMost(starts[i]), result, pieces[i + 1].Evaluate(z)[0]);
            }

            // NaN, which a network that overflows can reach, compares as the last piece and must not become its constant.
            if (lastIsConstant && starts.Length > 0)
            {
                result = where(z.isnan(), z, result);
            }

            // A piece can be z itself, which belongs to the caller.
            return (ReferenceEquals(result, z) ? z.clone() : result).MoveToOuterDisposeScope();
        };
    }

    /// <summary>A jump has no derivative that a network could be trained with, and some derivatives have no formula or functions that torch lacks.</summary>
    private static bool Differentiable(Activation activation) => activation.Smoothness is not -1
        && activation.Pieces.All(p => p.Expression.HasDerivative(Symbol.Z) && TensorProgram.Has(DerivativeOf(p.Expression)));

    private static Expr DerivativeOf(Expr expr) => StableForm.Derivatives(expr, 1)[1];
}
