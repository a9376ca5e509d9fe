using System.Globalization;
using Fractions;
using Theory.Couplings;
using Theory.Expressions;
using Theory.Numerics.Couplings;

namespace Theory.Numerics.Tests.Couplings;

public class ActionCouplingsTests
{
    private static readonly double[,] Metric = { { 2, 0.5, -0.25 }, { 0.5, 1, 0.125 }, { -0.25, 0.125, 1.5 } };

    /// <summary>A fluctuation of the metric: G + d and G - d with equal probability have V/n = d x d.</summary>
    private static readonly double[,] Fluctuation = { { 0.5, 0.25, 0.5 }, { 0.25, -0.5, 0.125 }, { 0.5, 0.125, 1 } };

    /// <summary>
    /// The exact action of m neurons whose covariance is G + d or G - d: minus the logarithm of a mean of two Gaussian densities. It has no
    /// odd orders in d, and what the couplings neglect is of order d^4.
    /// </summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    public void Action_IsMinusTheLogarithmOfTheDensity(int inputs, int neurons)
    {
        double[,] z = new double[neurons, inputs];
        for (int i = 0; i < neurons; i++)
        {
            for (int a = 0; a < inputs; a++)
            {
                z[i, a] = Math.Sin((3 * i) + (5 * a) + 1);
            }
        }

        double first = Difference(0.04);
        double second = Difference(0.02);
        Assert.InRange(first / second, 14, 18);
        Assert.InRange(Math.Abs(second), 1e-11, 1e-3);

        double Difference(double size)
        {
            (double[,] metric, double[,,,] vertex) = Layer(inputs, size, width: 10);
            double[,] origin = new double[neurons, inputs];
            double exact = MinusLogDensity(z, size) - MinusLogDensity(origin, size);
            return exact - ActionCouplings.FromMetric(metric, vertex, 10, neurons).Action(z);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Numbers_AreThoseOfTheFormulas(int inputs)
    {
        (double[,] metric, double[,,,] vertex) = Layer(inputs, 1, width: 8);
        ActionCouplings couplings = ActionCouplings.FromMetric(metric, vertex, 8, neurons: 5);
        Fraction[,] inverse = Inverse(inputs);

        for (int a = 1; a <= inputs; a++)
        {
            for (int b = 1; b <= inputs; b++)
            {
                Assert.Equal(Value(CouplingFormulas.QuadraticOf(a, b, inputs)), couplings.Quadratic[a - 1, b - 1], 1e-11);
                Assert.Equal(Value(CouplingFormulas.QuarticOf(a, b, b, inputs, inputs)), couplings.Quartic[a - 1, b - 1, b - 1, inputs - 1], 1e-11);
            }
        }

        double Value(Expr formula)
        {
            foreach (Symbol symbol in formula.Symbols.ToArray())
            {
                int[] i = [.. symbol.Name.Where(char.IsAsciiDigit).Select(c => c - '1')];
                formula = formula.Substitute(symbol, symbol.Name switch
                {
                    "n" => 8,
                    "m" => 5,
                    _ when symbol.Name[0] == 'V' => Fraction.FromDouble(vertex[i[0], i[1], i[2], i[3]]),
                    _ => inverse[i[0], i[1]],
                });
            }

            return ((Number)formula).Value.ToDouble();
        }
    }

    /// <summary>E[z_a z_b] under exp(-S) by the trapezoidal rule in the plane, for a negative v, to first order in v.</summary>
    [Fact]
    public void Metric_OfTwoInputs_IsTheCovarianceOfExpMinusS()
    {
        double Error(double size)
        {
            (double[,] metric, double[,,,] vertex) = Layer(2, 1, width: 1);
            double[,,,] v = vertex;
            for (int k = 0; k < 16; k++)
            {
                v[k >> 3, (k >> 2) & 1, (k >> 1) & 1, k & 1] *= -size;
            }

            ActionCouplings couplings = ActionCouplings.Of(metric, v);
            (double norm, double covariance) = (0, 0);
            for (double x = -9; x <= 9; x += 0.15)
            {
                for (double y = -9; y <= 9; y += 0.15)
                {
                    double p = Math.Exp(-couplings.Action(new[,] { { x, y } }));
                    norm += p;
                    covariance += x * y * p;
                }
            }

            return (covariance / norm) - couplings.ToMetric(1).Metric[0, 1];
        }

        Assert.InRange(Error(0.01) / Error(0.001), 85, 115);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ThereAndBack_IsTheIdentityToFirstOrder(int neurons)
    {
        double Error(double width)
        {
            (double[,] metric, double[,,,] vertex) = Layer(3, 1, 1);
            (double[,] back, double[,,,] vertexBack) = ActionCouplings.FromMetric(metric, vertex, width, neurons).ToMetric(width, neurons);
            Assert.Equal(vertex[0, 1, 1, 2], vertexBack[0, 1, 1, 2], 100 / width);
            return back[0, 1] - metric[0, 1];
        }

        Assert.InRange(Error(1e4) / Error(1e5), 95, 105);
    }

    [Theory]
    [InlineData("1,2;2,1", "positive definite")]
    [InlineData("1,0;0.5,1", "G must be symmetric")]
    [InlineData("1,NaN;NaN,1", "not finite")]
    [InlineData("1,0", "square")]
    public void BadMetric_IsRefused(string rows, string message)
    {
        string[][] cells = [.. rows.Split(';').Select(r => r.Split(','))];
        double[,] metric = new double[cells.Length, cells[0].Length];
        for (int a = 0; a < cells.Length; a++)
        {
            for (int b = 0; b < cells[a].Length; b++)
            {
                metric[a, b] = double.Parse(cells[a][b], CultureInfo.InvariantCulture);
            }
        }

        Assert.Contains(message, Refused(() => ActionCouplings.FromMetric(metric, new double[2, 2, 2, 2], 10)), StringComparison.Ordinal);
    }

    [Fact]
    public void BadVertexOrSize_IsRefused()
    {
        double[,] metric = { { 1, 0 }, { 0, 1 } };
        double[,,,] asymmetric = new double[2, 2, 2, 2];
        asymmetric[0, 0, 0, 1] = 1;
        Assert.Contains("exchanged", Refused(() => ActionCouplings.FromMetric(metric, asymmetric, 10)), StringComparison.Ordinal);
        Assert.Contains("2 by 2", Refused(() => ActionCouplings.FromMetric(metric, new double[3, 3, 3, 3], 10)), StringComparison.Ordinal);
        Assert.Contains("width", Refused(() => ActionCouplings.FromMetric(metric, new double[2, 2, 2, 2], 0)), StringComparison.Ordinal);
        Assert.Contains("neurons", Refused(() => ActionCouplings.FromMetric(metric, new double[2, 2, 2, 2], 10, 0)), StringComparison.Ordinal);
    }

    private static string Refused(Action action) => Assert.Throws<UserInputException>(action).Message;

    /// <summary>The metric of some inputs, and the vertex of its fluctuation.</summary>
    private static (double[,] Metric, double[,,,] Vertex) Layer(int inputs, double size, double width)
    {
        double[,] metric = new double[inputs, inputs];
        double[,,,] vertex = new double[inputs, inputs, inputs, inputs];
        for (int a = 0; a < inputs; a++)
        {
            for (int b = 0; b < inputs; b++)
            {
                metric[a, b] = Metric[a, b];
                for (int c = 0; c < inputs; c++)
                {
                    for (int d = 0; d < inputs; d++)
                    {
                        vertex[a, b, c, d] = width * size * size * Fluctuation[a, b] * Fluctuation[c, d];
                    }
                }
            }
        }

        return (metric, vertex);
    }

    private static double MinusLogDensity(double[,] z, double size) =>
        -Math.Log((Density(z, size) + Density(z, -size)) / 2);

    private static double Density(double[,] z, double size)
    {
        int d = z.GetLength(1);
        double[,] covariance = new double[d, d];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                covariance[a, b] = Metric[a, b] + (size * Fluctuation[a, b]);
            }
        }

        var matrix = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(covariance);
        var vectors = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.OfArray(z);
        double quadratic = (vectors * matrix.Inverse() * vectors.Transpose()).Trace();
        return Math.Exp(-quadratic / 2) * Math.Pow(matrix.Determinant(), -z.GetLength(0) / 2.0);
    }

    private static Fraction[,] Inverse(int inputs)
    {
        Fraction G(int a, int b) => Fraction.FromDouble(Metric[a, b]);
        Fraction Minor(int a, int b)
        {
            int[] r = [.. Enumerable.Range(0, inputs).Where(k => k != a)];
            int[] c = [.. Enumerable.Range(0, inputs).Where(k => k != b)];
            Fraction minor = inputs == 1 ? Fraction.One : inputs == 2 ? G(r[0], c[0]) : (G(r[0], c[0]) * G(r[1], c[1])) - (G(r[0], c[1]) * G(r[1], c[0]));
            return (a + b) % 2 == 0 ? minor : -minor;
        }

        Fraction determinant = Enumerable.Range(0, inputs).Aggregate(Fraction.Zero, (sum, b) => sum + (G(0, b) * Minor(0, b)));
        Fraction[,] inverse = new Fraction[inputs, inputs];
        for (int a = 0; a < inputs; a++)
        {
            for (int b = 0; b < inputs; b++)
            {
                inverse[a, b] = Minor(b, a) / determinant;
            }
        }

        return inverse;
    }
}
