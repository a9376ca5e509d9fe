using System.Numerics.Tensors;
using Theory.Numerics.Compilation.Vectors;

namespace Theory.Numerics.TangentKernel;

/// <summary>The expectations of two inputs that the tensors need, by one rule: sums over the plane without delta functions, and the terms of these.</summary>
/// <remarks>
/// Where s' jumps, s'' holds delta functions, with s''_a (s'_a)^k = d_a (s'_a)^(k+1)/(k+1), which holds however s is smoothed. Those with s''' beside another derivative
/// of the same input, and with s'' of the same input twice, hold squares of delta functions: they do not exist and are NaN.
/// </remarks>
internal sealed class PairExpectations
{
    /// <summary>The derivatives &lt;s^(i)_a s^(j)_b&gt; that the recursions need, beside those with i and j exchanged.</summary>
    public static readonly (int I, int J)[] Needed = [(0, 0), (1, 1), (2, 0), (2, 2), (3, 1), (4, 0), (3, 3), (4, 2), (5, 1)];

    /// <summary>The products of the first and the second input whose means are summed.</summary>
    private static readonly (int First, int Second)[] Summed = [.. Sums().Distinct()];

    private static readonly Dictionary<(int First, int Second), int> Places = Summed.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);

    private readonly double[] _sums = new double[Summed.Length];
    private readonly double[] _sizes = new double[Summed.Length];
    private readonly DerivativeTable _table;

    /// <summary>Computes them.</summary>
    /// <param name="table">The activation.</param>
    /// <param name="pair">The inputs.</param>
    /// <param name="level">The accuracy, see <see cref="PlaneNodes"/>.</param>
    public PairExpectations(DerivativeTable table, PairLaw pair, int level)
    {
        _table = table;
        foreach (PlaneNodes block in PlaneNodes.Of(table.Breakpoints, pair, level))
        {
            Add(block);
        }

        KinkTerms first = new(table, pair, PlaneNodes.Rule(level));
        KinkTerms second = new(table, pair.Swapped, PlaneNodes.Rule(level));
        foreach ((int i, int j) in Needed)
        {
            Derivatives[(i, j)] = Derivative(i, j, first, second);
            Derivatives[(j, i)] = i == j ? Derivatives[(i, j)] : Derivative(j, i, first, second);
        }

        Sources = [.. Enumerable.Range(0, DerivativeProducts.Sources.Length).Select(kind => Tensor4.Of(2, (a, b, c, d) => Source(kind, [a, b, c, d], first, second)))];
    }

    /// <summary>&lt;s^(i)_a s^(j)_b&gt; and the mean of the size of what is summed.</summary>
    public Dictionary<(int I, int J), (double Value, double Magnitude)> Derivatives { get; } = [];

    /// <summary>The expectations of four factors, in the places of <see cref="SourceSums.All"/>.</summary>
    public Tensor4[] Sources { get; }

    private void Add(PlaneNodes block)
    {
        double[][] first = new double[DerivativeProducts.Count][];
        double[][] given = new double[DerivativeProducts.Count][];
        (first[0], given[0]) = (block.Weights, Means([.. Enumerable.Repeat(1.0, block.Second.Length)], block));
        DerivativeProducts.Walk(_table.Of(block.First, DerivativeTable.Highest), (place, row) =>
            TensorPrimitives.Multiply(row, block.Weights, first[place] = new double[row.Length]));
        double[][] second = _table.Of(block.Second, DerivativeTable.Highest);
        DerivativeProducts.Walk(second, (place, row) => given[place] = Means(row, block));
        double[][] sizes = new double[DerivativeProducts.Single(DerivativeTable.Highest) + 1][];
        for (int order = 0; order <= DerivativeTable.Highest; order++)
        {
            TensorPrimitives.Abs(second[order], second[order]);
            sizes[DerivativeProducts.Single(order)] = Means(second[order], block);
        }

        double[] absolute = new double[block.First.Length];
        for (int i = 0; i < Summed.Length; i++)
        {
            (int f, int g) = Summed[i];
            _sums[i] += TensorPrimitives.Dot(first[f], given[g]);
            if (f > 0 && g > 0 && f < sizes.Length && g < sizes.Length)
            {
                TensorPrimitives.Abs(first[f], absolute);
                _sizes[i] += TensorPrimitives.Dot(absolute, sizes[g]);
            }
        }
    }

    /// <summary>The means over z_b for each z_a.</summary>
    private static double[] Means(double[] row, PlaneNodes block)
    {
        double[] means = new double[block.First.Length];
        for (int x = 0; x < means.Length; x++)
        {
            (int from, int to) = (block.Starts[x], block.Starts[x + 1]);
            means[x] = TensorPrimitives.Dot(row.AsSpan(from, to - from), block.SecondWeights.AsSpan(from, to - from));
        }

        return means;
    }

    private (double Value, double Magnitude) Derivative(int i, int j, KinkTerms first, KinkTerms second)
    {
        int place = Places[(DerivativeProducts.Single(i), DerivativeProducts.Single(j))];
        (double value, double size) = first.Of(i, j, isWhole: true);
        (double other, double otherSize) = second.Of(j, i, isWhole: false);
        return (_sums[place] + value + other, _sizes[place] + size + otherSize);
    }

    private double Source(int kind, int[] inputs, KinkTerms first, KinkTerms second)
    {
        int[] orders = DerivativeProducts.Sources[kind];
        int bits = (inputs[0] << 3) | (inputs[1] << 2) | (inputs[2] << 1) | inputs[3];
        double sum = _sums[Places[(DerivativeProducts.Of(DerivativeProducts.At(orders, bits, 0)), DerivativeProducts.Of(DerivativeProducts.At(orders, bits, 1)))]];
        if (orders[0] <= _table.Order)
        {
            return sum;
        }

        // How often the first input occurs again, as a derivative and as a value; its delta functions meet what the other has.
        (KinkTerms own, KinkTerms across) = inputs[0] == 0 ? (first, second) : (second, first);
        int slopes = Enumerable.Range(1, 3).Count(k => orders[k] == 1 && inputs[k] == inputs[0]);
        int values = Enumerable.Range(1, 3).Count(k => orders[k] == 0 && inputs[k] == inputs[0]);
        int other = DerivativeProducts.Of(DerivativeProducts.At(orders, bits, 1 - inputs[0]));
        if (_table.Order == 2 || orders[1] == 1 && orders[0] == 2)
        {
            return sum + own.OfProduct(slopes, values, other);
        }

        if (orders[0] == 3)
        {
            return slopes > 0 ? double.NaN : sum + own.OfThird();
        }

        int otherSlopes = 2 - slopes;
        return inputs[0] == inputs[1] ? double.NaN
            : sum + own.OfProduct(slopes, 0, other) + across.OfProduct(otherSlopes, 0, DerivativeProducts.Of([2, .. Enumerable.Repeat(1, slopes)])) + own.OfBoth(slopes, otherSlopes);
    }

    private static IEnumerable<(int First, int Second)> Sums()
    {
        foreach ((int i, int j) in Needed)
        {
            yield return (DerivativeProducts.Single(i), DerivativeProducts.Single(j));
            yield return (DerivativeProducts.Single(j), DerivativeProducts.Single(i));
        }

        foreach (int[] orders in DerivativeProducts.Sources)
        {
            for (int inputs = 0; inputs < 16; inputs++)
            {
                yield return (DerivativeProducts.Of(DerivativeProducts.At(orders, inputs, 0)), DerivativeProducts.Of(DerivativeProducts.At(orders, inputs, 1)));
            }
        }
    }
}
