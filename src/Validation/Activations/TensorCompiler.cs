using Fractions;
using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Validation.Sampling;
using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>Turns activations into tensor operations, generated from their exact pieces.</summary>
public static class TensorCompiler
{
    private static readonly double MinusRootOfHalf = -Math.Sqrt(0.5);
    private static readonly double DensityAtZero = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>The activation as elementwise operations on a tensor of any shape, floating type and device.</summary>
    /// <exception cref="UserInputException">The activation contains a function that torch lacks.</exception>
    public static TensorActivation Compile(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new TensorActivation(activation.Name, Compile(activation, p => p))
        {
            Derivative = Differentiable(activation) ? Compile(activation, p => p.Derivative(Symbol.Z)) : null,
            Degree = HomogeneityDegree.Of(activation),
        };
    }

    /// <summary>The derivative s' as elementwise operations: exact on each piece, from the left at breakpoints, blind to jumps.</summary>
    /// <exception cref="UserInputException">The derivative contains a function that torch lacks.</exception>
    public static TensorActivation CompileDerivative(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new TensorActivation($"derivative of {activation.Name}", Compile(activation, p => p.Derivative(Symbol.Z)));
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
        Func<Tensor, Tensor>[] pieces = [.. expressions.Select(Compile)];
        double[] starts = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];
        bool lastIsConstant = expressions[^1].IsConstant;
        return z =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor result = pieces[0](z);
            for (int i = 0; i < starts.Length; i++)
            {
                result = where(z.IsAtMost(starts[i]), result, pieces[i + 1](z));
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

    /// <summary>A jump has no derivative that a network could be trained with.</summary>
    private static bool Differentiable(Activation activation)
    {
        try
        {
            return activation.Smoothness is not -1 && activation.Pieces.All(p => Compile(p.Expression.Derivative(Symbol.Z)) is not null);
        }
        catch (UserInputException)
        {
            return false;
        }
    }

    private static Func<Tensor, Tensor> Compile(Expr expr) => expr switch
    {
        _ when expr.IsConstant => Constant(expr),
        Symbol => z => z,
        Sum sum => CompileSum(sum),
        Product product => CompileProduct(product),
        Power power => CompilePower(power),
        Function function => CompileFunction(function),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Func<Tensor, Tensor> Constant(Expr expr)
    {
        double value = Value(expr);
        return z => z.FilledLike(value);
    }

    internal static double Value(Expr constant) => Numerics.Compilation.ExpressionCompiler.Compile(constant, Symbol.Z)(double.NaN);

    private static Func<Tensor, Tensor> CompileSum(Sum sum)
    {
        ExponentialMinusOne? pair = ExponentialMinusOne.TryRead(sum);
        IReadOnlyList<Expr> terms = pair?.Rest ?? sum.Terms;
        List<Func<Tensor, Tensor>> varying = [.. terms.Where(t => !t.IsConstant).Select(Compile)];
        if (pair is not null)
        {
            Func<Tensor, Tensor> argument = Compile(pair.Argument);
            double coefficient = pair.Coefficient.ToNearestDouble();
            varying.Add(z => argument(z).expm1().Times(coefficient));
        }

        double constant = terms.Where(t => t.IsConstant).Sum(Value);
        return z =>
        {
            Tensor total = varying.Skip(1).Aggregate(varying[0](z), (a, term) => a.Plus(term(z)));
            return constant == 0 ? total : total.Plus(constant);
        };
    }

    private static Func<Tensor, Tensor> CompileProduct(Product product)
    {
        Func<Tensor, Tensor>[] varying = [.. product.Children.Where(f => !f.IsConstant).Select(Compile)];
        double constant = product.Children.Where(f => f.IsConstant).Aggregate(1.0, (value, f) => value * Value(f));
        return z =>
        {
            Tensor total = varying.Skip(1).Aggregate(varying[0](z), (a, factor) => a * factor(z));
            return constant == 1 ? total : total.Times(constant);
        };
    }

    private static Func<Tensor, Tensor> CompilePower(Power power)
    {
        Func<Tensor, Tensor> @base = Compile(power.Base);
        if (power.Exponent is not Number { Value: var exponent })
        {
            Func<Tensor, Tensor> variable = Compile(power.Exponent);
            return z => @base(z).pow(variable(z));
        }

        double order = exponent.ToNearestDouble();
        return exponent == new Fraction(1, 2) ? z => @base(z).sqrt()
            : exponent == Fraction.MinusOne ? z => @base(z).reciprocal()
            : exponent == 2 ? z => @base(z).Squared()
            : z => @base(z).Raised(order);
    }

    private static Func<Tensor, Tensor> CompileFunction(Function function)
    {
        Func<Tensor, Tensor> argument = Compile(function.Arguments[0]);
        Func<Tensor, Tensor> f = Elementwise(function.Kind);
        return z => f(argument(z));
    }

    internal static Func<Tensor, Tensor> Elementwise(FunctionKind kind) => kind switch
    {
        FunctionKind.Exp => x => x.exp(),
        FunctionKind.Log => x => x.log(),
        FunctionKind.Erf => x => x.erf(),
        FunctionKind.Erfc => x => x.erfc(),
        FunctionKind.NormalCdf => x => x.Times(MinusRootOfHalf).erfc().Times(0.5),
        FunctionKind.NormalPdf => x => x.Squared().Times(-0.5).exp().Times(DensityAtZero),
        FunctionKind.Sin => x => x.sin(),
        FunctionKind.Cos => x => x.cos(),
        FunctionKind.Tanh => x => x.tanh(),
        FunctionKind.Sinh => x => x.sinh(),
        FunctionKind.Cosh => x => x.cosh(),
        FunctionKind.Sech => x => x.cosh().reciprocal(),
        FunctionKind.Sigmoid => x => x.sigmoid(),

        // torch's own softplus is linear beyond a threshold.
        FunctionKind.Softplus => x => logaddexp(x, zeros_like(x)),
        FunctionKind.Arcsin => x => x.asin(),
        FunctionKind.Arctan => x => x.atan(),
        _ => throw new UserInputException($"{FunctionInfo.Of(kind).Name} has no tensor form; write the activation with piecewise(z<..., ..., ...)"),
    };
}
