using TorchSharp;

namespace Theory.Validation.Activations;

/// <summary>A number for torch that lives as long as whoever uses it.</summary>
/// <remarks>
/// TorchSharp 0.107 makes a <see cref="Scalar"/> of every double that meets a tensor, and lets the garbage collector finalize it while the
/// native operation still reads it: with several threads that allocate, products then fail, or use another number. A number that is kept is not collected. It is made on first use, as torch must be loaded by then.
/// </remarks>
internal sealed class LastingScalar(double value)
{
    private readonly Lazy<Scalar> scalar = new(() => value);

    /// <summary>1, which sums need as a factor: the operator + makes one of its own.</summary>
    public static LastingScalar One { get; } = new(1);

    /// <summary>The number.</summary>
    public Scalar Value => scalar.Value;
}
