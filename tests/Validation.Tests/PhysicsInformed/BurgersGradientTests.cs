using Theory.Activations;
using Theory.Validation.Activations;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Tensors;
using Theory.Validation.Tests.Training;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.PhysicsInformed;

public sealed class BurgersGradientTests
{
    private const double Viscosity = 0.03;

    public BurgersGradientTests() => TorchRuntime.EnsureLoaded();

    /// <summary>By chunks, as on the CPU, and by tensors, as elsewhere; widths that fill registers and widths that leave a remainder.</summary>
    [Theory]
    [InlineData("mrepu:2", 8, true)]
    [InlineData("mrepu:3", 7, true)]
    [InlineData("relu", 8, true)]
    [InlineData("tanh", 16, true)]
    [InlineData("tanh", 5, true)]
    [InlineData("gelu", 8, true)]
    [InlineData("gelu", 21, true)]
    [InlineData("swish", 8, true)]
    [InlineData("elu", 8, true)]
    [InlineData("sin", 5, true)]
    [InlineData("cos(z)", 5, true)]
    [InlineData("mrepu:2", 7, false)]
    [InlineData("tanh", 5, false)]
    [InlineData("gelu", 8, false)]
    [InlineData("elu", 8, false)]
    public void TaylorPropagation_EqualsNestedAutomaticDifferentiation(string name, int width, bool chunks)
    {
        using var scope = torch.NewDisposeScope();
        Activation activation = Activation.Parse(name);

        // More than one chunk and group, and a last chunk that is not full.
        var points = BurgersPoints.Draw(147, 6, 4);
        var scaling = new InputScaling(0.7, 1.8, -0.6);
        using var networks = Draw(width, name.StartsWith("mrepu", StringComparison.Ordinal) ? 0.15 : 1.2);
        using IBurgersPropagation propagation = chunks
            ? new ChunkedPropagation<double>(activation, points, Viscosity, scaling)
            : new TensorPropagation(activation, points, Viscosity, scaling, torch.float64, torch.CPU);
        var (u, ux, heat) = propagation.Solution(networks);
        var recorder = new Recorder();
        double[] losses = [];
        propagation.Step(networks, torch.ones(3, dtype: torch.float64), l => (losses = l) is not null, recorder);

        var nested = new NestedDifferentiation(networks, TensorCompiler.Compile(activation).Function, points, Viscosity, scaling);
        AssertClose(nested.U, Tensor(u));
        AssertClose(nested.X, Tensor(ux));
        AssertClose(nested.T - nested.XX.Times(Viscosity), Tensor(heat));
        AssertClose(nested.Losses, torch.tensor(losses));
        nested.Losses.sum().backward();
        for (int l = 1; l <= networks.Architecture.Layers; l++)
        {
            AssertClose(networks.Weights(l).grad!, recorder.Gradients[l].Weights);
            AssertClose(networks.Biases(l).grad!, recorder.Gradients[l].Biases);
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("gelu")]
    [InlineData("mrepu:2")]
    public void SinglePrecision_IsDoublePrecisionRounded(string name)
    {
        using var scope = torch.NewDisposeScope();
        var points = BurgersPoints.Draw(90, 10, 4);
        var (losses, gradient) = Evaluate(TorchPrecision.Float64);
        var (singleLosses, singleGradient) = Evaluate(TorchPrecision.Float32);
        Assert.All(losses.Zip(singleLosses), l => Assert.Equal(l.First, l.Second, 1e-5 * l.First));
        using var difference = (gradient - singleGradient).abs().max();
        using var size = gradient.abs().max();
        Assert.InRange(difference.item<double>(), 1e-12, 1e-5 * size.item<double>());

        (double[] Losses, torch.Tensor Gradient) Evaluate(TorchPrecision precision)
        {
            using var networks = StackedNetworks.Draw(Architectures.Uniform(2, 24, 3, 1, 0.3, 0.02, name), 3, 40, 3, precision, torch.CPU);
            using var own = new BurgersGradient(networks.Architecture.Network, points, Viscosity, InputScaling.None, precision.ScalarType, torch.CPU);
            var recorder = new Recorder();
            double[] l = [];
            own.Step(networks, torch.ones(3, dtype: precision.ScalarType), all => (l = all) is not null, recorder);
            return (l, recorder.Gradients[2].Weights.to(torch.float64));
        }
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void TheGradient_DoesNotDependOnTheNumberOfThreads(string type)
    {
        using var scope = torch.NewDisposeScope();
        TorchPrecision precision = TorchPrecision.Parse(type);
        using var networks = StackedNetworks.Draw(Architectures.Uniform(2, 24, 3, 1, 1), 3, 40, 3, precision, torch.CPU);
        double[][] gradients = [.. new[] { 1, 2, 5, -1 }.Select(Gradient)];
        Assert.All(gradients, g => Assert.Equal(gradients[0], g));
        Assert.Contains(gradients[0], g => g != 0);

        double[] Gradient(int threads)
        {
            Activation tanh = Activation.Parse("tanh");
            BurgersPoints points = BurgersPoints.Draw(1999, 100, 4);
            using IBurgersPropagation propagation = type == "float32"
                ? new ChunkedPropagation<float>(tanh, points, Viscosity, InputScaling.Box, threads)
                : new ChunkedPropagation<double>(tanh, points, Viscosity, InputScaling.Box, threads);
            var recorder = new Recorder();
            double[] losses = [];
            propagation.Step(networks, torch.ones(3, dtype: precision.ScalarType), l => (losses = l) is not null, recorder);
            return [.. losses, .. Enumerable.Range(1, 4).SelectMany(l => recorder.Gradients[l].Weights.to(torch.float64).reshape(-1).data<double>().ToArray())];
        }
    }

    [Fact]
    public void MeanSquares_AddUpToTheLoss()
    {
        using var scope = torch.NewDisposeScope();
        using var networks = Draw(8);
        using var gradient = new BurgersGradient(networks.Architecture.Network, BurgersPoints.Draw(9, 5, 1), Viscosity, InputScaling.None, torch.float64, torch.CPU);
        double[] losses = [];
        gradient.Step(networks, torch.ones(3, dtype: torch.float64), l => (losses = l) is null, new Recorder());
        var (equation, conditions) = gradient.MeanSquares(networks);
        Assert.All(losses.Select((loss, i) => (loss, i)), l => Assert.Equal(l.loss, equation[l.i] + conditions[l.i], 1e-14));
    }

    [Fact]
    public void ANetworkThatTakesNoPart_HasNoGradient()
    {
        using var scope = torch.NewDisposeScope();
        using var networks = Draw(8, activation: "gelu");
        using var gradient = new BurgersGradient(networks.Architecture.Network, BurgersPoints.Draw(9, 5, 1), Viscosity, InputScaling.None, torch.float64, torch.CPU);
        var recorder = new Recorder();
        gradient.Step(networks, torch.tensor(new[] { 0.0, 1.0, 1.0 }), _ => true, recorder);
        Assert.Equal(0, recorder.Gradients[1].Weights[0].abs().max().item<double>());
        Assert.NotEqual(0, recorder.Gradients[1].Weights[1].abs().max().item<double>());
    }

    /// <summary>The gradient was prepared for one activation, and took networks of another without a word.</summary>
    [Fact]
    public void NetworksOfAnotherLaw_AreRefused()
    {
        using var networks = Draw(8);
        using var gradient = new BurgersGradient(
            Architectures.Uniform(2, 8, 4, 1, 1.2, 0.2, "gelu").Network, BurgersPoints.Draw(9, 5, 1), Viscosity, InputScaling.None, torch.float64, torch.CPU);
        Assert.Throws<ArgumentException>(() => gradient.MeanSquares(networks));
        Assert.Contains("one activation", Assert.Throws<UserInputException>(() => new BurgersGradient(
            Architectures.Of([2, 3, 3, 1], [1, 1, 1], [0, 0, 0], "tanh", "relu").Network, BurgersPoints.Draw(9, 5, 1), Viscosity, InputScaling.None, torch.float64, torch.CPU)).Message, StringComparison.Ordinal);
    }

    /// <summary>One network is given weights that overflow; the others are trained as without it, to the last bit.</summary>
    [Fact]
    public void NetworksThatOverflow_AreCounted_AndDoNotDisturbTheOthers()
    {
        TrainingResult undisturbed = Train(_ => { });
        TrainingResult result = Train(look =>
        {
            using var own = look.Networks.Weights(1)[0];
            NumberOperations.With(1e30, own.fill_);
        });
        Assert.Equal<int?>([null, null, null], undisturbed.DivergedAt);
        Assert.Equal<int?>([0, null, null], result.DivergedAt);
        Assert.All(result.Losses[0], l => Assert.True(double.IsNaN(l)));
        Assert.Equal(undisturbed.Losses[1], result.Losses[1]);
        Assert.Equal(undisturbed.Losses[2], result.Losses[2]);
        Assert.All(result.Losses[1], l => Assert.True(double.IsFinite(l)));

        static TrainingResult Train(Action<TrainingSnapshot> atStart)
        {
            var options = new TrainingOptions
            {
                Architecture = Architectures.Uniform(2, 8, 3, 1, 0.1, activation: "mrepu:2"),
                Models = 3,
                Epochs = 5,
                Optimizer = new AdamOptions(1e-3),
                Device = TorchDevice.Cpu,
                NetworksAtOnce = 3,
            };
            using var gradient = new BurgersGradient(options.Architecture.Network, BurgersPoints.Draw(20, 8, 1), Viscosity, InputScaling.None, torch.float32, torch.CPU);
            return EnsembleTrainer.Train(options, gradient, gradient.EquivalentSamples, [0], atStart);
        }
    }

    [Fact]
    public void Points_AreInTheDomain_AndConditionsOnItsEdge()
    {
        var points = BurgersPoints.Draw(200, 100, 3);
        Assert.All(points.Places, p => Assert.True(p.X is > -1 and < 1 && p.T is >= 0 and < 1));
        Assert.All(points.Conditions, c => Assert.True(c.T == 0 ? c.U == -double.SinPi(c.X) : Math.Abs(c.X) == 1 && c.U == 0));
        Assert.Equal(50, points.Conditions.Count(c => c.T == 0));
        Assert.Equal(points.Places, BurgersPoints.Draw(200, 100, 3).Places);
        Assert.NotEqual(points.Places, BurgersPoints.Draw(200, 100, 4).Places);
    }

    private static StackedNetworks Draw(int width, double cw = 1.2, string activation = "tanh") =>
        StackedNetworks.Draw(Architectures.Uniform(2, width, 4, 1, cw, 0.2, activation), 3, 40, 3, TorchPrecision.Float64, torch.CPU);

    private static torch.Tensor Tensor(double[][] rows) => torch.tensor(rows.SelectMany(r => r).ToArray());

    private static void AssertClose(torch.Tensor expected, torch.Tensor actual)
    {
        using var difference = (expected.detach().reshape(-1) - actual.reshape(-1)).abs().max();
        using var size = expected.detach().abs().max();
        Assert.InRange(difference.item<double>(), 0, 1e-10 * Math.Max(size.item<double>(), 1e-3));
    }

    /// <summary>Keeps the gradients and changes nothing.</summary>
    private sealed class Recorder : IOptimizer
    {
        public Dictionary<int, (torch.Tensor Weights, torch.Tensor Biases)> Gradients { get; } = [];

        public void BeginStep()
        {
        }

        public void Update(int layer, torch.Tensor weights, torch.Tensor biases) => Gradients[layer] = (weights.clone().DetachFromDisposeScope(), biases.clone().DetachFromDisposeScope());

        public void Clear(int network)
        {
        }

        public void Dispose()
        {
        }
    }
}
