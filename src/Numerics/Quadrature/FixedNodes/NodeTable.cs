using System.Collections.Concurrent;
using Theory.Expectations;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>
/// What is averaged of an activation, at nodes that are fixed in z. An expectation at any K is then a sum of these with the density of K, and costs an
/// exponential a node: the activation itself is evaluated once for all K of a similar size.
/// </summary>
internal sealed class NodeTable
{
    private readonly DirectPiece _piece;
    private readonly double[] _nodes;
    private readonly double[]? _mirrored;
    private readonly Lazy<(double[] Sum, double[] Scale)> _value;
    private readonly ConcurrentDictionary<int, (double[] Values, double[] Mirrored)> _derivatives = new();
    private readonly ConcurrentDictionary<FixedRow, double[]> _products = new();
    private readonly ConcurrentDictionary<FixedRow, double[]> _sizes = new();

    /// <summary>Evaluates an activation.</summary>
    /// <param name="piece">The activation.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="isSymmetric">True to add the values at z and -z: the density is even.</param>
    public NodeTable(DirectPiece piece, double[] nodes, bool isSymmetric)
    {
        _piece = piece;
        _nodes = nodes;
        _mirrored = isSymmetric ? Map(nodes, z => -z) : null;
        HalfSquare = Map(nodes, z => -0.5 * z * z);
        Square = Products(FixedRow.Square);
        _value = new Lazy<(double[], double[])>(() =>
        {
            (double[] s, double[] other) = Derivative(0);
            return isSymmetric ? Added(s, other, piece.EvenParts(nodes)) : (s, Map(s, Math.Abs));
        });
    }

    /// <summary>-z^2/2.</summary>
    public double[] HalfSquare { get; }

    /// <summary>The scale of the rounding error of s: |s|, added at z and -z where these are added in floating-point numbers.</summary>
    public double[] Magnitude => _value.Value.Scale;

    private double[] Square { get; }

    /// <summary>The values for a row, without the factor (t^2 - 1)/(2K) of a slope.</summary>
    public double[] Of(FixedRow row) => ReferenceEquals(row, FixedRow.Square) ? Square : row.IsMean ? _value.Value.Sum
        : _products.TryGetValue(row, out double[]? products) ? products : _products.GetOrAdd(row, Products);

    /// <summary>The sizes of what <see cref="Of"/> adds at z and -z, for a row whose values have both signs.</summary>
    public double[] SizesOf(FixedRow row) => row.IsMean ? Magnitude : _sizes.TryGetValue(row, out double[]? sizes) ? sizes : _sizes.GetOrAdd(row, r => Products(r, Math.Abs));

    private double[] Products(FixedRow row) => Products(row, x => x);

    private double[] Products(FixedRow row, Func<double, double> of)
    {
        double[] sum = Products(row.Product, of);
        if (row.Second is DerivativeMonomial second)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(sum, Products(second, of), sum);
        }

        return sum;
    }

    private double[] Products(DerivativeMonomial product, Func<double, double> of)
    {
        double[] sum = new double[_nodes.Length];
        double[] value = Enumerable.Repeat(1.0, _nodes.Length).ToArray();
        double[] other = Enumerable.Repeat(_mirrored is null ? 0.0 : 1.0, _nodes.Length).ToArray();
        for (int order = 0; order <= product.Order; order++)
        {
            if (product[order] == 0)
            {
                continue;
            }

            (double[] right, double[] left) = Derivative(order);
            for (int i = 0; i < sum.Length; i++)
            {
                value[i] *= SpecialFunctions.SmallPower(right[i], product[order]);
                other[i] *= _mirrored is null ? 0 : SpecialFunctions.SmallPower(left[i], product[order]);
            }
        }

        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] = of(value[i]) + of(other[i]);
        }

        return sum;
    }

    private (double[] Values, double[] Mirrored) Derivative(int order) =>
        _derivatives.GetOrAdd(order, o => (_piece.Derivatives(o, _nodes), _mirrored is null ? [] : _piece.Derivatives(o, _mirrored)));

    /// <summary>s(z) + s(-z), by the even part where that is known not to cancel.</summary>
    private static (double[] Sum, double[] Scale) Added(double[] s, double[] other, double[] even)
    {
        (double[] sum, double[] scale) = (new double[s.Length], new double[s.Length]);
        for (int i = 0; i < s.Length; i++)
        {
            (sum[i], scale[i]) = double.IsNaN(even[i]) ? (s[i] + other[i], Math.Abs(s[i]) + Math.Abs(other[i])) : (even[i], Math.Abs(even[i]));
        }

        return (sum, scale);
    }

    private static double[] Map(double[] x, Func<double, double> f) => Array.ConvertAll(x, new Converter<double, double>(f));
}
