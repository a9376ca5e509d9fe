namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>The four-point vertex V_(ab)(cd) of two inputs: n times the covariance of the elements ab and cd of the stochastic metric.</summary>
/// <remarks>It is symmetric within each pair and under exchange of the pairs, so that six elements determine it; inputs are numbered 1 and 2.</remarks>
/// <param name="V1111">V_(11)(11).</param>
/// <param name="V1112">V_(11)(12).</param>
/// <param name="V1122">V_(11)(22).</param>
/// <param name="V1212">V_(12)(12).</param>
/// <param name="V1222">V_(12)(22).</param>
/// <param name="V2222">V_(22)(22).</param>
public readonly record struct PairVertex(double V1111, double V1112, double V1122, double V1212, double V1222, double V2222)
{
    /// <summary>V_(ab)(cd) for inputs 1 and 2.</summary>
    public double this[int a, int b, int c, int d] => (Pair(a, b), Pair(c, d)) switch
    {
        (0, 0) => V1111,
        (0, 1) or (1, 0) => V1112,
        (0, 2) or (2, 0) => V1122,
        (1, 1) => V1212,
        (1, 2) or (2, 1) => V1222,
        _ => V2222,
    };

    /// <summary>The element of the pair in the list 11, 12, 22.</summary>
    private static int Pair(int a, int b) => a is 1 or 2 && b is 1 or 2 ? a + b - 2 : throw new ArgumentOutOfRangeException(nameof(a), "inputs are numbered 1 and 2");

    /// <summary>
    /// One layer on: V = source + ratio J V J^T with J the derivatives of the new kernel elements 11, 12, 22 by the old ones (paper eq. 4, whose raised
    /// indices are these derivatives: d&lt;f&gt;/dK_ab = sum K^-1 K^-1 &lt;f (z z - K)&gt;/2).
    /// </summary>
    internal PairVertex Next(PairVertex source, in PairResponse j, double ratio)
    {
        double[,] v = { { V1111, V1112, V1122 }, { V1112, V1212, V1222 }, { V1122, V1222, V2222 } };
        double[,] slope = { { j.D1111, 0, 0 }, { j.D1211, j.D1212, j.D1222 }, { 0, 0, j.D2222 } };
        double Element(int a, int b)
        {
            double sum = 0;
            for (int c = 0; c < 3; c++)
            {
                for (int d = 0; d < 3; d++)
                {
                    sum += slope[a, c] * v[c, d] * slope[b, d];
                }
            }

            return ratio * sum;
        }

        return new PairVertex(
            source.V1111 + Element(0, 0), source.V1112 + Element(0, 1), source.V1122 + Element(0, 2),
            source.V1212 + Element(1, 1), source.V1222 + Element(1, 2), source.V2222 + Element(2, 2));
    }
}
