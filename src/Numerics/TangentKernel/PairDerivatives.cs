namespace Theory.Numerics.TangentKernel;

/// <summary>Expectations &lt;s^(i)(z_a) s^(j)(z_b)&gt; of derivatives of an activation at two inputs, summed over given nodes.</summary>
/// <remarks>
/// Up to the first derivative that jumps these are sums of values. Beyond it, derivatives are taken off: by Stein's lemma,
/// &lt;z_a f_a h_b&gt; = K_a &lt;f'_a h_b&gt; + K_ab &lt;f_a h'_b&gt;, where that raises no derivative too far; else by parts, onto the density, whose
/// derivatives are Hermite polynomials of both inputs. The latter have no limit as the correlation tends to 1 or -1, and are NaN there.
/// </remarks>
internal sealed class PairDerivatives
{
    /// <summary>The derivatives that the recursions need, beside those with i and j exchanged.</summary>
    public static readonly (int I, int J)[] Needed = [(0, 0), (1, 1), (2, 0), (2, 2), (3, 1), (4, 0), (3, 3), (4, 2), (5, 1)];

    /// <summary>The determinant of the kernel, relative to that of independent inputs, below which sums by parts lose more than half their digits.</summary>
    public const double SmallestDeterminant = 1e-4;

    private readonly PlaneNodes _nodes;
    private readonly double[][] _first;
    private readonly double[][] _second;
    private readonly Dictionary<(int R, int T), double[]> _hermite = [];
    private readonly int _order;
    private readonly (double Ka, double Kb, double Kab) _kernel;

    /// <summary>Prepares the sums.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="first">Derivatives at the first input, up to <paramref name="order"/>.</param>
    /// <param name="second">The same at the second.</param>
    /// <param name="order">The highest derivative without delta functions.</param>
    /// <param name="kernel">K_aa, K_bb, K_ab.</param>
    public PairDerivatives(PlaneNodes nodes, double[][] first, double[][] second, int order, (double Ka, double Kb, double Kab) kernel) =>
        (_nodes, _first, _second, _order, _kernel) = (nodes, first, second, order, kernel);

    /// <summary>&lt;s^(i)(z_a) s^(j)(z_b)&gt; and the mean of the size of what is summed.</summary>
    public (double Value, double Magnitude) this[int i, int j] => i <= _order && j <= _order ? Sum(_first[i], _second[j], null)
        : i > _order && j + (i - _order) <= _order ? Stein(_nodes.First, _first, _second, _kernel.Ka, i, j, 0)
        : j > _order && i + (j - _order) <= _order ? Stein(_nodes.Second, _second, _first, _kernel.Kb, j, i, 0)
        : ByParts(Math.Min(i, _order), Math.Min(j, _order), i, j);

    /// <summary>&lt;z^k s^(i) s^(j)&gt; with z at the input of s^(i).</summary>
    private (double Value, double Magnitude) Stein(double[] z, double[][] own, double[][] other, double k, int i, int j, int power)
    {
        if (i <= _order)
        {
            return Sum(own[i], other[j], power == 0 ? null : power == 1 ? z : Array.ConvertAll(z, x => Math.Pow(x, power)));
        }

        (double up, double upSize) = Stein(z, own, other, k, i - 1, j, power + 1);
        (double across, double acrossSize) = Stein(z, own, other, k, i - 1, j + 1, power);
        (double down, double downSize) = power == 0 ? (0, 0) : Stein(z, own, other, k, i - 1, j, power - 1);
        return (((up - (_kernel.Kab * across)) / k) - (power * down), ((upSize + (Math.Abs(_kernel.Kab) * acrossSize)) / k) + (power * downSize));
    }

    private (double Value, double Magnitude) ByParts(int p, int q, int i, int j)
    {
        (double ka, double kb, double kab) = _kernel;
        double determinant = (ka * kb) - (kab * kab);

        if (!(determinant > SmallestDeterminant * ka * kb))
        {
            return (double.NaN, double.NaN);
        }

        return Sum(_first[p], _second[q], Hermite(i - p, j - q, kb / determinant, -kab / determinant, ka / determinant));
    }

    /// <summary>(-d/dz_a)^r (-d/dz_b)^t of the density, over the density, at all nodes: H_(r+1),t = u H_rt - r P_aa H_(r-1),t - t P_ab H_r,(t-1), u = P z.</summary>
    private double[] Hermite(int r, int t, double aa, double ab, double bb)
    {
        if (_hermite.TryGetValue((r, t), out double[]? known))
        {
            return known;
        }

        double[] values = new double[_nodes.Weights.Length];
        if (r == 0 && t == 0)
        {
            Array.Fill(values, 1);
        }
        else
        {
            bool isFirst = r > 0;
            (double own, double cross) = isFirst ? (aa, ab) : (bb, ab);
            double[] below = isFirst ? Hermite(r - 1, t, aa, ab, bb) : Hermite(0, t - 1, aa, ab, bb);
            double[]? twice = isFirst ? r > 1 ? Hermite(r - 2, t, aa, ab, bb) : null : t > 1 ? Hermite(0, t - 2, aa, ab, bb) : null;
            double[]? mixed = isFirst && t > 0 ? Hermite(r - 1, t - 1, aa, ab, bb) : null;
            double factor = isFirst ? (r - 1) * own : (t - 1) * own;
            for (int n = 0; n < values.Length; n++)
            {
                double u = isFirst ? (own * _nodes.First[n]) + (cross * _nodes.Second[n]) : (cross * _nodes.First[n]) + (own * _nodes.Second[n]);
                values[n] = (u * below[n]) - (twice is null ? 0 : factor * twice[n]) - (mixed is null ? 0 : t * ab * mixed[n]);
            }
        }

        _hermite[(r, t)] = values;
        return values;
    }

    private (double Value, double Magnitude) Sum(double[] f, double[] g, double[]? factor)
    {
        (double sum, double size) = (0, 0);
        double[] weights = _nodes.Weights;
        for (int n = 0; n < weights.Length; n++)
        {
            double term = weights[n] * f[n] * g[n] * (factor is null ? 1 : factor[n]);
            sum += term;
            size += Math.Abs(term);
        }

        return (sum, size);
    }
}
