using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Networks;

namespace Theory.Polynomials.Stability;

/// <summary>How far a network in floating point can be from its polynomial, proven before anything is evaluated.</summary>
/// <param name="Double">The bound for double precision.</param>
/// <param name="Single">The bound for single precision; infinite where that overflows.</param>
/// <param name="Condition">The error to first order, in units of the rounding unit times the largest value of the polynomial.</param>
public sealed record ErrorBound(double Double, double Single, double Condition)
{
    private const double UnitDouble = 1.1102230246251565e-16;
    private const double UnitSingle = 5.9604644775390625e-08;

    /// <summary>Bounds the error on a box, for inputs that the format holds exactly.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">The box.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <remarks>
    /// The standard model of rounding: a sum of n products is off by at most gamma(n+4) times the sum of their absolute values, for any
    /// order of summation, with or without fused operations, proportional rows taken together; weights are rounded once; rho multiplies an error by at most the largest
    /// slope on the proven range. The bound is evaluated in double precision itself, to which 1 % is added.
    /// </remarks>
    public static ErrorBound Of(LayeredNetwork network, InputDomain box, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        PolynomialNetwork graph = network.ToGraph(box, out IReadOnlyList<NetworkNode[]> units, cancellation);
        NetworkExpansion expansion = NetworkExpansion.Of(graph, network.Domain, cancellation: cancellation);
        Interval[][] ranges = [.. units.Select(layer => layer.Select(u => graph.Graph.ContainsVertex(u) ? Interval.Of(expansion.PreactivationRange(u)) : new Interval(-1, -1)).ToArray())];
        double[] inputs = [.. box.Sides.Select(s => Interval.Of(s).Magnitude)];
        RationalInterval output = RangeEnclosure.Of(network.Polynomial, box);
        double size = Math.Clamp(Interval.Of(output).Magnitude, double.Epsilon, double.MaxValue);
        double atDouble = Propagate(network, ranges, inputs, UnitDouble);
        return new ErrorBound(atDouble, Propagate(network, ranges, inputs, UnitSingle), OrInfinite(atDouble / (UnitDouble * size)));
    }

    private static double Propagate(LayeredNetwork network, Interval[][] ranges, double[] inputs, double unit)
    {
        double[] magnitudes = inputs;
        double[] errors = new double[inputs.Length];
        int p = network.P;
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            DenseLayer dense = network.Layers[layer];
            double[] newMagnitudes = new double[dense.Outputs];
            double[] newErrors = new double[dense.Outputs];
            for (int row = 0; row < dense.Outputs; row++)
            {
                double bias = Math.Abs(dense.Biases[row].ToNearestDouble());
                double sum = bias;
                double inherited = 0;
                int terms = 1;
                for (int j = 0; j < magnitudes.Length; j++)
                {
                    double weight = Math.Abs(dense.Weights[row][j].ToNearestDouble());
                    if (weight > 0)
                    {
                        terms++;
                        sum += weight * (magnitudes[j] + errors[j]);
                        inherited += weight * errors[j];
                    }
                }

                double error = OrInfinite(inherited + (Gamma(terms + 4, unit) * sum));
                if (layer == network.HiddenLayers)
                {
                    return 1.01 * error;
                }

                Interval z = ranges[layer][row].Widened(error);
                newMagnitudes[row] = ranges[layer][row].LargestValue(p);
                newErrors[row] = OrInfinite((z.LargestSlope(p) * error) + (Gamma(p + 3, unit) * z.LargestValue(p)));
            }

            (magnitudes, errors) = (newMagnitudes, newErrors);
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Beyond the range of doubles nothing is known: 0 times infinity is no bound.</summary>
    private static double OrInfinite(double bound) => double.IsNaN(bound) ? double.PositiveInfinity : bound;

    /// <summary>n u / (1 - n u); infinite when there is no digit left.</summary>
    private static double Gamma(int n, double unit) => n * unit < 1 ? n * unit / (1 - (n * unit)) : double.PositiveInfinity;

    private readonly record struct Interval(double Lower, double Upper)
    {
        public double Magnitude => Math.Max(Math.Abs(Lower), Math.Abs(Upper));

        public static Interval Of(RationalInterval range) => new(
            range.Lower is Fraction l ? Math.BitDecrement(l.ToNearestDouble()) : double.NegativeInfinity,
            range.Upper is Fraction u ? Math.BitIncrement(u.ToNearestDouble()) : double.PositiveInfinity);

        public Interval Widened(double error) => new(Lower - error, Upper + error);

        /// <summary>The largest |z (z+1)^p| for z in the interval, z &gt; -1; the minimum of rho is at -1/(p+1).</summary>
        public double LargestValue(int p)
        {
            if (Upper <= -1)
            {
                return 0;
            }

            double lower = Math.Max(Lower, -1);
            double inner = Math.Clamp(-1.0 / (p + 1), lower, Upper);
            return OrInfinite(new[] { lower, inner, Upper }.Max(z => Math.Abs(z) * Math.Pow(z + 1, p)));
        }

        /// <summary>A bound of |(z+1)^(p-1) ((p+1) z + 1)|.</summary>
        public double LargestSlope(int p)
        {
            if (Upper <= -1)
            {
                return 0;
            }

            double lower = Math.Max(Lower, -1);
            return OrInfinite(Math.Pow(Upper + 1, p - 1) * Math.Max(Math.Abs(((p + 1) * lower) + 1), Math.Abs(((p + 1) * Upper) + 1)));
        }
    }
}
