using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Theory.Numerics.TangentKernel;

/// <summary>The expectations of four inputs that the tensors start from, summed over nodes.</summary>
/// <remarks>
/// Each is a product of a function of inputs a, b and one of c, d, so that a node adds a product of two vectors. Delta functions, in s''' where s'' jumps and in s'' where s' does,
/// are added at nodes of which one input is at a breakpoint (<see cref="AddDelta"/>), with s''_a (s'_a)^k = d_a (s'_a)^(k+1)/(k+1), which holds however s is smoothed. Only
/// &lt;s'' s'' s' s'&gt; and &lt;s''' s' s' s'&gt; where s' jumps, which hold two of them, are taken by parts: &lt;f'_a g&gt; = &lt;f_a (u_a g - d_a g)&gt;, u = K^-1 z. Those with s''' beside another
/// derivative of the same input, and with s'' of the same input twice, hold squares of delta functions: they do not exist and are NaN.
/// </remarks>
internal sealed class SourceSums
{
    private readonly int _order;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _z;
    private readonly double[,]? _precision;

    /// <summary>No nodes yet.</summary>
    /// <param name="count">The number of inputs.</param>
    /// <param name="order">The highest derivative without delta functions, at least 1.</param>
    /// <param name="precision">K^-1, where nodes are added and s' jumps; else not used.</param>
    public SourceSums(int count, int order, double[,]? precision = null)
    {
        (Count, _order, _precision) = (count, order, precision);
        (_x, _y, _z) = (new double[count * count], new double[count * count], new double[count * count]);
        All = [.. Enumerable.Range(0, 6).Select(_ => new Tensor4(count))];
    }

    /// <summary>The number of inputs.</summary>
    public int Count { get; }

    /// <summary>&lt;s s s s&gt;, &lt;s' s' s s&gt;, &lt;s' s' s' s'&gt;, &lt;s'' s'' s' s'&gt;, &lt;s'' s' s' s&gt;, &lt;s''' s' s' s'&gt;.</summary>
    public Tensor4[] All { get; }

    /// <summary>&lt;s_a s_b s_c s_d&gt;.</summary>
    public Tensor4 Values => All[0];

    /// <summary>&lt;s'_a s'_b s_c s_d&gt;.</summary>
    public Tensor4 Slopes => All[1];

    /// <summary>&lt;s'_a s'_b s'_c s'_d&gt;.</summary>
    public Tensor4 FourSlopes => All[2];

    /// <summary>&lt;s''_a s''_b s'_c s'_d&gt;.</summary>
    public Tensor4 Curvatures => All[3];

    /// <summary>&lt;s''_a s'_b s'_c s_d&gt;.</summary>
    public Tensor4 Curvature => All[4];

    /// <summary>&lt;s'''_a s'_b s'_c s'_d&gt;.</summary>
    public Tensor4 Third => All[5];

    /// <summary>Adds a node.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="s0">s at all inputs.</param>
    /// <param name="s1">s' at all inputs.</param>
    /// <param name="s2">s'' without delta functions.</param>
    /// <param name="s3">s''' without delta functions; not used where s' jumps.</param>
    /// <param name="u">K^-1 z, where s' jumps; else not used.</param>
    public void Add(double weight, ReadOnlySpan<double> s0, ReadOnlySpan<double> s1, ReadOnlySpan<double> s2, ReadOnlySpan<double> s3, ReadOnlySpan<double> u)
    {
        Outer(s0, s0, _x, weight);
        Outer(s0, s0, _y, 1);
        Accumulate(Values, _x, _y);
        Outer(s1, s1, _x, weight);
        Accumulate(Slopes, _x, _y);
        Outer(s1, s1, _z, 1);
        Accumulate(FourSlopes, _x, _z);
        Outer(s1, s0, _y, 1);
        Outer(s2, s1, _x, weight);
        Accumulate(Curvature, _x, _y);
        if (_order < 2)
        {
            AddByParts(weight, u);
            return;
        }

        Outer(s2, s2, _x, weight);
        Accumulate(Curvatures, _x, _z);
        Outer(s3, s1, _x, weight);
        Accumulate(Third, _x, _z);
    }

    /// <summary>Adds a delta function of one input at a node that has it there: to &lt;s''' s' s' s'&gt; where s'' jumps, to &lt;s'' s' s' s&gt; where s' does.</summary>
    /// <param name="a">The input.</param>
    /// <param name="weight">The weight, with the density of the input at the breakpoint.</param>
    /// <param name="left">s and its derivatives to the left of the breakpoint.</param>
    /// <param name="right">The same to the right.</param>
    /// <param name="s0">s at all inputs.</param>
    /// <param name="s1">s' at all inputs, but not used at that one.</param>
    public void AddDelta(int a, double weight, double[] left, double[] right, ReadOnlySpan<double> s0, ReadOnlySpan<double> s1)
    {
        Tensor4 sum = _order == 2 ? Third : Curvature;
        Span<double> weights = stackalloc double[4];
        for (int slopes = 0; slopes < weights.Length; slopes++)
        {
            weights[slopes] = weight * KinkTerms.Weight(_order, left, right, slopes);
        }

        Span<double> others = stackalloc double[Count];
        s1.CopyTo(others);
        others[a] = 1;
        ReadOnlySpan<double> last = _order == 1 ? s0 : others;
        for (int b = 0; b < Count; b++)
        {
            Span<double> row = sum.Row((a * Count) + b);
            for (int c = 0; c < Count; c++)
            {
                int slopes = (b == a ? 1 : 0) + (c == a ? 1 : 0);
                double factor = others[b] * others[c];
                Span<double> along = row.Slice(c * Count, Count);
                double own = along[a];
                TensorPrimitives.MultiplyAdd(last, weights[slopes] * factor, along, along);
                if (_order == 2)
                {
                    along[a] = own + (weights[slopes + 1] * factor);
                }
            }
        }
    }

    /// <summary>Where s' jumps: the derivatives of s' on the density, as if every factor s' were of another input; <see cref="Complete"/> mends the others.</summary>
    private void AddByParts(double weight, ReadOnlySpan<double> u)
    {
        for (int a = 0; a < Count; a++)
        {
            for (int b = 0; b < Count; b++)
            {
                int ab = (a * Count) + b;
                double slopes = weight * _z[ab];
                _x[ab] = slopes * ((u[a] * u[b]) - _precision![a, b]);
                _y[ab] = slopes * ((u[a] * u[a]) - _precision[a, a]);
            }
        }

        Accumulate(Curvatures, _x, _z);
        Accumulate(Third, _y, _z);
    }

    /// <summary>Ends a sum: what expectations by parts lack is put in.</summary>
    public void Complete()
    {
        if (_order < 2)
        {
            CompleteByParts();
        }
    }

    private void CompleteByParts()
    {
        for (int i = 0; i < Count * Count * Count * Count; i++)
        {
            (int a, int b, int c, int d) = (i / Count / Count / Count, i / Count / Count % Count, i / Count % Count, i % Count);
            (int ab, int ac, int ad, int bc, int bd) = (Same(a, b), Same(a, c), Same(a, d), Same(b, c), Same(b, d));
            Curvatures[a, b, c, d] = ab == 1 ? double.NaN : Curvatures[a, b, c, d] / ((1 + ac + ad) * (1 + bc + bd));
            Third[a, b, c, d] = ab + ac + ad > 0 ? double.NaN : Third[a, b, c, d];
        }

        static int Same(int a, int b) => a == b ? 1 : 0;
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
        if (x.Length == 4)
        {
            // Two inputs: a row is one register, shorter than a call.
            Span<double> all = sum.Row(0, 4);
            Vector256<double> row = Vector256.Create<double>(y);
            for (int i = 0; i < 4; i++)
            {
                Span<double> at = all.Slice(4 * i, 4);
                (Vector256.Create<double>(at) + (x[i] * row)).CopyTo(at);
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
