using Theory.Validation.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Theory.Validation.KernelRegression;

/// <summary>K about C W^-1 C^T, from the kernel of all inputs with a few of them, the landmarks (Williams and Seeger 2001).</summary>
/// <remarks>
/// With W = L L^T and B = L^-1 C^T the inverse of K + noise is about (1 - B^T (noise + B B^T)^-1 B)/noise: a preconditioner. As a predictor it is the mean of the
/// process whose weights lie at the landmarks (subset of regressors).
/// </remarks>
internal sealed class NystromFactor : IDisposable
{
    // Against the mean of the diagonal: the kernel of the landmarks may be singular in double precision.
    private const double Jitter = 1e-10;

    private readonly Tensor _lower;
    private readonly Tensor _b;
    private readonly Tensor _inner;
    private readonly double _noise;

    private NystromFactor(Tensor lower, Tensor b, Tensor inner, double noise, double unexplained) => (_lower, _b, _inner, _noise, Unexplained) = (lower, b, inner, noise, unexplained);

    /// <summary>
    /// The share of tr K that the approximation lacks, at least 0: what is left of K is positive semidefinite, so that no eigenvalue and no entry of it is larger than this share of the trace.
    /// </summary>
    public double Unexplained { get; }

    /// <summary>Factors; null if the landmarks' kernel is singular.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="layout">The tiles of the training inputs; the landmarks are the first of them.</param>
    /// <param name="landmarks">Their number.</param>
    /// <param name="noise">Above 0.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static NystromFactor? TryCreate(KernelSource kernel, TileLayout layout, int landmarks, double noise, CancellationToken cancellation)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor w = kernel.Block(0, landmarks, 0, landmarks);
        double jitter = Jitter * w.diagonal().mean().cpu().data<double>()[0];
        w.diagonal().PlusInPlace(jitter);
        (Tensor lower, Tensor info) = linalg.cholesky_ex(w, check_errors: false);
        if (info.cpu().data<int>()[0] != 0)
        {
            return null;
        }

        Tensor b = torch.empty(landmarks, layout.Size, dtype: float64, device: kernel.Device);
        for (int i = 0; i < layout.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope inner = torch.NewDisposeScope();
            Tensor cross = kernel.Block(0, landmarks, layout.Start(i), layout.Length(i));
            b.narrow(1, layout.Start(i), layout.Length(i)).copy_(linalg.solve_triangular(lower, cross, upper: false));
        }

        Tensor square = b.mm(b.t());
        double explained = square.diagonal().sum().cpu().data<double>()[0];
        square.diagonal().PlusInPlace(noise);
        (Tensor factor, Tensor failed) = linalg.cholesky_ex(square, check_errors: false);
        return failed.cpu().data<int>()[0] != 0
            ? null
            : new NystromFactor(lower.DetachFromDisposeScope(), b.DetachFromDisposeScope(), factor.DetachFromDisposeScope(), noise, Left(kernel, layout.Size, explained));
    }

    private static double Left(KernelSource kernel, int size, double explained)
    {
        double trace = Enumerable.Range(0, size).Sum(kernel.Diagonal);
        return Math.Max(0, (trace - explained) / trace);
    }

    /// <summary>About (K + noise)^-1 v, in the scope of the caller.</summary>
    public Tensor Precondition(Tensor v)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor inner = torch.cholesky_solve(_b.mm(v), _inner);
        return v.sub(_b.t().mm(inner)).Times(1 / _noise).MoveToOuterDisposeScope();
    }

    /// <summary>The weights at the landmarks, in the scope of the caller.</summary>
    public Tensor Weights(Tensor targets)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor inner = torch.cholesky_solve(_b.mm(targets), _inner);
        return linalg.solve_triangular(_lower.t(), inner, upper: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lower.Dispose();
        _b.Dispose();
        _inner.Dispose();
    }
}
