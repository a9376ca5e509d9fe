using Theory.Activations;
using Theory.Networks;
using Theory.Polynomials;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Layered;
using Theory.Polynomials.Parsing;
using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.PhysicsInformed;
using Theory.Validation.Polynomials;
using Theory.Validation.Sampling;
using Theory.Validation.Tests.Sampling;
using Theory.Validation.Tests.Training;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Tensors;

/// <summary>
/// Every tensor is made within a scope, which holds it. What is made outside and used once, as the first of two operations in a row, was
/// finalized while the second one read it: sampling with tangent kernels crashed where other threads collected garbage.
/// </summary>
public sealed class ScopeTests
{
    public ScopeTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("conditional", "tanh", "normal")]
    [InlineData("conditional", "relu", "normal")]
    [InlineData("weights", "tanh", "normal")]
    [InlineData("weights", "mrepu:2", "normal")]
    [InlineData("weights", "gelu", "orthogonal")]
    [InlineData("weights", "gelu", "uniform")]
    public void Sampling_MakesNoTensorOutside(string sampler, string activation, string weights)
    {
        foreach (Observables observed in new[] { Observables.Derivatives | Observables.NeuronMoments | Observables.TangentKernel, Observables.Derivatives })
        {
            foreach (TorchPrecision precision in new[] { TorchPrecision.Float32, TorchPrecision.Float64 })
            {
                SamplingOptions options = new PlainSampling
                {
                    Activation = activation,
                    Models = 3,
                    Width = 5,
                    Depth = 3,
                    Inputs = NetworkInputs.Circle(2),
                    Cw = 1.5,
                    Cb = activation == "mrepu:2" ? 0 : 0.1,
                    Observe = observed,
                    DType = precision,
                    MaxDegreeOfParallelism = 1,
                };
                WeightLaw law = WeightLaw.Parse(weights)!;
                options = options with { Network = new Network(options.Network.Layers.Select(l => l is Linear linear ? linear with { Weights = law } : l)) };
                var counter = new OutsideCounter();
                EnsembleSamplers.Parse(sampler).Observe(options, counter, cancellationToken: TestContext.Current.CancellationToken);
                Assert.Equal((9, 0), (counter.Observed, counter.Outside));
            }
        }
    }

    [Theory]
    [InlineData("adam", "tanh")]
    [InlineData("adam", "mrepu:2")]
    [InlineData("sgd", "gelu")]
    [InlineData("sgd", "repu:3")]
    [InlineData("lbfgs", "tanh")]
    public void Training_MakesNoTensorOutside(string optimizer, string activation) => AssertNothingOutside(() => EnsembleTrainer.Train(
        new TrainingOptions
        {
            Architecture = Architectures.Uniform(2, 6, 2, 1, 1, activation: activation),
            Models = 3,
            NetworksAtOnce = 2,
            Epochs = optimizer == "lbfgs" ? 1 : 3,
            Lbfgs = optimizer == "lbfgs" ? new LbfgsOptions(2) : null,

            // A cubic activation diverges by such steps.
            Optimizer = optimizer == "sgd" ? new SgdOptions(activation == "repu:3" ? 1e6 : 0.01) : new AdamOptions(0.01),
            Device = TorchDevice.Cpu,
        },
        Samples.ProductOnGrid(),
        [0, 1],
        snapshot =>
        {
            using torch.Tensor inputs = Inputs(torch.float32);
            Assert.All(snapshot.Networks.Forward(inputs), z => z.Dispose());
        }));

    [Fact]
    public void AdamElsewhere_MakesNoTensorOutside() => AssertNothingOutside(() =>
    {
        torch.Tensor[] four = [.. Enumerable.Range(0, 4).Select(_ => Ones())];
        Adam.UpdateByTensors(new AdamStep(new AdamOptions(0.1), 1), four[0], four[1], four[2], four[3]);
        Assert.All(four, t => t.Dispose());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PhysicsInformedGradients_MakeNoTensorOutside(bool chunks) => AssertNothingOutside(() =>
    {
        Activation activation = Activation.Parse("tanh");
        BurgersPoints points = BurgersPoints.Draw(20, 6, 4);
        InputScaling scaling = new(0.7, 1.8, -0.6);
        using StackedNetworks networks = StackedNetworks.Draw(Architectures.Uniform(2, 5, 2, 1, 1.2), 1, 0, 3, TorchPrecision.Float64, torch.CPU);
        using IBurgersPropagation propagation = chunks
            ? new ChunkedPropagation<double>(activation, points, 0.03, scaling)
            : new TensorPropagation(activation, points, 0.03, scaling, torch.float64, torch.CPU);
        using torch.Tensor all = Ones();
        using IOptimizer optimizer = new SgdOptions(0.1).Start(networks);
        propagation.Step(networks, all, _ => true, optimizer);
        _ = propagation.MeanSquares(networks);
        _ = propagation.Solution(networks);
    });

    [Fact]
    public void InputDerivativesAndDrawnNetworks_MakeNoTensorOutside() => AssertNothingOutside(() =>
    {
        using StackedNetworks networks = StackedNetworks.Draw(Architectures.Uniform(2, 5, 2, 1, 1.2, activation: "gelu"), 1, 0, 3, TorchPrecision.Float64, torch.CPU);
        using torch.Tensor inputs = Inputs(torch.float64);
        (torch.Tensor values, IReadOnlyList<torch.Tensor> derivatives) = InputDerivatives.Evaluate(networks, inputs);
        Assert.All(derivatives.Append(values), t => t.Dispose());
        using DrawnNetwork drawn = DrawnNetwork.Draw(
            new PlainSampling { Models = 2, Width = 5, Depth = 3, Inputs = NetworkInputs.Circle(2), Cw = 1.5, Cb = 0.1, DType = TorchPrecision.Float64 }, 0, requiresGradient: true);
        Assert.All(drawn.Preactivations(inputs), z => z.Dispose());
    });

    [Fact]
    public void PolynomialModules_MakeNoTensorOutside() => AssertNothingOutside(() =>
    {
        using torch.Tensor inputs = Inputs(torch.float64);
        PolynomialText text = PolynomialText.Parse("x*y + 3");
        using PolynomialModule module = PolynomialModule.Create(LayeredNetwork.From(ExactNetworks.Create(text.Polynomial, text.Variables, 2, InputDomain.Cube(2, -1, 1))));
        module.forward(inputs).Dispose();
    });

    /// <summary>On a thread of its own, whose count begins at 0.</summary>
    private static void AssertNothingOutside(Action action)
    {
        Exception? failure = null;
        long outside = -1;
        Thread thread = new(() =>
        {
            failure = Xunit.Record.Exception(action);
            outside = Outside;
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.Equal(0, outside);
    }

    /// <summary>Tensors that this thread has made outside any scope.</summary>
    private static long Outside => DisposeScopeManager.Statistics.TensorStatistics.CreatedOutsideScopeCount;

    private static torch.Tensor Inputs(torch.ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return Regression.ToTensor([[1, 0], [0, 1]], type, torch.CPU).DetachFromDisposeScope();
    }

    private static torch.Tensor Ones()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return torch.ones(3, dtype: torch.float64).DetachFromDisposeScope();
    }

    /// <summary>Looks at the count of the thread that samples.</summary>
    private sealed class OutsideCounter : IEnsembleObserver
    {
        public int Observed { get; private set; }

        public long Outside { get; private set; }

        public IEnsembleObserver Fork() => this;

        public void Merge(IEnsembleObserver other)
        {
            // There is one.
        }

        public void Observe(LayerObservation observation)
        {
            Observed++;
            Outside = ScopeTests.Outside;
        }
    }
}
