using System.Globalization;
using FsCheck.Xunit;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.Tests.TangentKernel;

public class TangentFlowTests
{
    private static readonly (string Column, Func<TangentLayer, double> Value)[] Tensors =
    [
        ("K", l => l.K), ("Theta", l => l.Theta), ("V", l => l.V), ("G1", l => l.G1), ("T1", l => l.Theta1), ("A", l => l.A), ("B", l => l.B), ("D", l => l.D),
        ("F", l => l.F), ("P", l => l.P), ("Q", l => l.Q), ("R", l => l.R), ("S", l => l.S), ("T", l => l.T), ("U", l => l.U),
    ];

    [Theory]
    [InlineData("tanh", "tanh")]
    [InlineData("sin", "sin")]
    [InlineData("erf", "erf")]
    [InlineData("mrepu:2", "mrepu2")]
    [InlineData("piecewise(z < -1, -2/3, z - z^3/3)", "inflected2")]
    public void Tensors_AgreeWithTheReference(string activation, string name)
    {
        IReadOnlyDictionary<string, string>[] rows = [.. ReferenceTable.Read("tangent.csv").Where(r => r["activation"] == name)];
        double Number(int layer, string column) => double.Parse(rows[layer - 1][column], CultureInfo.InvariantCulture);
        IReadOnlyList<TangentLayer> layers = Flow(
            activation, Number(1, "K1"), [50], rows.Length, Number(1, "C_b"), Number(1, "C_W"), Number(1, "lambda_b"), Number(1, "lambda_W")).ToTheLast();
        foreach (TangentLayer layer in layers)
        {
            Assert.Empty(layer.Missing);
            foreach ((string column, Func<TangentLayer, double> value) in Tensors)
            {
                double expected = Number(layer.Layer, column);
                Assert.True(Math.Abs(value(layer) - expected) <= 2e-11 * Math.Abs(expected), $"{column} of layer {layer.Layer}: {value(layer)}, not {expected}");
            }
        }
    }

    /// <summary>The theorem of Guillen, Misof and Gerken: the mean tangent kernel of a scale-invariant activation has no correction.</summary>
    [Property(MaxTest = 30)]
    public void MeanOfScaleInvariantActivations_HasNoCorrection(sbyte left, sbyte right, byte bias, byte weight)
    {
        string s = string.Create(CultureInfo.InvariantCulture, $"({left}/64)*min(0,z) + ({right + 0.5}/64)*max(0,z)");
        foreach (TangentLayer layer in Flow(s, 1 + bias, [30], 5, bias / 64.0, (1 + weight) / 64.0, 0.3, 0.8).ToTheLast())
        {
            Assert.Equal((0.0, 0.0), (layer.Theta1, layer.G1));
        }
    }

    /// <summary>s(z) = z at C_W = 1, C_b = 0: Theta = l K, and all tensors are sums of powers of the layer.</summary>
    [Fact]
    public void LinearNetworks_HaveTheTensorsOfProductsOfMatrices()
    {
        const double K = 1.7;
        foreach (TangentLayer layer in Flow("z", K, [40], 12, 0, 1, 0, 1).ToTheLast())
        {
            double l = layer.Layer;
            double squares = (l - 1) * l * ((2 * l) - 1) / 6;
            const double Two = K * K;
            Near(l * K, layer.Theta);
            Near(2 * Two * (l - 1), layer.V);
            Near(Two * squares, layer.B);
            Near(Two * l * (l - 1) / 2, layer.F);
            Near(Two * l * (l - 1), layer.D);
            Near(2 * Two * squares, layer.A);
            Assert.All([layer.Theta1, layer.G1, layer.P, layer.R, layer.U], t => Assert.Equal(0, t));

            // Q(l+1) = F(l+1) + Q(l), S(l+1) = B(l+1) + S(l), T(l+1) = 2 Q(l+1) - F(l+1) + T(l).
            double tetrahedral = (l - 1) * l * (l + 1) / 6;
            Near(Two * tetrahedral, layer.Q);
            Near(Two * l * l * ((l * l) - 1) / 12, layer.S);
            Near(Two * ((2 * (l - 1) * l * (l + 1) * (l + 2) / 24) - tetrahedral), layer.T);
            Assert.Empty(layer.Missing);
        }

        static void Near(double expected, double actual) => Assert.InRange(Math.Abs(expected - actual), 0, 1e-12 * Math.Abs(expected));
    }

    /// <summary>What the neurons of a layer add to the law of a later one is of the order of the inverse of that layer's width alone.</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    public void UnequalWidths_AddUp(string activation)
    {
        const int Huge = 1_000_000_000;
        TangentLayer Last(params int[] widths) => Flow(activation, 0.7, widths, 4, 0.1, 1.4, 0.5, 1.2).ToTheLast()[^1];
        TangentLayer all = Last(20, 31, 17);
        TangentLayer[] each = [Last(20, Huge, Huge), Last(Huge, 31, Huge), Last(Huge, Huge, 17)];
        foreach ((string column, Func<TangentLayer, double> value) in Tensors[2..])
        {
            double sum = each.Sum(l => value(l) / l.Width);
            Assert.True(Math.Abs(sum - (value(all) / all.Width)) <= 1e-6 * Math.Abs(sum) + 1e-12, $"{column}: {value(all) / all.Width}, not {sum}");
        }
    }

    [Fact]
    public void SquaresOfDeltaFunctions_AreMissingWithAReason_AndNothingElse()
    {
        TangentLayer relu = Flow("relu", 1, [64], 4, 0, 2, 0, 1).ToTheLast()[^1];
        Assert.Equal(["R", "S", "T", "U"], relu.Missing.Keys.Order());
        Assert.All(relu.Missing.Values, m => Assert.Equal(NoValueKind.Undefined, m.Kind));
        Assert.Contains("delta function", relu.Missing["S"].Reason, StringComparison.Ordinal);
        Assert.All([relu.R, relu.S, relu.T, relu.U, relu.SecondDifferential], v => Assert.True(double.IsNaN(v)));
        Assert.All([relu.A, relu.B, relu.D, relu.F, relu.P, relu.Q, relu.Largest], v => Assert.True(double.IsFinite(v)));
        Assert.Empty(Flow("mrepu:2", 0.01, [64], 4, 0, 1, 0, 1).ToTheLast()[^1].Missing);
    }

    [Fact]
    public void AFlow_EndsWhereTheKernelDoes()
    {
        FlowOutcome<TangentLayer> flow = Flow("mrepu:3", 10, [64], 50, 0, 1, 0, 1);
        Assert.NotNull(flow.End);
        Assert.Equal(flow.Layers.Count + 1, flow.End.Layer);
    }

    [Fact]
    public void RelativeSizes_DoNotDependOnUnits()
    {
        TangentLayer Of(double width) => Flow("tanh", 1, [(int)width], 5, 0, 1.5, 0.2, 1).ToTheLast()[^1];
        (TangentLayer narrow, TangentLayer wide) = (Of(100), Of(1000));
        Assert.Equal(10, narrow.Largest / wide.Largest, 1e-9);
        Assert.Equal(narrow.KernelVariance, (narrow.A + (2 * narrow.B)) / (100 * narrow.Theta * narrow.Theta), 1e-15);
    }

    private static FlowOutcome<TangentLayer> Flow(
        string activation, double k1, int[] widths, int depth, double cb, double cw, double lambdaB, double lambdaW)
    {
        Network network = Network.Plain(Activation.Parse(activation), depth, widths, [cb], [cw], [lambdaB], [lambdaW]);
        return TangentFlow.Compute(new NetworkEvaluator(network), Signal.Kernel(k1), TestContext.Current.CancellationToken);
    }
}
