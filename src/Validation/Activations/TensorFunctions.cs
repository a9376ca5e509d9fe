using Theory.Expressions;
using Theory.Validation.Tensors;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>The functions of the field as operations on tensors; one row each.</summary>
internal static class TensorFunctions
{
    private static readonly double MinusRootOfHalf = -Math.Sqrt(0.5);
    private static readonly double DensityAtZero = 1 / Math.Sqrt(2 * Math.PI);
    private static readonly double Ln2 = Math.Log(2);

    /// <summary>A function of one argument.</summary>
    /// <exception cref="UserInputException">torch lacks it.</exception>
    public static Func<Tensor, Tensor> Of(FunctionKind kind) =>
        TryOf(kind) ?? throw new UserInputException($"{FunctionInfo.Of(kind).Name} has no tensor form; write the activation with piecewise(z<..., ..., ...)");

    /// <summary>A function of one argument; null where torch lacks it.</summary>
    public static Func<Tensor, Tensor>? TryOf(FunctionKind kind) => kind switch
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
        _ => null,
    };

    /// <summary>log(cosh(x)) = |x| + log(1 + exp(-2|x|)) - log 2; near 0, where that cancels, log(1 + 2 sinh(x/2)^2).</summary>
    public static Tensor LogarithmOfCosh(Tensor x)
    {
        Tensor magnitude = x.abs();
        Tensor far = magnitude.Plus(magnitude.Times(-2).exp().log1p()).Plus(-Ln2);
        return where(magnitude.IsAbove(1), far, x.Times(0.5).sinh().Squared().Times(2).log1p());
    }

    /// <summary>arsinh(x) = log(x + sqrt(x^2 + 1)).</summary>
    public static Tensor Arsinh(Tensor x) => x.asinh();

    /// <summary>a + b for b = sqrt(a^2 + s): as s/(b - a) where a is negative.</summary>
    public static Tensor AddRoot(Tensor a, Tensor b, double s) => where(a.IsAbove(0), a.Plus(b), b.Plus(a.neg()).reciprocal().Times(s));
}
