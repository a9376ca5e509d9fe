using System.Numerics.Tensors;

namespace Theory.Numerics.TangentKernel;

/// <summary>The expectations of four inputs that the tensors start from, summed over nodes.</summary>
/// <remarks>
/// Each is a product of a function of inputs a, b and one of c, d, so that a node adds a product of two vectors. Where s''' holds delta functions (s'' jumps), the
/// expectation with s''' is taken by parts: &lt;s'''_a f&gt; = &lt;s''_a (u_a f - d_a f)&gt;, u = K^-1 z, d_a the derivative of the other factors in z_a.
/// </remarks>
internal sealed class SourceSums
{
    private readonly int _order;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _z;

    /// <summary>No nodes yet.</summary>
    /// <param name="count">The number of inputs.</param>
    /// <param name="order">The highest derivative without delta functions, at least 1.</param>
    public SourceSums(int count, int order)
    {
        (Count, _order) = (count, order);
        (_x, _y, _z) = (new double[count * count], new double[count * count], new double[count * count]);
        All = [.. Enumerable.Range(0, order >= 2 ? 6 : 3).Select(_ => new Tensor4(count))];
    }

    /// <summary>The number of inputs.</summary>
    public int Count { get; }

    /// <summary>&lt;s s s s&gt;, &lt;s' s' s s&gt;, &lt;s' s' s' s'&gt;, and where s'' is free of delta functions &lt;s'' s'' s' s'&gt;, &lt;s'' s' s' s&gt;, &lt;s''' s' s' s'&gt;.</summary>
    public Tensor4[] All { get; }

    /// <summary>&lt;s_a s_b s_c s_d&gt;.</summary>
    public Tensor4 Values => All[0];

    /// <summary>&lt;s'_a s'_b s_c s_d&gt;.</summary>
    public Tensor4 Slopes => All[1];

    /// <summary>&lt;s'_a s'_b s'_c s'_d&gt;.</summary>
    public Tensor4 FourSlopes => All[2];

    /// <summary>&lt;s''_a s''_b s'_c s'_d&gt;.</summary>
    public Tensor4? Curvatures => All.Length > 3 ? All[3] : null;

    /// <summary>&lt;s''_a s'_b s'_c s_d&gt;.</summary>
    public Tensor4? Curvature => All.Length > 3 ? All[4] : null;

    /// <summary>&lt;s'''_a s'_b s'_c s'_d&gt;.</summary>
    public Tensor4? Third => All.Length > 3 ? All[5] : null;

    /// <summary>Adds a node.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="s0">s at all inputs.</param>
    /// <param name="s1">s' at all inputs.</param>
    /// <param name="s2">s'', not used where it holds delta functions.</param>
    /// <param name="s3">s''', not used where it holds delta functions.</param>
    /// <param name="u">K^-1 z, where s''' is not free of delta functions; else not used.</param>
    public void Add(double weight, ReadOnlySpan<double> s0, ReadOnlySpan<double> s1, ReadOnlySpan<double> s2, ReadOnlySpan<double> s3, ReadOnlySpan<double> u)
    {
        Outer(s0, s0, _x, weight);
        Outer(s0, s0, _y, 1);
        Accumulate(Values, _x, _y);
        Outer(s1, s1, _x, weight);
        Accumulate(Slopes, _x, _y);
        Outer(s1, s1, _z, 1);
        Accumulate(FourSlopes, _x, _z);
        if (_order < 2)
        {
            return;
        }

        Outer(s2, s2, _x, weight);
        Accumulate(Curvatures!, _x, _z);
        Outer(s1, s0, _y, 1);
        Outer(s2, s1, _x, weight);
        Accumulate(Curvature!, _x, _y);
        if (_order > 2)
        {
            Outer(s3, s1, _x, weight);
        }
        else
        {
            for (int a = 0; a < Count; a++)
            {
                for (int b = 0; b < Count; b++)
                {
                    _x[(a * Count) + b] *= u[a];
                }
            }
        }

        Accumulate(Third!, _x, _z);
    }

    /// <summary>Ends a sum: what &lt;s''' s' s' s'&gt; by parts lacks is taken off.</summary>
    public void Complete()
    {
        if (_order != 2)
        {
            return;
        }

        Tensor4 x = Curvatures!;
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                for (int c = 0; c < Count; c++)
                {
                    for (int d = 0; d < Count; d++)
                    {
                        Third![a, b, c, d] -= (a == b ? x[a, a, c, d] : 0) + (a == c ? x[a, a, b, d] : 0) + (a == d ? x[a, a, b, c] : 0);
                    }
                }
            }
        }
    }

    private static void Outer(ReadOnlySpan<double> f, ReadOnlySpan<double> g, double[] product, double weight)
    {
        int m = f.Length;
        for (int a = 0; a < m; a++)
        {
            double factor = weight * f[a];
            for (int b = 0; b < m; b++)
            {
                product[(a * m) + b] = factor * g[b];
            }
        }
    }

    private static void Accumulate(Tensor4 sum, double[] x, double[] y)
    {
        if (x.Length <= 4)
        {
            // Two inputs: shorter than a call.
            Span<double> all = sum.Row(0, x.Length);
            for (int i = 0, at = 0; i < x.Length; i++)
            {
                for (int j = 0; j < y.Length; j++)
                {
                    all[at++] += x[i] * y[j];
                }
            }

            return;
        }

        for (int i = 0; i < x.Length; i++)
        {
            Span<double> row = sum.Row(i);
            TensorPrimitives.MultiplyAdd(y, x[i], row, row);
        }
    }
}
