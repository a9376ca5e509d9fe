using System.Globalization;
using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Flow;
using Theory.Numerics.Quadrature;
using Theory.Numerics.TangentKernel;

namespace Theory.Numerics.Tests.TangentKernel;

public class InputTangentFlowTests
{
    private static readonly double[][] Pair = [[1.1, -0.3], [0.2, 0.9]];

    private static readonly (string Name, Func<InputTangentLayer, Tensor4?> Tensor, Func<TangentLayer, double> Single)[] Tensors =
    [
        ("V", l => l.V, l => l.V), ("A", l => l.A, l => l.A), ("B", l => l.B, l => l.B), ("D", l => l.D, l => l.D), ("F", l => l.F, l => l.F), ("P", l => l.P, l => l.P),
        ("Q", l => l.Q, l => l.Q), ("R", l => l.R, l => l.R), ("S", l => l.S, l => l.S), ("T", l => l.T, l => l.T), ("U", l => l.U, l => l.U),
    ];

    /// <summary>Where all indices are of one input, the tensors are those of that input alone.</summary>
    [Theory]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    [InlineData("elu")]
    [InlineData("relu")]
    [InlineData("hard_swish")]
    public void EachInput_HasItsOwnTensors(string activation)
    {
        Network network = Network.Plain(Activation.Parse(activation), 4, [20, 30, 40], [0.1], [1.3], [0.5], [0.8]);
        NetworkEvaluator evaluator = new(network);
        NetworkInputs inputs = NetworkInputs.Of(Pair);
        IReadOnlyList<InputTangentLayer> several = Compute(evaluator, inputs);
        double[] k1 = inputs.FirstKernel(network);
        for (int a = 0; a < 2; a++)
        {
            IReadOnlyList<TangentLayer> single = TangentFlow.Compute(evaluator, Signal.Kernel(k1[3 * a]), Token).ToTheLast();
            foreach ((InputTangentLayer layer, TangentLayer own) in several.Zip(single))
            {
                Near("K", own.K, layer.K[a, a]);
                Near("Theta", own.Theta, layer.Theta[a, a]);
                Near("G1", own.G1, layer.G1![a, a]);
                Near("Theta1", own.Theta1, layer.Theta1![a, a]);
                foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, Func<TangentLayer, double> value) in Tensors)
                {
                    Near(name, value(own), tensor(layer)![a, a, a, a]);
                    if (double.IsNaN(value(own)))
                    {
                        Assert.Contains(activation, new[] { "relu", "hard_swish" });
                        Assert.Contains("delta function", layer.Missing[name].Reason, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    /// <summary>The mean metric of two inputs in layer 3, in closed form for ReLU, whose derivatives by the kernel lie beyond its kink.</summary>
    [Fact]
    public void MeanMetricOfTwoInputs_AgreesWithTheReference()
    {
        // At rho = 0.999 the value is 5e-7 of terms of order 1, of which the reference has twelve digits.
        foreach (IReadOnlyDictionary<string, string> row in ReferenceTable.Read("pair_metric.csv"))
        {
            double Number(string column) => double.Parse(row[column], CultureInfo.InvariantCulture);
            NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse(row["activation"]), 3, 64, Number("C_b"), Number("C_W")));
            InputTangentLayer last = Compute(evaluator, Signal.Pair(1, 1, Number("rho")))[^1];
            if (last.G1 is null)
            {
                Assert.True(row["activation"] == "relu" && 1 - (Number("rho") * Number("rho")) < 1e-4, $"{row["activation"]} at rho = {row["rho"]} has no G1");
                Assert.Contains("a correlation of nearly 1 or -1", last.Missing["G1"].Reason, StringComparison.Ordinal);
                continue;
            }

            double actual = last.G1[0, 1];
            Assert.True(Math.Abs(actual - Number("G12")) <= (1e-9 * Math.Abs(Number("G12"))) + 2e-11, $"{row["activation"]} at rho = {row["rho"]}: {actual}, not {row["G12"]}");
        }
    }

    /// <summary>An input twice is one input: the plane of two inputs is a line there.</summary>
    [Fact]
    public void AnInputTwice_IsOneInput()
    {
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse("tanh"), 4, 20, 0.1, 1.3));
        InputTangentLayer last = Compute(evaluator, NetworkInputs.Of([Pair[0], Pair[0]]))[^1];
        InputTangentLayer one = Compute(evaluator, NetworkInputs.Of([Pair[0]]))[^1];
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            foreach (double value in tensor(last)!.Values)
            {
                Near(name, tensor(one)![0, 0, 0, 0], value);
            }
        }

        Assert.All(last.Theta1!.Cast<double>(), t => Near("Theta1", one.Theta1![0, 0], t));
    }

    /// <summary>What the definitions imply: exchange of equal factors leaves a mean as it is.</summary>
    [Theory]
    [InlineData("tanh", 3)]
    [InlineData("relu", 2)]
    public void Indices_MayBeExchangedAsFactorsMay(string activation, int count)
    {
        double[][] inputs = [.. ((double[][])[.. Pair, [-0.7, 0.4]]).Take(count)];
        InputTangentLayer l = Compute(new NetworkEvaluator(Network.Plain(Activation.Parse(activation), 3, 20, 0.1, 1.3, 0.4, 0.9)), NetworkInputs.Of(inputs))[^1];
        for (int i = 0; i < count * count * count * count; i++)
        {
            (int a, int b, int c, int d) = (i / count / count / count, i / count / count % count, i / count % count, i % count);
            Near("V", l.V[a, b, c, d], l.V[b, a, c, d], l.V[c, d, a, b]);
            Near("A", l.A[a, b, c, d], l.A[b, a, c, d], l.A[c, d, a, b]);
            Near("D", l.D[a, b, c, d], l.D[b, a, c, d], l.D[a, b, d, c]);
            Near("B", l.B[a, b, c, d], l.B[c, d, a, b], l.B[b, a, d, c]);
            Near("F", l.F[a, b, c, d], l.F[c, d, a, b]);
            if (l.P is not null)
            {
                Near("P", l.P[a, b, c, d], l.P[a, c, b, d]);
                Near("R", l.R![a, b, c, d], l.R[a, b, d, c]);
                Near("S", l.S![a, b, c, d], l.S[b, a, d, c]);
                Near("T", l.T![a, b, c, d], l.T[c, d, a, b]);
                Near("U", l.U![a, b, c, d], l.U[c, d, a, b]);
            }
        }
    }

    /// <summary>
    /// Where s' jumps, every number that exists is the limit of smooth activations, here of width 1/16 and 1/32, extrapolated to 0; and only squares of a delta function
    /// of one input do not exist.
    /// </summary>
    [Theory]
    [InlineData("relu", "log(1+exp({0}*z))/{0}")]
    [InlineData("hard_tanh", "(log(1+exp({0}*(z+1)))-log(1+exp({0}*(z-1))))/{0}-1")]
    public void NumbersBesideKinks_AreLimitsOfSmoothActivations(string kinked, string smooth)
    {
        InputTangentLayer Last(string activation) =>
            Compute(new NetworkEvaluator(Network.Plain(Activation.Parse(activation), 3, 20, 0.1, 1.3, 0.4, 0.9)), NetworkInputs.Of(Pair))[^1];
        (InputTangentLayer limit, InputTangentLayer wide, InputTangentLayer narrow) = (
            Last(kinked), Last(string.Format(CultureInfo.InvariantCulture, smooth, 16)), Last(string.Format(CultureInfo.InvariantCulture, smooth, 32)));
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            (double[] at, double[] w, double[] n) = (tensor(limit)!.Values.ToArray(), tensor(wide)!.Values.ToArray(), tensor(narrow)!.Values.ToArray());
            Assert.Equal(name switch { "R" => 14, "S" or "T" or "U" => 8, _ => 0 }, at.Count(double.IsNaN));
            double size = at.Where(double.IsFinite).Max(Math.Abs);
            for (int i = 0; i < at.Length; i++)
            {
                Assert.True(double.IsNaN(at[i]) || Math.Abs((2 * n[i]) - w[i] - at[i]) <= 0.03 * size, $"{name} {i}: {w[i]}, {n[i]}, then {at[i]}");
            }
        }
    }

    [Fact]
    public void KinksAtOneInput_LeaveWhatOneInputHas()
    {
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse("hard_tanh"), 3, 20, 0.1, 1.3));
        InputTangentLayer last = Compute(evaluator, NetworkInputs.Of([Pair[0]]))[^1];
        TangentLayer own = TangentFlow.Compute(evaluator, NetworkInputs.Of([Pair[0]]), Token).ToTheLast()[^1];
        Near("P", own.P, last.P![0, 0, 0, 0]);
        Near("Q", own.Q, last.Q![0, 0, 0, 0]);
        Assert.Equal(["R", "S", "T", "U"], last.Missing.Keys.Order());
        Assert.All([last.R, last.S, last.T, last.U], Assert.Null);
    }

    /// <summary>
    /// Nearly parallel inputs have the tensors of one input, as far as the error says, although derivatives on the density lose digits there. (Rules were refined against that
    /// rounding to the finest, which took minutes.)
    /// </summary>
    [Theory]
    [InlineData("mrepu:2", 1e-7)]
    [InlineData("symmetric_imrepu:2", 1e-10)]
    public void NearlyParallelInputs_HaveTheTensorsOfOne_WithinTheError(string activation, double apart)
    {
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse(activation), 4, 20, 0.1, 1));
        InputTangentLayer last = Compute(evaluator, Signal.Pair(0.3, 0.3, 1 - apart))[^1];
        Assert.InRange(last.SourceError, 0, 1e-13 / apart * 4);
        double allowed = (100 * last.SourceError) + (30 * Math.Sqrt(apart));
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            double one = tensor(last)![0, 0, 0, 0];
            Assert.All(tensor(last)!.Values.ToArray(), x => Assert.True(Math.Abs(x - one) <= allowed * Math.Abs(one), $"{name}: {x}, not {one}"));
        }
    }

    /// <summary>A third input must not change what two have.</summary>
    [Fact]
    public void AThirdInput_LeavesTheOthersAsTheyAre()
    {
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse("tanh"), 4, 20, 0.1, 1.3, 0.4, 0.9));
        InputTangentLayer three = Compute(evaluator, NetworkInputs.Of([.. Pair, [-0.7, 0.4]]))[^1];
        InputTangentLayer two = Compute(evaluator, NetworkInputs.Of(Pair))[^1];
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            for (int i = 0; i < 16; i++)
            {
                (int a, int b, int c, int d) = (i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1);
                Near(name, tensor(two)![a, b, c, d], tensor(three)![a, b, c, d]);
            }
        }

        Assert.InRange(three.SourceError, 1e-12, 1e-5);
        Assert.InRange(two.SourceError, 0, 1e-11);
    }

    /// <summary>
    /// Six inputs of which three are three others again, by quasi-Monte Carlo, against the grid of the three: what is of different inputs there is of equal ones here.
    /// </summary>
    [Fact]
    public void QuasiMonteCarlo_AgreesWithTheGrid_WithinItsError()
    {
        double[][] three = [.. Pair, [-0.7, 0.4]];
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse("tanh"), 2, 20, 0.1, 1.3, 0.4, 0.9));
        InputTangentLayer exact = Compute(evaluator, NetworkInputs.Of(three))[^1];
        InputTangentLayer sampled = Compute(evaluator, NetworkInputs.Of([.. three, .. three]))[^1];
        Assert.InRange(sampled.SourceError, 1e-6, 1e-2);
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            (Tensor4 expected, Tensor4 actual) = (tensor(exact)!, tensor(sampled)!);
            double size = expected.Values.ToArray().Max(Math.Abs);
            for (int i = 0; i < 81; i++)
            {
                (int a, int b, int c, int d) = (i / 27, i / 9 % 3, i / 3 % 3, i % 3);

                // Through products with Theta, and differences such as <s s s s> - <s s><s s>, errors grow by a factor.
                double difference = Math.Abs(actual[a, b + 3, c, d + 3] - expected[a, b, c, d]);
                Assert.True(difference <= 10 * sampled.SourceError * size, $"{name}[{a}{b}{c}{d}]: {actual[a, b + 3, c, d + 3]}, not {expected[a, b, c, d]}");
            }
        }
    }

    /// <summary>Every tensor against networks with drawn weights, at two widths, from which what is left at infinite width is extrapolated.</summary>
    [Theory]
    [InlineData("tanh", 0.1, 1.3)]
    public void Tensors_AgreeWithSampledNetworks(string activation, double cb, double cw)
    {
        (double lambdaB, double lambdaW) = (0.4, 0.9);
        NetworkEvaluator evaluator = new(Network.Plain(Activation.Parse(activation), 3, 1000, cb, cw, lambdaB, lambdaW));
        InputTangentLayer theory = Compute(evaluator, NetworkInputs.Of(Pair))[^1];
        PiecewiseSmoothFunction s = evaluator.Uniform!.Function;
        SampledTensors narrow = SampledTensors.Draw(s.PieceAt(0).S, s.PieceAt(0).S1, Pair, 10, cb, cw, lambdaB, lambdaW, 3000, 1);
        SampledTensors wide = SampledTensors.Draw(s.PieceAt(0).S, s.PieceAt(0).S1, Pair, 20, cb, cw, lambdaB, lambdaW, 3000, 2);
        foreach ((string name, Func<InputTangentLayer, Tensor4?> tensor, _) in Tensors)
        {
            for (int i = 0; i < 16; i++)
            {
                (int a, int b, int c, int d) = (i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1);
                double expected = tensor(theory)![a, b, c, d];
                (double nearer, double farther) = (wide[name].Mean(i), narrow[name].Mean(i));
                double extrapolated = (2 * nearer) - farther;

                // The next order of the extrapolation, of relative size 1/(10 x 20) times a coefficient: judged by how far the extrapolation went.
                double next = 0.3 * Math.Abs(nearer - farther);
                double error = Math.Sqrt((4 * wide[name].Variance(i)) + narrow[name].Variance(i));
                Assert.True(
                    Math.Abs(extrapolated - expected) <= (4.5 * error) + next,
                    string.Create(CultureInfo.InvariantCulture, $"{name}[{a}{b}{c}{d}]: sampled {farther:G4}, {nearer:G4}, hence {extrapolated:G4} ± {error:G2}, predicted {expected:G5}"));
            }
        }
    }

    [Fact]
    public void BadInput_GetsOneLine()
    {
        NetworkEvaluator tanh = new(Network.Plain(Activation.Parse("tanh"), 3, 20, 0, 1.3));
        Assert.Contains("up to 12 inputs", Refused(tanh, NetworkInputs.Circle(13)), StringComparison.Ordinal);
        Assert.Contains("K(1) of input 2 is 0", Refused(tanh, NetworkInputs.Of([[1, 0], [0, 0]])), StringComparison.Ordinal);
        NetworkEvaluator sign = new(Network.Plain(Activation.Parse("sign"), 3, 20, 0, 1.3));
        Assert.Contains("jumps", Refused(sign, NetworkInputs.Of(Pair)), StringComparison.Ordinal);

        static string Refused(NetworkEvaluator network, Signal signal) =>
            Assert.Throws<UserInputException>(() => InputTangentFlow.Compute(network, signal, Token)).Message;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IReadOnlyList<InputTangentLayer> Compute(NetworkEvaluator network, Signal signal) => InputTangentFlow.Compute(network, signal, Token).ToTheLast();

    private static void Near(string what, double expected, params double[] actual) => Assert.All(
        actual, x => Assert.True((double.IsNaN(x) && double.IsNaN(expected)) || Math.Abs(x - expected) <= 1e-9 * (Math.Abs(expected) + 1e-3), string.Create(CultureInfo.InvariantCulture, $"{what}: {x}, not {expected}")));
}
