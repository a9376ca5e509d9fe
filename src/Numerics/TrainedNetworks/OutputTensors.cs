using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.TrainedNetworks;

/// <summary>What a network of one output at n points is made of, to order 1/n of the width: all tensors of order 1/n are coefficients of 1/width.</summary>
/// <remarks>
/// With one output neuron the tensors of <c>theory tangent</c> occur in sums only: E[dH_ab dH_cd] = Covariance, E[dH_ab z_c z_d]_conn = WithSquares,
/// E[dH_abc z_d] = First, E[ddI_abcd] = Third, E[ddII_abcd] = Second, where ddII_abcd holds the Hessian of z_a with the gradient of z_c and the Hessian of z_b
/// with that of z_d.
/// </remarks>
internal sealed record OutputTensors
{
    /// <summary>The number n of points.</summary>
    public required int Points { get; init; }

    /// <summary>The kernel of infinite width.</summary>
    public required double[,] K { get; init; }

    /// <summary>The tangent kernel of infinite width.</summary>
    public required double[,] Theta { get; init; }

    /// <summary>The correction of the kernel.</summary>
    public required double[,] G1 { get; init; }

    /// <summary>The correction of the tangent kernel.</summary>
    public required double[,] Theta1 { get; init; }

    /// <summary>A_abcd + B_acbd + B_adbc.</summary>
    public required double[,,,] Covariance { get; init; }

    /// <summary>D_abcd + F_acbd + F_adbc.</summary>
    public required double[,,,] WithSquares { get; init; }

    /// <summary>P_abcd + Q_abcd + Q_acbd.</summary>
    public required double[,,,] First { get; init; }

    /// <summary>R_abcd + R_acbd + R_adbc.</summary>
    public required double[,,,] Third { get; init; }

    /// <summary>S_abcd + T_acbd + U_adbc.</summary>
    public required double[,,,] Second { get; init; }

    /// <summary>Without terms of order 1/n.</summary>
    public static OutputTensors AtInfiniteWidth(double[,] k, double[,] theta)
    {
        int n = k.GetLength(0);
        double[,,,] Zero() => new double[n, n, n, n];
        return new OutputTensors
        {
            Points = n,
            K = k,
            Theta = theta,
            G1 = new double[n, n],
            Theta1 = new double[n, n],
            Covariance = Zero(),
            WithSquares = Zero(),
            First = Zero(),
            Third = Zero(),
            Second = Zero(),
        };
    }

    /// <summary>Of the inputs of a flow, from the tensors of its last layer; null where one of their numbers does not exist.</summary>
    public static OutputTensors? Of(InputTangentLayer last)
    {
        if (last is not { G1: double[,] g1, Theta1: double[,] theta1, P: Tensor4 p, Q: Tensor4 q, R: Tensor4 r, S: Tensor4 s, T: Tensor4 t, U: Tensor4 u, Missing.Count: 0 })
        {
            return null;
        }

        int n = last.K.GetLength(0);
        return new OutputTensors
        {
            Points = n,
            K = last.K,
            Theta = last.Theta,
            G1 = g1,
            Theta1 = theta1,
            Covariance = Of(n, (i, j, k, l) => last.A[i, j, k, l] + last.B[i, k, j, l] + last.B[i, l, j, k]),
            WithSquares = Of(n, (i, j, k, l) => last.D[i, j, k, l] + last.F[i, k, j, l] + last.F[i, l, j, k]),
            First = Of(n, (i, j, k, l) => p[i, j, k, l] + q[i, j, k, l] + q[i, k, j, l]),
            Third = Of(n, (i, j, k, l) => r[i, j, k, l] + r[i, k, j, l] + r[i, l, j, k]),
            Second = Of(n, (i, j, k, l) => s[i, j, k, l] + t[i, k, j, l] + u[i, l, j, k]),
        };
    }

    /// <summary>Some of the points, in another order.</summary>
    public OutputTensors Select(IReadOnlyList<int> points)
    {
        int n = points.Count;
        double[,] Two(double[,] x)
        {
            double[,] y = new double[n, n];
            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < n; b++)
                {
                    y[a, b] = x[points[a], points[b]];
                }
            }

            return y;
        }

        double[,,,] Four(double[,,,] x) => Of(n, (a, b, c, d) => x[points[a], points[b], points[c], points[d]]);
        return new OutputTensors
        {
            Points = n,
            K = Two(K),
            Theta = Two(Theta),
            G1 = Two(G1),
            Theta1 = Two(Theta1),
            Covariance = Four(Covariance),
            WithSquares = Four(WithSquares),
            First = Four(First),
            Third = Four(Third),
            Second = Four(Second),
        };
    }

    /// <summary>A tensor from its elements.</summary>
    public static double[,,,] Of(int n, Func<int, int, int, int, double> element)
    {
        double[,,,] x = new double[n, n, n, n];
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b < n; b++)
            {
                for (int c = 0; c < n; c++)
                {
                    for (int d = 0; d < n; d++)
                    {
                        x[a, b, c, d] = element(a, b, c, d);
                    }
                }
            }
        }

        return x;
    }
}
