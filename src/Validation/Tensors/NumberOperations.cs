using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.Tensors;

/// <summary>Operations of a tensor and a number, in the stead of torch's operators.</summary>
/// <remarks>
/// TorchSharp 0.107 makes a <see cref="Scalar"/> of every number that meets a tensor, also inside sums and squares of tensors, and lets the
/// garbage collector finalize it while the native operation still reads it: with several threads that allocate, the operation then fails, or
/// uses another number. Here it lives until the operation has ended. The compiler refuses the operators themselves
/// (BannedSymbols.Scalars.txt).
/// </remarks>
public static class NumberOperations
{
    /// <summary>The product with a number.</summary>
    public static Tensor Times(this Tensor tensor, double factor) => With(factor, tensor.mul);

    /// <summary>Multiplies by a number.</summary>
    public static Tensor TimesInPlace(this Tensor tensor, double factor) => With(factor, tensor.mul_);

    /// <summary>The sum of two tensors.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => With(1, one => tensor.add(other, one));

    /// <summary>The sum with a number.</summary>
    public static Tensor Plus(this Tensor tensor, double number) => With(number, s => With(1, one => tensor.add(s, one)));

    /// <summary>Adds a multiple of another tensor.</summary>
    public static Tensor PlusInPlace(this Tensor tensor, Tensor other, double factor = 1) => With(factor, s => tensor.add_(other, s));

    /// <summary>Adds a number.</summary>
    public static Tensor PlusInPlace(this Tensor tensor, double number) => With(number, s => With(1, one => tensor.add_(s, one)));

    /// <summary>The squares.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor.mul(tensor);

    /// <summary>The powers.</summary>
    public static Tensor Raised(this Tensor tensor, double exponent) => With(exponent, tensor.pow);

    /// <summary>The larger of each element and a number.</summary>
    public static Tensor AtLeast(this Tensor tensor, double number) => With(number, tensor.clamp_min);

    /// <summary>Where elements are above a number.</summary>
    public static Tensor IsAbove(this Tensor tensor, double number) => With(number, tensor.gt);

    /// <summary>Where elements are at most a number.</summary>
    public static Tensor IsAtMost(this Tensor tensor, double number) => With(number, tensor.le);

    /// <summary>A tensor of the same shape and type, filled with a number.</summary>
    public static Tensor FilledLike(this Tensor tensor, double number) => With(number, s => full_like(tensor, s));

    /// <summary>Calls an operation with a number that lives until it has ended.</summary>
    public static Tensor With(double number, Func<Scalar, Tensor> operation)
    {
#pragma warning disable RS0030 // The one place where a number becomes a Scalar.
        using Scalar scalar = number;
#pragma warning restore RS0030
        return operation(scalar);
    }
}
