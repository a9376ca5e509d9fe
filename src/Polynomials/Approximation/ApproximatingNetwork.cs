using System.Numerics;
using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Planning;

namespace Theory.Polynomials.Approximation;

/// <summary>Exact networks for Chebyshev interpolants (Corollary 10 of the paper).</summary>
/// <remarks>
/// The coefficients are rounded to rationals much closer than the tolerance; in several variables the interpolant is first written as a
/// sum of few products of polynomials of one variable. The network then equals that polynomial exactly.
/// </remarks>
public static class ApproximatingNetwork
{
    /// <summary>Coefficients are rounded to this fraction of the tolerance.</summary>
    private const double Rounding = 1.0 / 4096;

    /// <summary>Builds the network.</summary>
    /// <param name="coefficients">The interpolant on the box mapped to [-1, 1]^d, d at most 3.</param>
    /// <param name="variables">The names of the inputs.</param>
    /// <param name="p">The order of the activation.</param>
    /// <param name="box">The box.</param>
    /// <param name="tolerance">By how much the network may differ from the interpolant.</param>
    /// <param name="cancellation">Ends the construction.</param>
    public static PolynomialNetwork Create(
        ChebyshevTensor coefficients, IReadOnlyList<string> variables, int p, InputDomain box, double tolerance, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        ArgumentNullException.ThrowIfNull(box);
        Series series = new(box, tolerance * Rounding, cancellation);
        Dictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> products = [];
        int[] shape = [.. coefficients.Shape];
        Polynomial polynomial = shape.Length switch
        {
            1 => series.Of(0, coefficients.Values),
            2 => OfMatrix(Matrix(coefficients.Values, shape[0], shape[1]), 0, 1, tolerance, series, products),
            _ => OfThree(coefficients.Values, shape, tolerance, series, products),
        };
        PolynomialNetwork[] candidates = [.. ((bool[])[true, false]).Select(elements =>
            polynomial.Degree <= 1
                ? ExactNetworks.Create(polynomial, variables, p, box, cancellation: cancellation)
                : ChebyshevPlan.Build(polynomial, new NetworkBuilder { P = p, Variables = variables, Domain = box, Cancellation = cancellation }, elements, Math.Min(p + 1, 3), products))];
        return candidates.MinBy(n => n.Neurons)!;
    }

    private static Polynomial OfMatrix(
        double[,] matrix, int first, int second, double tolerance, Series series, Dictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> products)
    {
        (Polynomial, Polynomial)[] factors = [.. LowRank.Cross(matrix, tolerance).Select(t => (series.Of(first, t.Column), series.Of(second, t.Row)))];
        return Register(factors, products);
    }

    private static Polynomial OfThree(
        IReadOnlyList<double> values, int[] shape, double tolerance, Series series, Dictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> products)
    {
        List<(double[] Column, double[] Row)> slices = LowRank.Cross(Matrix(values, shape[0], shape[1] * shape[2]), tolerance / 2);
        double share = tolerance / (2 * Math.Max(1, slices.Count));
        (Polynomial, Polynomial)[] factors = [.. slices.Select(t => (
            series.Of(0, t.Column), OfMatrix(Matrix(t.Row, shape[1], shape[2]), 1, 2, share / t.Column.Sum(Math.Abs), series, products)))];
        return Register(factors, products);
    }

    private static Polynomial Register((Polynomial, Polynomial)[] factors, Dictionary<Polynomial, IReadOnlyList<(Polynomial, Polynomial)>> products)
    {
        Polynomial sum = Polynomial.Combination(factors.Select(f => (Fraction.One, f.Item1 * f.Item2)));
        products[sum] = factors;
        return sum;
    }

    private static double[,] Matrix(IReadOnlyList<double> values, int rows, int columns)
    {
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < values.Count; i++)
        {
            matrix[i / columns, i % columns] = values[i];
        }

        return matrix;
    }

    /// <summary>Series of one variable as exact polynomials, with coefficients rounded to multiples of a power of two.</summary>
    private sealed class Series
    {
        private readonly InputDomain _box;
        private readonly int _bits;
        private readonly CancellationToken _cancellation;
        private readonly Dictionary<(int, int), Polynomial> _elements = [];

        public Series(InputDomain box, double rounding, CancellationToken cancellation)
        {
            _box = box;
            _cancellation = cancellation;
            _bits = Math.Clamp(-(int)Math.Floor(Math.Log2(Math.Max(rounding, 1e-300))), 0, 1000);
        }

        public Polynomial Of(int variable, IReadOnlyList<double> coefficients) =>
            Polynomial.Combination(coefficients.Select((c, k) => (Rounded(c), Element(variable, k))));

        private Fraction Rounded(double value)
        {
            if (!double.IsFinite(value))
            {
                throw new UserInputException("the interpolant exceeds the range of double precision; scale the function");
            }

            // From 2^53 on a double is an integer already.
            double scaled = Math.ScaleB(value, _bits);
            return Math.Abs(scaled) < 1L << 53 ? new Fraction(new BigInteger(Math.Round(scaled)), BigInteger.One << _bits).Reduce() : Fraction.FromDouble(value).Reduce();
        }

        private Polynomial Element(int variable, int degree)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (!_elements.TryGetValue((variable, degree), out Polynomial? element))
            {
                (Fraction centre, Fraction halfWidth) = _box.CentresAndHalfWidths()[variable];
                Polynomial mapped = Polynomial.Variable(variable).Scale(halfWidth.Reciprocal()) - Polynomial.Constant(centre / halfWidth);
                _elements[(variable, degree)] = element = degree switch
                {
                    0 => Polynomial.One,
                    1 => mapped,
                    _ => (mapped * Element(variable, degree - 1)).Scale(2) - Element(variable, degree - 2),
                };
            }

            return element;
        }
    }
}
