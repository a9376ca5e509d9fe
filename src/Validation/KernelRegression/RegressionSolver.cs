namespace Theory.Validation.KernelRegression;

/// <summary>How the equations of a regression are solved.</summary>
public enum RegressionSolver
{
    /// <summary>A Cholesky factor by tiles, and conjugate gradients on the matrix itself until the residual is as small as is wanted.</summary>
    Cholesky,

    /// <summary>Conjugate gradients with matrix rows made on the fly, preconditioned by a low-rank approximation: little memory.</summary>
    ConjugateGradients,

    /// <summary>A low-rank approximation instead of the matrix: an approximate prediction.</summary>
    Nystrom,
}
