using System.Globalization;
using Theory.Activations;
using Theory.Expectations;
using Theory.Networks;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Numerics.Flow.TwoInputs;

namespace Theory.Numerics.Tests.Flow;

public sealed class KernelFlowTests
{
    public static TheoryData<string, double, double> References =>
    [
        .. ReferenceTable.Read("vertex_flow.csv").Select(r => (r["activation"], Number(r["C_W"]), Number(r["K1"]))).Distinct()
            .Select(r => new TheoryDataRow<string, double, double>(r.Item1, r.Item2, r.Item3)),
    ];

    [Theory]
    [MemberData(nameof(References))]
    public void KernelAndVertex_AgreeWithTheReference(string activation, double cw, double k1)
    {
        IReadOnlyDictionary<string, string>[] rows =
            [.. ReferenceTable.Read("vertex_flow.csv").Where(r => r["activation"] == activation && Number(r["C_W"]) == cw && Number(r["K1"]) == k1)];
        IReadOnlyList<FlowLayer> flow = Flow(activation, k1, 0, cw, 100, rows.Length);
        foreach ((IReadOnlyDictionary<string, string> row, FlowLayer layer) in rows.Zip(flow))
        {
            Assert.Equal(row["layer"], layer.Layer.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(Number(row["K"]), layer.K, 1e-10 * Number(row["K"]));
            Assert.Equal(Number(row["V"]), layer.Vertex, 1e-10 * Number(row["V"]));
        }
    }

    [Theory]
    [InlineData("relu", 2, 5, 1)]
    [InlineData("relu", 2, 5, 64)]
    [InlineData("linear", 1, 2, 1)]
    [InlineData("linear", 1, 2, 64)]
    [InlineData("abs", 1, 2, 10)]
    public void ScaleInvariantNetworks_FollowTheirExactLaw_ToTheSecondOrder(string activation, double cw, double q, int width)
    {
        // Ghat(l+1) = Ghat(l) X with E[X] = 1, E[X^2] = 1 + q/n: n Var(Ghat(l)) = n K^2 ((1 + q/n)^(l-1) - 1), and E[Ghat(l)] = K.
        const double K = 0.7;
        foreach (FlowLayer layer in Flow(activation, K, 0, cw, width, 12))
        {
            double steps = layer.Layer - 1;
            Assert.Equal(K, layer.K, 1e-13);
            Assert.Equal(K, layer.Metric, 1e-12);
            Assert.Equal(0, layer.NextOrderMetric, 1e-9);
            Assert.Equal(q * steps * K * K, layer.Vertex, 1e-11);
            Assert.Equal(q * q * steps * (steps - 1) / 2 / width * K * K, layer.NextOrderVertex, 1e-9);
            Assert.Equal(q * steps / width, layer.RelativeFluctuation, 1e-11);
        }
    }

    [Theory]
    [InlineData("tanh", 0.4, 0.1, 1.3)]
    [InlineData("mrepu:2", 0.02, 0, 0.95)]
    [InlineData("gelu", 0.5, 0.05, 1.5)]
    [InlineData("relu6", 2, 0, 2)]
    public void Recursions_HoldWithDerivativesTakenNumerically(string activation, double k1, double cb, double cw)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        double G(double k) => evaluator.Evaluate(k, EvaluationMethod.Quadrature, [Quantity.Kernel])[Quantity.Kernel].Value;
        double metric = 0;
        double vertex = 0;
        double k = k1;
        foreach (FlowLayer layer in Flow(activation, k1, cb, cw, 50, 6))
        {
            double step = 1e-3 * k;
            double slope = cw * ((8 * (G(k + step) - G(k - step))) - (G(k + (2 * step)) - G(k - (2 * step)))) / (12 * step);
            double curvature = cw * ((16 * (G(k + step) + G(k - step))) - (G(k + (2 * step)) + G(k - (2 * step))) - (30 * G(k))) / (12 * step * step);
            Assert.Equal(k, layer.K, 1e-12 * k);
            Assert.Equal(k + (metric / 50), layer.Metric, 1e-7 * k);
            Assert.Equal(vertex, layer.Vertex, (1e-7 * vertex) + 1e-15);
            Assert.Equal(slope, layer.ChiParallel, 1e-8);
            metric = (slope * metric) + (curvature * vertex / 2);
            double m4 = evaluator.Evaluate(k, EvaluationMethod.Quadrature, [Quantity.FourthMoment])[Quantity.FourthMoment].Value;
            vertex = (slope * slope * vertex) + (cw * cw * (m4 - (G(k) * G(k))));
            k = cb + (cw * G(k));
        }
    }

    [Fact]
    public void FirstLayer_IsGaussian_SoThatNothingFluctuates()
    {
        FlowLayer first = Flow("tanh", 0.3, 0.1, 2, 10, 1).Single();
        Assert.Equal((1, 0.3, 0.3, 0.0, 0.0, 0.0), (first.Layer, first.K, first.Metric, first.Vertex, first.NextOrderMetric, first.NextOrderVertex));
    }

    [Fact]
    public void SusceptibilitiesOfAJumpingActivation_AreNaN_AndTheFlowGoesOn()
    {
        IReadOnlyList<FlowLayer> flow = Flow("perceptron", 1, 0, 2, 100, 4);
        Assert.All(flow, l => Assert.True(double.IsNaN(l.ChiPerp) && double.IsNaN(l.H)));
        Assert.All(flow.Skip(1), l => Assert.Equal(1, l.K, 1e-14));
        Assert.Equal(1, flow[3].Vertex, 1e-13);
    }

    [Theory]
    [InlineData("repu:3", 10.0, 1.0, "exceeds")]
    [InlineData("mrepu:2", 10.0, 1.0, "exceeds")]
    [InlineData("repu:3", 1e-3, 1e-3, "underflows to 0")]
    [InlineData("z^2", 1e-5, 1e-2, "underflows to 0")]
    public void FlowsThatLeaveDoublePrecision_NameTheLayer_AndWhatToDo(string activation, double k1, double cw, string why)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Flow(activation, k1, 0, cw, 100, 50));
        int layer = int.Parse(error.Message.Split("ends at layer ")[1].Split(':')[0], CultureInfo.InvariantCulture);
        Assert.True(error.Message.Contains(why, StringComparison.Ordinal) || error.Message.Contains("double precision", StringComparison.Ordinal), error.Message);
        Assert.Contains($"use a depth below {layer}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);

        // What the message advises works.
        Assert.Equal(layer - 1, Flow(activation, k1, 0, cw, 100, layer - 1).Count);
    }

    [Fact]
    public void ExpectationThatDivergesLater_NamesTheLayer()
    {
        // <s^2> exists for K < 2, <s^4> for K < 1: with K(2) = 1.05 layer 2 is reached, but its fluctuation does not go on to layer 3.
        ExpectationEvaluator evaluator = new(Activation.Parse("exp(z^2/8)"));
        PlainLaw law = new(0.2, 0, 1, 100, 5);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(law.With(evaluator), law.Signal, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2], flow.Layers.Select(l => l.Layer));
        Assert.Equal((law with { Depth = 2 }).Flow(evaluator), flow.Layers);
        Assert.Equal((3, FlowEndKind.Expectation), (flow.End!.Layer, flow.End.Kind));
        Assert.Contains("ends at layer 3: ", flow.End.Text, StringComparison.Ordinal);
        Assert.Contains("diverges", flow.End.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FlowThatCannotBegin_HasNoLayers()
    {
        PlainLaw law = new(3, 0, 1, 100, 5);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(law.With(new ExpectationEvaluator(Activation.Parse("exp(z^2/8)"))), law.Signal, TestContext.Current.CancellationToken);
        Assert.Empty(flow.Layers);
        Assert.Equal((1, FlowEndKind.Expectation), (flow.End!.Layer, flow.End.Kind));
    }

    [Theory]
    [InlineData("repu:3", 10.0, 1.0, FlowEndKind.Expectation)]
    [InlineData("z^2", 1e-5, 1e-2, FlowEndKind.Underflow)]
    public void FlowsThatEnd_KeepTheLayersThatTheyReach(string activation, double k1, double cw, FlowEndKind kind)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(activation));
        PlainLaw law = new(k1, 0, cw, 100, 50);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(law.With(evaluator), law.Signal, TestContext.Current.CancellationToken);
        Assert.Equal(kind, flow.End!.Kind);
        Assert.Equal(flow.End.Layer - 1, flow.Layers.Count);
        Assert.Equal((law with { Depth = flow.Layers.Count }).Flow(evaluator), flow.Layers);
    }

    [Fact]
    public void ActivationsThatDifferByLayer_FollowOneAnother()
    {
        // From K(2) on the flow is that of a network which begins there with the other activation.
        (Activation relu, Activation tanh) = (Activation.Parse("relu"), Activation.Parse("tanh"));
        Linear layer = new(0.1, 1.5, 50);
        NetworkEvaluator mixed = new(new Network([layer, new Elementwise(relu), layer, new Elementwise(tanh), layer, new Elementwise(tanh), layer]));
        IReadOnlyList<FlowLayer> flow = KernelFlow.Compute(mixed, Signal.Kernel(0.7), TestContext.Current.CancellationToken).ToTheLast();
        Assert.Equal(0.1 + (1.5 * 0.7 / 2), flow[1].K, 1e-15);
        IReadOnlyList<FlowLayer> rest = new PlainLaw(flow[1].K, 0.1, 1.5, 50, 3).Flow(new ExpectationEvaluator(tanh));
        Assert.Equal(rest.Select(l => l.K), flow.Skip(1).Select(l => l.K));
        Assert.Equal(rest.Select(l => l.ChiPerp), flow.Skip(1).Select(l => l.ChiPerp));
        Assert.Equal(1.5 / 2, flow[0].ChiPerp, 1e-15);

        IReadOnlyList<TwoInputLayer> pair = TwoInputFlow.Compute(mixed, Signal.Pair(0.7, 0.7, 1), TestContext.Current.CancellationToken).ToTheLast();
        Assert.Equal(flow.Select(l => l.K), pair.Select(l => l.K12), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(flow[3].Vertex, pair[3].Vertex!.Value.V1212, 1e-9);
    }

    [Fact]
    public void NextOrder_IsNaN_WhereItsMomentsDiverge_AndTheLeadingOrderStays()
    {
        // <s^4> exists for K < 1.25, <s^6> for K < 0.83 only.
        FlowLayer third = Flow("exp(z^2/10)", 1, 0, 0.5, 1000, 3)[2];
        Assert.True(double.IsFinite(third.Vertex) && third.Vertex > 0);
        Assert.True(double.IsNaN(third.NextOrderVertex));
    }

    [Theory]
    [InlineData(0, 0, 1, 1, 1, "K(1)")]
    [InlineData(-1, 0, 1, 1, 1, "K(1)")]
    [InlineData(double.NaN, 0, 1, 1, 1, "K(1)")]
    [InlineData(double.PositiveInfinity, 0, 1, 1, 1, "K(1)")]
    [InlineData(1, -0.1, 1, 1, 1, "C_b")]
    [InlineData(1, double.NaN, 1, 1, 1, "C_b")]
    [InlineData(1, 0, 0, 1, 1, "C_W")]
    [InlineData(1, 0, double.NaN, 1, 1, "C_W")]
    [InlineData(1, 0, 1, 0, 1, "width")]
    [InlineData(1, 0, 1, 1, 0, "depth")]
    [InlineData(1, 0, 1, 1, 100_001, "depth")]
    public void OptionsOutsideTheirDomain_AreErrors_ThatNameTheOption(double k1, double cb, double cw, int width, int depth, string name)
    {
        UserInputException error = Assert.Throws<UserInputException>(() => Flow("relu", k1, cb, cw, width, depth));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains(", got ", error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<FlowLayer> Flow(string activation, double k1, double cb, double cw, int width, int depth) =>
        new PlainLaw(k1, cb, cw, width, depth).Flow(new ExpectationEvaluator(Activation.Parse(activation)));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
