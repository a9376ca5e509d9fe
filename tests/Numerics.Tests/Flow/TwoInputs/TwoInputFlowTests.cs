using MathNet.Numerics.Integration;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow.TwoInputs;

public sealed class TwoInputFlowTests
{
    [Fact]
    public void LinearNetworks_HaveTheVertexOfWishartMatrices()
    {
        // V_(ab)(cd)(l) = (l - 1)(K_ac K_bd + K_ad K_bc) at C_W = 1, where the kernel stays.
        const double K2 = 2;
        const double Rho = 0.3;
        double[,] k = { { 1, Rho * Math.Sqrt(K2) }, { Rho * Math.Sqrt(K2), K2 } };
        foreach (TwoInputLayer layer in Flow("linear", new PlainLaw(1, 0, 1, 10, 5), K2, Rho))
        {
            Assert.Equal((k[0, 0], k[0, 1], k[1, 1]), (layer.K11, layer.K12, layer.K22), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) + Math.Abs(a.Item3 - b.Item3) < 1e-13);
            foreach ((int a, int b, int c, int d) in Indices())
            {
                double expected = (layer.Layer - 1) * ((k[a - 1, c - 1] * k[b - 1, d - 1]) + (k[a - 1, d - 1] * k[b - 1, c - 1]));
                Assert.Equal(expected, layer.Vertex!.Value[a, b, c, d], 1e-11);
            }
        }
    }

    [Fact]
    public void ReLU_FollowsTheArcCosineKernels()
    {
        // Cho and Saul 2009: <s s> = sqrt(K_1 K_2)/(2 pi) (sin t + (pi - t) cos t), <s' s'> = (pi - t)/(2 pi).
        double rho = 0.4;
        double theta12 = 1 + (0.4 * Math.Sqrt(3) / 2);
        foreach (TwoInputLayer layer in Flow("relu", new PlainLaw(1, 0, 2, 10, 6), 3, rho))
        {
            double t = Math.Acos(rho);
            Assert.Equal(rho, layer.Rho, 1e-12);
            Assert.Equal(theta12, layer.Theta12, 1e-11);
            double product = Math.Sqrt(3) / (2 * Math.PI) * (Math.Sin(t) + ((Math.PI - t) * Math.Cos(t)));
            theta12 = 1 + product + (2 * (Math.PI - t) / (2 * Math.PI) * theta12);
            rho = 2 * product / Math.Sqrt(3);
        }
    }

    [Theory]
    [InlineData("tanh", 0.1, 1.5)]
    [InlineData("mrepu:2", 0, 0.9)]
    [InlineData("relu", 0, 2)]
    [InlineData("gelu", 0.1, 1.8)]
    public void CoincidentInputs_HaveTheFlowOfOne(string activation, double cb, double cw)
    {
        double k1 = cb + 0.05;
        PlainLaw options = new(k1, cb, cw, 10, 4) { LayerWidths = [10, 20, 30] };
        IReadOnlyList<FlowLayer> one = options.Flow(new ExpectationEvaluator(Activation.Parse(activation)));
        foreach ((FlowLayer single, TwoInputLayer pair) in one.Zip(Flow(activation, options, k1, 1)))
        {
            Assert.Equal(single.K, pair.K12, 1e-13);
            Assert.Equal(single.TangentKernel, pair.Theta12, 1e-11);
            Assert.All(Indices(), i => Assert.Equal(single.Vertex, pair.Vertex!.Value[i.A, i.B, i.C, i.D], 1e-9 * (1 + single.Vertex)));
        }
    }

    [Theory]
    [InlineData("tanh", 1.0, 1.3, 0.4)]
    [InlineData("tanh", 0.5, 0.5, -0.9)]
    [InlineData("gelu", 0.7, 2, 0.8)]
    [InlineData("sin(z) + z^2/4", 0.6, 0.9, 0.95)]
    public void Vertex_IsTheSumOfThePaper_WithRaisedIndices(string activation, double k1, double k2, double rho)
    {
        // Equation 4 literally, by a product rule over the plane: V raised by K^-1, and <s s (z z - K)>.
        const double Cw = 1.3;
        IReadOnlyList<TwoInputLayer> flow = Flow(activation, new PlainLaw(k1, 0.1, Cw, 10, 3) { LayerWidths = [10, 25] }, k2, rho);
        TwoInputLayer before = flow[1];
        Func<double, double> s = new ExpectationEvaluator(Activation.Parse(activation)).Function.ValueAt;
        double[,] k = { { before.K11, before.K12 }, { before.K12, before.K22 } };
        double determinant = (k[0, 0] * k[1, 1]) - (k[0, 1] * k[0, 1]);
        double[,] inverse = { { k[1, 1] / determinant, -k[0, 1] / determinant }, { -k[0, 1] / determinant, k[0, 0] / determinant } };

        // Products do not depend on the order of their factors: each integral over the plane is taken once.
        Dictionary<(int, int), double> pairs = [];
        Dictionary<int, double> quadruples = [];
        Dictionary<((int, int), (int, int)), double> mixed = [];
        double Pair(int a, int b) => Once(pairs, Ordered(a, b), () => Plane(k, (x, y) => s(Of(a, x, y)) * s(Of(b, x, y))));
        double Quadruple(int a, int b, int c, int d) => Once(
            quadruples, a + b + c + d, () => Plane(k, (x, y) => s(Of(a, x, y)) * s(Of(b, x, y)) * s(Of(c, x, y)) * s(Of(d, x, y))));
        double Moment(int a, int b, int c, int d) => Once(
            mixed, (Ordered(a, b), Ordered(c, d)), () => Plane(k, (x, y) => s(Of(a, x, y)) * s(Of(b, x, y)) * ((Of(c, x, y) * Of(d, x, y)) - k[c - 1, d - 1])));
        foreach ((int a, int b, int c, int d) in Indices())
        {
            double sum = 0;
            foreach ((int e, int f, int g, int h) in Indices())
            {
                double raised = 0;
                foreach ((int p, int q, int r, int t) in Indices())
                {
                    raised += inverse[e - 1, p - 1] * inverse[f - 1, q - 1] * inverse[g - 1, r - 1] * inverse[h - 1, t - 1] * before.Vertex!.Value[p, q, r, t];
                }

                sum += raised * Moment(a, b, e, f) * Moment(c, d, g, h);
            }

            double source = Quadruple(a, b, c, d) - (Pair(a, b) * Pair(c, d));
            double expected = Cw * Cw * (source + (2.5 * sum / 4));
            Assert.Equal(expected, flow[2].Vertex!.Value[a, b, c, d], 1e-10 * (1 + Math.Abs(expected)));
        }

        static (int, int) Ordered(int a, int b) => a < b ? (a, b) : (b, a);

        static double Once<TKey>(Dictionary<TKey, double> known, TKey key, Func<double> integral)
            where TKey : notnull => known.TryGetValue(key, out double value) ? value : known[key] = integral();
    }

    [Theory]
    [InlineData("tanh", 0.1, 1.5, 0.7)]
    [InlineData("mrepu:2", 0, 0.9, 0.01)]
    [InlineData("gelu", 0.1, 1.7, 0.5)]
    public void MidpointRecursion_IsTheFlowOfCloseInputs(string activation, double cb, double cw, double k1)
    {
        // Inputs of sizes 1 and 1 + e at an angle of order e: what is neglected of K_[1] and K_[2] falls like e^2 relative to them.
        (double first, double second) = (Deviation(0.02), Deviation(0.01));
        Assert.InRange(second, 0, 0.02);
        Assert.InRange(first / second, 1.7, 4.6);

        double Deviation(double e)
        {
            TwoInputLayer last = Flow(activation, new PlainLaw(k1, cb, cw, 10, 4), k1 * (1 + e), 1 - (e * e))[^1];
            return Math.Abs((last.Midpoint.K1 / last.Close.K1) - 1) + Math.Abs((last.Midpoint.K2 / last.Close.K2) - 1);
        }
    }

    [Fact]
    public void OppositeInputs_AreAllowed_AndHaveNoMidpoint()
    {
        TwoInputLayer last = Flow("tanh", new PlainLaw(0.8, 0, 1.2, 10, 3), 0.8, -1)[^1];
        Assert.Equal(-last.K11, last.K12, 1e-13);
        Assert.True(double.IsNaN(last.Close.K0));
        Assert.Equal(last.Vertex!.Value.V1111, last.Vertex.Value.V1212, 1e-10);
        Assert.Equal(-last.Vertex.Value.V1111, last.Vertex.Value.V1112, 1e-10);
    }

    [Fact]
    public void Sign_HasAVertexBetweenDifferentInputsOnly_AndNoTangentKernel()
    {
        // s^2 = 1: Ghat_11 does not fluctuate. n Var(Ghat_12) gains 1 - <s s>^2 and is multiplied by the square of d(2/pi arcsin rho)/d rho.
        double v = 0;
        double rho = 0.5;
        foreach (TwoInputLayer layer in Flow("sign", new PlainLaw(1, 0, 1, 10, 4), 1, 0.5))
        {
            Assert.Equal(rho, layer.K12, 1e-12);
            Assert.Equal((0, 0, 0), (layer.Vertex!.Value.V1111, layer.Vertex.Value.V1122, layer.Vertex.Value.V1222), (a, b) => Math.Abs(a.Item1) + Math.Abs(a.Item2) + Math.Abs(a.Item3) < 1e-12);
            Assert.Equal(v, layer.Vertex.Value.V1212, 1e-10);
            double slope = 2 / Math.PI / Math.Sqrt(1 - (rho * rho));
            rho = 2 / Math.PI * Math.Asin(rho);
            v = (slope * slope * v) + 1 - (rho * rho);
            Assert.Equal(layer.Layer > 1, double.IsNaN(layer.Theta11));
        }

        Assert.Null(Flow("sign", new PlainLaw(1, 0, 1, 10, 2), 1, 1)[^1].Vertex);
    }

    [Theory]
    [InlineData("step(z - 1/2) + z", 0.7, 1.6, 0.4)]
    [InlineData("piecewise(z<1/3, 1, z^2)", 1.5, 0.6, -0.6)]
    [InlineData("relu", 1.5, 0.6, 0.7)]
    [InlineData("tanh", 0.9, 1.1, -0.3)]
    public void Vertex_PropagatesTheDerivativesOfTheKernelMatrix(string activation, double k1, double k2, double rho)
    {
        // The derivatives of <s s>, by differences of the expectation itself, jumps included.
        TwoInputEvaluator pairs = new(Activation.Parse(activation));
        IReadOnlyList<TwoInputLayer> flow = Flow(activation, new PlainLaw(k1, 0.1, 1.2, 10, 3), k2, rho);
        TwoInputLayer at = flow[1];
        double[,] slope = new double[3, 3];
        for (int c = 0; c < 3; c++)
        {
            double[] up = Products(c, 1e-4);
            double[] down = Products(c, -1e-4);
            for (int a = 0; a < 3; a++)
            {
                slope[a, c] = (up[a] - down[a]) / 2e-4;
            }
        }

        // The source of layer 3 is the vertex of a flow that starts there.
        PairVertex source = Flow(activation, new PlainLaw(at.K11, 0.1, 1.2, 10, 2), at.K22, at.Rho)[1].Vertex!.Value;
        (int A, int B)[] elements = [(1, 1), (1, 2), (2, 2)];
        for (int a = 0; a < 3; a++)
        {
            for (int b = 0; b < 3; b++)
            {
                double sum = source[elements[a].A, elements[a].B, elements[b].A, elements[b].B];
                for (int c = 0; c < 3; c++)
                {
                    for (int d = 0; d < 3; d++)
                    {
                        sum += slope[a, c] * slope[b, d] * at.Vertex!.Value[elements[c].A, elements[c].B, elements[d].A, elements[d].B];
                    }
                }

                Assert.Equal(sum, flow[2].Vertex!.Value[elements[a].A, elements[a].B, elements[b].A, elements[b].B], 1e-6 * (1 + Math.Abs(sum)));
            }
        }

        double[] Products(int element, double step)
        {
            double x = at.K11 + (element == 0 ? step : 0);
            double y = at.K22 + (element == 2 ? step : 0);
            double c = at.K12 + (element == 1 ? step : 0);
            double Of(double a, double b, double r) => 1.2 * pairs.Evaluate(a, b, r).KernelProduct.Value;
            return [Of(x, x, 1), Of(x, y, c / Math.Sqrt(x * y)), Of(y, y, 1)];
        }
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(-0.99)]
    public void MeanMetric_OfASquare_IsExact(double rho)
    {
        // s = z^2: C_W <s s> = C_W (K_11 K_22 + 2 K_12^2) is quadratic in the metric, so that its mean is known from V and G1.
        const double Cw = 0.4;
        IReadOnlyList<TwoInputLayer> flow = Flow("z^2", new PlainLaw(0.8, 0, Cw, 10, 4) { LayerWidths = [10, 20, 15] }, 1.3, rho);
        foreach ((TwoInputLayer before, TwoInputLayer after, double ratio) in flow.Zip(flow.Skip(1), (double[])[1, 2, 0.75]))
        {
            (PairCorrection g, PairVertex v) = (before.Correction!.Value, before.Vertex!.Value);
            double expected = ratio * Cw * ((g.G11 * before.K22) + (g.G22 * before.K11) + (4 * g.G12 * before.K12) + v.V1122 + (2 * v.V1212));
            Assert.Equal(expected, after.Correction!.Value.G12, 1e-7 * (1 + Math.Abs(expected)));
            Assert.Equal(ratio * 3 * Cw * ((2 * g.G11 * before.K11) + v.V1111), after.Correction.Value.G11, 1e-9 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData("tanh", 0.1, 1.5, 0.8)]
    [InlineData("gelu", 0.1, 1.8, 0.5)]
    [InlineData("mrepu:2", 0, 0.9, 0.01)]
    public void MeanMetric_TendsToThatOfOneInput_AsTheInputsApproach(string activation, double cb, double cw, double k1)
    {
        PlainLaw options = new(k1, cb, cw, 10, 4);
        FlowLayer single = options.Flow(new ExpectationEvaluator(Activation.Parse(activation)))[^1];
        PairCorrection g = Flow(activation, options, k1, 0.999)[^1].Correction!.Value;
        double one = 10 * (single.Metric - single.K);
        Assert.Equal(one, g.G11, 1e-9 * Math.Abs(one));
        Assert.Equal(one, g.G12, 0.02 * Math.Abs(one));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void SecondInputOutsideItsDomain_IsAnError(double k2, double rho) => Assert.Contains(
        "the second input needs", Assert.Throws<UserInputException>(() => Flow("relu", new PlainLaw(1, 0, 2, 10, 3), k2, rho)).Message, StringComparison.Ordinal);

    [Fact]
    public void FlowsThatLeaveDoublePrecision_NameTheLayer() => Assert.Contains(
        "ends at layer ", Assert.Throws<UserInputException>(() => Flow("repu:3", new PlainLaw(10, 0, 1, 10, 20), 10, 0.5)).Message, StringComparison.Ordinal);

    private static double Of(int input, double x, double y) => input == 1 ? x : y;

    private static IEnumerable<(int A, int B, int C, int D)> Indices() =>
        Enumerable.Range(0, 16).Select(i => ((i & 1) + 1, (i >> 1 & 1) + 1, (i >> 2 & 1) + 1, (i >> 3 & 1) + 1));

    /// <summary>The expectation over two correlated normal variables by a Gauss-Legendre rule in both directions.</summary>
    private static double Plane(double[,] k, Func<double, double, double> f)
    {
        double a = Math.Sqrt(k[0, 0]);
        double b = k[0, 1] / a;
        double c = Math.Sqrt(k[1, 1] - (b * b));
        double sum = 0;
        for (int i = 0; i < Rule.Order; i++)
        {
            for (int j = 0; j < Rule.Order; j++)
            {
                (double t, double u) = (Rule.GetAbscissa(i), Rule.GetAbscissa(j));
                sum += Rule.GetWeight(i) * Rule.GetWeight(j) * Math.Exp(-0.5 * ((t * t) + (u * u))) * f(a * t, (b * t) + (c * u));
            }
        }

        return sum / (2 * Math.PI);
    }

    private static readonly GaussLegendreRule Rule = new(-9, 9, 140);

    private static IReadOnlyList<TwoInputLayer> Flow(string activation, PlainLaw options, double k2, double rho) =>
        TwoInputFlow.Compute(
            options.With(new ExpectationEvaluator(Activation.Parse(activation))), Signal.Pair(options.K1, k2, rho), TestContext.Current.CancellationToken).ToTheLast();
}
