namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>
/// What is averaged of an activation, at nodes that are fixed in z. An expectation at any K is then a sum of these with the density of K, and costs an
/// exponential a node: the activation itself is evaluated once for all K of a similar size.
/// </summary>
internal sealed class NodeTable
{
    private readonly Lazy<(double[] Sum, double[] Scale)> _value;
    private readonly Lazy<double[]> _derivativeSquare;

    /// <summary>Evaluates an activation.</summary>
    /// <param name="piece">The activation.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="isSymmetric">True to add the values at z and -z: the density is even.</param>
    public NodeTable(DirectPiece piece, double[] nodes, bool isSymmetric)
    {
        HalfSquare = Map(nodes, z => -0.5 * z * z);
        double[] s = piece.Values(nodes);
        (Square, Fourth) = (Map(s, v => v * v), Map(s, v => v * v * (v * v)));
        double[] mirrored = isSymmetric ? Map(nodes, z => -z) : [];
        double[] other = isSymmetric ? piece.Values(mirrored) : [];
        for (int i = 0; i < other.Length; i++)
        {
            double square = other[i] * other[i];
            Square[i] += square;
            Fourth[i] += square * square;
        }

        _value = new Lazy<(double[], double[])>(() => isSymmetric ? Added(s, other, piece.EvenParts(nodes)) : (s, Map(s, Math.Abs)));
        _derivativeSquare = new Lazy<double[]>(() =>
        {
            double[] derivative = Map(piece.Derivatives(nodes), v => v * v);
            return isSymmetric ? [.. derivative.Zip(piece.Derivatives(mirrored), (sum, v) => sum + (v * v))] : derivative;
        });
    }

    /// <summary>-z^2/2.</summary>
    public double[] HalfSquare { get; }

    /// <summary>The scale of the rounding error of s: |s|, added at z and -z where these are added in floating-point numbers.</summary>
    public double[] Magnitude => _value.Value.Scale;

    private double[] Square { get; }

    private double[] Fourth { get; }

    /// <summary>The values for a row, without the factor (t^2 - 1)/(2K) of a slope.</summary>
    public double[] Of(FixedRow row) => row switch
    {
        FixedRow.Mean => _value.Value.Sum,
        FixedRow.Square or FixedRow.SquareSlope => Square,
        FixedRow.Fourth => Fourth,
        _ => _derivativeSquare.Value,
    };

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
