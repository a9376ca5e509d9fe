using Theory.Activations;
using Theory.Correlators;
using Theory.Couplings;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Couplings;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Numerics.Tests.Couplings;

public class CouplingFlowTests
{
    private static readonly ExpectationEvaluator ReLU = new(Activation.Parse("relu"));

    [Fact]
    public void FirstLayer_IsGaussian()
    {
        LayerCouplings first = Couplings(ReLU, new PlainLaw(2, 0, 2, 128, 3))[0];
        Assert.Equal((0.5, 0), (first.Quadratic, first.Quartic));
    }

    /// <summary>Critical ReLU: K = 1, V(l) = 5 (l - 1), no correction of the metric.</summary>
    [Fact]
    public void ReLU_GrowsWithDepthOverWidth()
    {
        IReadOnlyList<LayerCouplings> layers = Couplings(ReLU, new PlainLaw(1, 0, 2, 1000, 5), neurons: 2);
        Assert.All(layers, l =>
        {
            Assert.Equal(0.005 * (l.Layer - 1), l.Quartic, 1e-15);
            Assert.Equal(1 + (2 * l.Quartic), l.Quadratic, 1e-15);
            Assert.Equal(l.Quartic, l.NonGaussianity, 1e-15);
            Assert.Equal(2 * l.Quartic, l.RelativeCorrection, 1e-15);
        });
    }

    [Theory]
    [InlineData("tanh", 1, 0.05, 1.3)]
    [InlineData("mrepu:2", 7, 0, 0.9)]
    [InlineData("gelu", 64, 0.1, 1.5)]
    public void Numbers_AreThoseOfTheFormulas(string activation, int neurons, double cb, double cw)
    {
        foreach (LayerCouplings layer in Couplings(new(Activation.Parse(activation)), new PlainLaw(0.2, cb, cw, 200, 6), neurons))
        {
            Assert.Equal(Value(CouplingFormulas.Quadratic), layer.Quadratic, 1e-12 * layer.Quadratic);
            Assert.Equal(Value(CouplingFormulas.Quartic), layer.Quartic, 1e-12 * Math.Abs(layer.Quartic));

            double Value(Expr formula) => ExpressionCompiler.Compile(
                formula.Substitute(CorrelatorSymbols.Neurons, neurons).Substitute(CorrelatorSymbols.Width, 200)
                    .Substitute(CorrelatorSymbols.Vertex((null, null), (null, null)), Fractions.Fraction.FromDouble(layer.Vertex)),
                CorrelatorSymbols.Metric())(layer.Metric);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Moments_OfExpMinusS_AreThoseTheCouplingsStandFor(int m)
    {
        // Radial integrals; v is negative, where exp(-S) is integrable. What the formulas neglect is of order v^2.
        const double G = 1.7;
        double[] errors = [.. new[] { 1e-3, 1e-4 }.SelectMany(size =>
        {
            double v = -size;
            double Radial(int power) => Integral(r => Math.Pow(r, m - 1 + power) * Math.Exp((-G * r * r / 2) + (v * r * r * r * r / 8)));
            double variance = Radial(2) / Radial(0) / m;
            double pairs = Radial(4) / Radial(0) / (m * (m + 2));
            double metric = (1 / G) + ((m + 2) * v / (2 * Math.Pow(G, 3)));

            // E[z1 z1 z2 z2] is the connected part and G^2.
            return (double[])[(variance - metric) / metric, (pairs - (variance * variance) - (v / Math.Pow(G, 4))) / v];
        })];
        Assert.InRange(errors[0] / errors[2], 90, 110);
        Assert.InRange(errors[1] / errors[3], 9, 11);
        Assert.All(errors, e => Assert.InRange(Math.Abs(e), 1e-12, 0.02));
    }

    [Theory]
    [InlineData(0, "neurons must be at least 1")]
    [InlineData(1, "the metric K + G1/n is")]
    public void BadInput_IsRefused(int neurons, string message)
    {
        FlowLayer layer = new(3, 1, -0.5, 1, 1, 1, 0, 0, 0, 1);
        Assert.Contains(message, Assert.Throws<UserInputException>(() => CouplingFlow.At(layer, 2, neurons)).Message, StringComparison.Ordinal);
    }

    /// <summary>The integral over the half line by the trapezoidal rule in log r, which is exact to rounding for integrands that vanish so fast.</summary>
    private static double Integral(Func<double, double> f)
    {
        const double Step = 0.01;
        return Step * Enumerable.Range(-4000, 4400).Sum(i => Math.Exp(i * Step) is var r ? r * f(r) : 0);
    }

    private static IReadOnlyList<LayerCouplings> Couplings(ExpectationEvaluator evaluator, PlainLaw law, int neurons = 1) =>
        CouplingFlow.Compute(law.With(evaluator), law.Signal, neurons, TestContext.Current.CancellationToken).ToTheLast();
}
