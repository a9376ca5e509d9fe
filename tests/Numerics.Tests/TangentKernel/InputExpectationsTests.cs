using System.Globalization;
using Fractions;
using Theory.Activations;
using Theory.Numerics.Evaluation;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.Tests.TangentKernel;

public class InputExpectationsTests
{
    /// <summary>Generated pairs, parallel and antiparallel up to 1 - |rho| of 1e-16, of equal and of different metrics.</summary>
    public static TheoryData<double, double, double> Pairs
    {
        get
        {
            TheoryData<double, double, double> pairs = [];
            Random random = new(15);
            for (int i = 0; i < 24; i++)
            {
                double ka = Math.Exp(random.NextDouble() - 0.5);
                double kb = i % 3 == 0 ? ka : i % 3 == 1 ? ka * (1 + 3e-16) : Math.Exp(random.NextDouble() - 0.5);
                double apart = Math.Pow(10, -16.0 * i / 23);
                pairs.Add(ka, kb, (i % 4 == 3 ? -1 : 1) * (1 - apart) * Math.Sqrt(ka * kb));
            }

            return pairs;
        }
    }

    /// <summary>Closed forms at a kink at 0: with it at z_a = 0, z_b is normal of variance K_bb (1 - rho^2).</summary>
    [Theory]
    [MemberData(nameof(Pairs))]
    public void NearlyParallelInputs_HaveTheClosedForms_WithinTheError(double ka, double kb, double kab)
    {
        (double width, double rho) = Correlation(ka, kb, kab);
        (double a, double b) = (Math.Sqrt(ka), Math.Sqrt(kb));
        double density = 1 / (2 * Math.PI);

        // s''' = 2 delta, s' = 2 z.
        InputExpectations squares = Of("squared_relu", ka, kb, kab);
        Near(squares, "s'''_a s'_b^3", 32 * density * Math.Pow(b * width, 3) / a, squares.Sources.Third, 0, 1, 1, 1);
        if (width * width > 2 * KinkTerms.SmallestDeterminant)
        {
            InputExpectations relu = Of("relu", ka, kb, kab);
            Near(relu, "s''_a s'_b^2 s_b", density * b * width / a, relu.Sources.Curvature, 0, 1, 1, 1);
            Near(relu, "s''_a s''_b s'_a s'_b", density / (4 * a * b * width), relu.Sources.Curvatures, 0, 1, 0, 1);
            Near(relu, "s'''_a s'_b^3", -density * rho / (ka * width), relu.Sources.Third, 0, 1, 1, 1);
        }
    }

    /// <summary>
    /// Where derivatives of the density lost their digits, and the error did not know of it (9e-5 at 1 - rho = 1e-12, 9e-6 being stated): what exists at one input
    /// differs from it by a multiple of sqrt(1 - rho^2), and of a kink's width no more.
    /// </summary>
    [Theory]
    [InlineData("tanh", 1)]
    [InlineData("gelu", 1)]
    [InlineData("symmetric_imrepu:2", 1)]
    [InlineData("elu", 1)]
    [InlineData("smelu:1", 1)]
    [InlineData("symmetric_imrepu:2", -1)]
    [InlineData("tanh", -1)]
    public void NearlyParallelInputs_TendToOne_WithinTheError(string activation, int sign)
    {
        const double K = 0.7;
        InputExpectations one = new(new ExpectationEvaluator(Activation.Parse(activation)), new double[,] { { K } }, TestContext.Current.CancellationToken);
        for (double apart = 1e-7; apart > 1e-17; apart /= 30)
        {
            InputExpectations pair = Of(activation, K, K, sign * (1 - apart) * K);
            Assert.InRange(pair.Error, 0, 1e-6);
            for (int kind = 0; kind < 6; kind++)
            {
                double expected = Math.Abs(one.Sources.All[kind][0, 0, 0, 0]);
                double allowed = (100 * Math.Sqrt(apart)) + (10 * pair.Error);
                foreach (double value in pair.Sources.All[kind].Values)
                {
                    Assert.True(Math.Abs(Math.Abs(value) - expected) <= allowed * Math.Max(expected, 0.1), string.Create(CultureInfo.InvariantCulture, $"kind {kind}, 1 - rho = {apart}: {value}, not {expected}"));
                }
            }
        }
    }

    /// <summary>Kernels of three inputs in a plane are singular; delta functions at kinks need no inverse.</summary>
    [Theory]
    [InlineData("symmetric_imrepu:2")]
    [InlineData("elu")]
    public void AnInputTwiceBesideAnother_HasTheTensorsOfTwo_WithinTheError(string activation)
    {
        InputExpectations two = Of(activation, 0.8, 0.6, 0.3);
        InputExpectations three = new(
            new ExpectationEvaluator(Activation.Parse(activation)), new double[,] { { 0.8, 0.3, 0.8 }, { 0.3, 0.6, 0.3 }, { 0.8, 0.3, 0.8 } }, TestContext.Current.CancellationToken);
        for (int kind = 0; kind < 6; kind++)
        {
            double size = two.Sources.All[kind].Values.ToArray().Max(Math.Abs);
            for (int i = 0; i < 81; i++)
            {
                (int a, int b, int c, int d) = (i / 27, i / 9 % 3, i / 3 % 3, i % 3);
                double expected = two.Sources.All[kind][a % 2, b % 2, c % 2, d % 2];
                Assert.True(Math.Abs(three.Sources.All[kind][a, b, c, d] - expected) <= three.Error * size, $"kind {kind}, {a}{b}{c}{d}: {three.Sources.All[kind][a, b, c, d]}, not {expected}");
            }
        }
    }

    private static InputExpectations Of(string activation, double ka, double kb, double kab) =>
        new(new ExpectationEvaluator(Activation.Parse(activation)), new double[,] { { ka, kab }, { kab, kb } }, TestContext.Current.CancellationToken);

    /// <summary>sqrt(1 - rho^2) and rho of the doubles as they are, in exact arithmetic.</summary>
    private static (double Width, double Rho) Correlation(double ka, double kb, double kab)
    {
        (Fraction a, Fraction b, Fraction ab) = (Fraction.FromDouble(ka), Fraction.FromDouble(kb), Fraction.FromDouble(kab));
        double squared = (1 - (ab * ab / (a * b))).ToDouble();
        return (squared > 0 ? Math.Sqrt(squared) : 0, kab / Math.Sqrt(ka) / Math.Sqrt(kb));
    }

    private static void Near(InputExpectations all, string what, double expected, Tensor4 tensor, int a, int b, int c, int d)
    {
        double size = tensor.Values.ToArray().Where(double.IsFinite).Max(Math.Abs);
        Assert.True(
            Math.Abs(tensor[a, b, c, d] - expected) <= all.Error * size, string.Create(CultureInfo.InvariantCulture, $"{what}: {tensor[a, b, c, d]}, not {expected}, error {all.Error}"));
    }
}
