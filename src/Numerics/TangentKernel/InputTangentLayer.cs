using Theory.Numerics.Quadrature;

namespace Theory.Numerics.TangentKernel;

/// <summary>Tangent kernel and tensors of order 1/n of one layer at m inputs, a, b, c, d = 0 … m-1; the tensors are coefficients of 1/n, n the width before the layer.</summary>
/// <remarks>
/// <code>
/// E[z_i;a z_j;b]                    = d_ij (K_ab + G1_ab/n)         E[H_ij;ab] = d_ij (Theta_ab + Theta1_ab/n)
/// E[z_i;a z_j;b z_k;c z_l;d]_conn   = (d_ij d_kl V_abcd + d_ik d_jl V_acbd + d_il d_jk V_adbc)/n
/// E[dH_ij;ab dH_kl;cd]              = (d_ij d_kl A_abcd + d_ik d_jl B_acbd + d_il d_jk B_adbc)/n
/// E[dH_ij;ab z_k;c z_l;d]_conn      = (d_ij d_kl D_abcd + d_ik d_jl F_acbd + d_il d_jk F_adbc)/n
/// E[dH_ijk;abc z_l;d]               = (d_il d_jk P_abcd + d_ij d_kl Q_abcd + d_ik d_jl Q_acbd)/n
/// E[ddI_ijkl;abcd]                  = (d_ij d_kl R_abcd + d_ik d_jl R_acbd + d_il d_jk R_adbc)/n
/// E[ddII_ijkl;abcd]                 = (d_ij d_kl S_abcd + d_ik d_jl T_acbd + d_il d_jk U_adbc)/n
/// </code>
/// The first index of dH and ddI carries the higher derivative; ddII_ijkl holds the Hessians of z_i and z_j, contracted with each other and with the gradients
/// of z_k and z_l. A tensor that does not exist is null, with a reason in <see cref="Missing"/>; of A and D
/// single numbers may be NaN, with a reason there too.
/// </remarks>
public sealed record InputTangentLayer
{
    /// <summary>Layer number, from 1.</summary>
    public required int Layer { get; init; }

    /// <summary>n, the width before the layer.</summary>
    public required int Width { get; init; }

    /// <summary>Kernel of infinite width.</summary>
    public required double[,] K { get; init; }

    /// <summary>Tangent kernel of infinite width.</summary>
    public required double[,] Theta { get; init; }

    /// <summary>Correction of the mean metric; null where it does not exist.</summary>
    public double[,]? G1 { get; init; }

    /// <summary>Correction of the mean tangent kernel; null where it does not exist.</summary>
    public double[,]? Theta1 { get; init; }

    /// <summary>The four-point vertex.</summary>
    public required Tensor4 V { get; init; }

    /// <summary>See the remarks.</summary>
    public required Tensor4 A { get; init; }

    /// <summary>See the remarks.</summary>
    public required Tensor4 B { get; init; }

    /// <summary>See the remarks.</summary>
    public required Tensor4 D { get; init; }

    /// <summary>See the remarks.</summary>
    public required Tensor4 F { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? P { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? Q { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? R { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? S { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? T { get; init; }

    /// <summary>See the remarks.</summary>
    public Tensor4? U { get; init; }

    /// <summary>Why a tensor is null, by its name as in Theta1.</summary>
    public required IReadOnlyDictionary<string, NoValue> Missing { get; init; }

    /// <summary>
    /// The largest error of an expectation in the sources of this layer, relative to the largest number of its kind: for one and two inputs of rounding size, multiplied by the loss
    /// of digits of nearly parallel inputs where s' or s'' jumps; for
    /// three and four different inputs that of a grid, or four standard errors of quasi-Monte Carlo. 0 in the first layer.
    /// </summary>
    public double SourceError { get; init; }
}
