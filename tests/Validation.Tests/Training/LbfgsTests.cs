using Theory.Validation.Devices;
using Theory.Validation.NativeLibraries;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Validation.Tests.Training;

public sealed class LbfgsTests
{
    public LbfgsTests() => TorchRuntime.EnsureLoaded();

    /// <summary>With line searches that are all but exact, BFGS ends after as many steps as there are dimensions.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void AQuadratic_EndsAfterAsManyStepsAsDimensions(int n)
    {
        double[] scales = [.. Enumerable.Range(1, n).Select(i => (double)i * i)];
        var minimizer = new LbfgsMinimizer(new LbfgsOptions(1, Decrease: 1e-9, Curvature: 1e-8), [.. Enumerable.Range(1, n).Select(i => 1.0 / i)], isSingle: false);
        double loss = 0;
        for (int step = 0; step < n; step++)
        {
            Assert.False(minimizer.IsAtRest && step < n - 1);
            loss = Iterate(minimizer, x => (
                x.Select((v, i) => 0.5 * scales[i] * v * v).Sum() + (0.1 * Math.Pow(x.Sum(), 2)),
                [.. x.Select((v, i) => (scales[i] * v) + (0.2 * x.Sum()))]));
        }

        Assert.InRange(loss, 0, 1e-12);
    }

    [Fact]
    public void Rosenbrock_IsMinimised_AndNoStepIncreasesIt()
    {
        var minimizer = new LbfgsMinimizer(new LbfgsOptions(1), [-1.2, 1, -1.2, 1], isSingle: false);
        double previous = double.PositiveInfinity;
        for (int step = 0; step < 100 && !minimizer.IsAtRest; step++)
        {
            double loss = Iterate(minimizer, Rosenbrock);
            Assert.True(loss < previous || minimizer.IsAtRest);
            previous = loss;
        }

        Assert.All(minimizer.Point, x => Assert.Equal(1, x, 1e-6));
        Assert.InRange(previous, 0, 1e-14);
    }

    /// <summary>H by the update of the whole matrix, H ← (I - ρ s yᵀ) H (I - ρ y sᵀ) + ρ s sᵀ, over the pairs that are remembered.</summary>
    [Fact]
    public void TheRecursion_IsTheProductOfUpdates()
    {
        const int n = 4;
        double[][] s = [[1, 0.5, -0.25, 2], [0.25, -1, 1, 0.5], [-0.5, 0.75, 2, 1]];
        double[][] y = [[3, 0.5, 1, 1], [1, -2, 0.5, 0.25], [1, 1, 1, 2]];
        double[] g = [0.3, -2, 1, 0.7];
        var memory = new LbfgsMemory(2);
        for (int i = 0; i < s.Length; i++)
        {
            memory.Add(s[i], y[i]);
        }

        // The first pair is forgotten.
        double[,] h = Identity(Dot(s[2], y[2]) / Dot(y[2], y[2]));
        for (int i = 1; i < s.Length; i++)
        {
            double rho = 1 / Dot(s[i], y[i]);
            double[,] right = Identity(1), next = new double[n, n];
            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < n; b++)
                {
                    right[a, b] -= rho * y[i][a] * s[i][b];
                }
            }

            for (int a = 0; a < n; a++)
            {
                for (int b = 0; b < n; b++)
                {
                    next[a, b] = rho * s[i][a] * s[i][b];
                    for (int c = 0; c < n; c++)
                    {
                        for (int d = 0; d < n; d++)
                        {
                            next[a, b] += right[c, a] * h[c, d] * right[d, b];
                        }
                    }
                }
            }

            h = next;
        }

        double[] direction = memory.Direction(g);
        Assert.Equal(2, memory.Count);
        for (int a = 0; a < n; a++)
        {
            Assert.Equal(-Enumerable.Range(0, n).Sum(b => h[a, b] * g[b]), direction[a], 1e-12);
        }

        double[,] Identity(double scale)
        {
            double[,] m = new double[n, n];
            for (int a = 0; a < n; a++)
            {
                m[a, a] = scale;
            }

            return m;
        }
    }

    [Fact]
    public void APairWithoutPositiveCurvature_IsNotRemembered()
    {
        var memory = new LbfgsMemory(5);
        memory.Add([1, 1], [-1, 0.5]);
        Assert.Equal(0, memory.Count);
        Assert.Equal([-3, 4], memory.Direction([3, -4]));
    }

    /// <summary>Both conditions hold at the step, on lines that are convex, wavy, or not finite beyond some place.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void TheSearch_EndsWhereTheStrongWolfeConditionsHold(int line)
    {
        (double, double) At(double a) => line switch
        {
            0 => ((a - 30) * (a - 30), 2 * (a - 30)),
            1 => (Math.Cos(3 * a) - a, (-3 * Math.Sin(3 * a)) - 1),
            2 => a < 0.3 ? (-Math.Log(0.3 - a) - (5 * a), (1 / (0.3 - a)) - 5) : (double.NaN, double.NaN),
            _ => a < 1e-3 ? (-a + (600 * a * a), -1 + (1200 * a)) : (double.PositiveInfinity, 1),
        };
        var options = new LbfgsOptions(1, Curvature: 0.1);
        var (value, slope) = At(0);
        var search = new StrongWolfeSearch(options, value, slope);
        foreach (double step in search.Trials(1))
        {
            var (v, d) = At(step);
            search.Tell(v, d);
        }

        double accepted = Assert.NotNull(search.Accepted);
        var (there, slopeThere) = At(accepted);
        Assert.True(there <= value + (options.Decrease * accepted * slope));
        Assert.True(Math.Abs(slopeThere) <= options.Curvature * Math.Abs(slope));
    }

    [Fact]
    public void ALineThatOnlyRises_HasNoStep()
    {
        var search = new StrongWolfeSearch(new LbfgsOptions(1), 1, -1);
        foreach (double _ in search.Trials(1))
        {
            search.Tell(2, 1);
        }

        Assert.Null(search.Accepted);
    }

    /// <summary>After Adam; the loss never rises, and ends below what Adam alone reaches in as many evaluations.</summary>
    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void OnNetworks_TheLossNeverRises(string precision)
    {
        TrainingResult result = Train(Options(precision, adam: 30, lbfgs: 60), _ => { });
        TrainingResult adam = Train(Options(precision, adam: 90, lbfgs: 0), _ => { });
        for (int i = 0; i < 3; i++)
        {
            double[] losses = result.Losses[i];
            Assert.Equal(90, losses.Length);
            Assert.All(Enumerable.Range(31, 59), k => Assert.True(losses[k] <= losses[k - 1]));
            Assert.True(losses[89] < 0.3 * adam.Losses[i][89]);
        }
    }

    [Fact]
    public void TheSameOptions_GiveTheSameNetworks_AndStacksDoNotMatter()
    {
        TrainingOptions options = Options("float64", adam: 5, lbfgs: 25);
        TrainingResult first = Train(options, _ => { });
        Assert.Equal(first.Losses, Train(options, _ => { }).Losses);
        TrainingResult single = Train(options with { NetworksAtOnce = 1 }, _ => { });
        Assert.All(first.Losses.Zip(single.Losses), l => Assert.Equal(l.First[15], l.Second[15], 1e-6 * l.First[15]));
    }

    /// <summary>One network is not finite when L-BFGS starts: it is counted and cleared, the others do not notice.</summary>
    [Fact]
    public void ANetworkThatIsNotFinite_CountsAsDiverged()
    {
        TrainingOptions options = Options("float64", adam: 3, lbfgs: 8);
        TrainingResult undisturbed = Train(options, _ => { });
        TrainingResult result = Train(options, look =>
        {
            using DisposeScope scope = torch.NewDisposeScope();
            if (look.Epoch == 3)
            {
                torch.Tensor own = look.Networks.Weights(2)[1];
                NumberOperations.With(double.NaN, own.fill_);
            }
            else if (look.Epoch == 11)
            {
                Assert.Equal([false, true, false], look.Diverged);
                Assert.Equal(0, look.Networks.Weights(2)[1].abs().max().item<double>());
            }
        });
        Assert.Equal<int?>([null, 3, null], result.DivergedAt);
        Assert.Equal(undisturbed.Losses[0], result.Losses[0]);
        Assert.Equal(undisturbed.Losses[2], result.Losses[2]);
        Assert.All(result.Losses[1][3..], l => Assert.True(double.IsNaN(l)));
    }

    [Fact]
    public void Batches_AreRefused()
    {
        TrainingOptions options = Options("float32", adam: 1, lbfgs: 1);
        using var gradient = new BatchedLossGradient(Samples.Random(2, 1, 8, 1), 4, torch.float32, torch.CPU);
        Assert.Throws<UserInputException>(() => EnsembleTrainer.Train(options, gradient, 4, [], _ => { }));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 0)]
    public void OptionsOutOfRange_AreRefused(int steps, int history) => Assert.Throws<UserInputException>(() => new LbfgsOptions(steps, history).Validate());

    private static TrainingOptions Options(string precision, int adam, int lbfgs) => new()
    {
        Architecture = Architectures.Uniform(2, 12, 2, 1, 1),
        Models = 3,
        Epochs = adam,
        Optimizer = new AdamOptions(1e-3),
        Lbfgs = lbfgs > 0 ? new LbfgsOptions(lbfgs, 10) : null,
        Seed = 5,
        Device = TorchDevice.Cpu,
        DType = TorchPrecision.Parse(precision),
        NetworksAtOnce = 3,
    };

    private static TrainingResult Train(TrainingOptions options, Action<TrainingSnapshot> look) => EnsembleTrainer.Train(
        options, Samples.ProductOnGrid(), [3, 11, 30], look);

    private static double Iterate(LbfgsMinimizer minimizer, Func<double[], (double, double[])> function)
    {
        foreach (double[] point in minimizer.Iterate())
        {
            var (value, gradient) = function(point);
            minimizer.Tell(value, gradient);
        }

        return function(minimizer.Point).Item1;
    }

    private static (double, double[]) Rosenbrock(double[] x)
    {
        double value = 0;
        double[] gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i += 2)
        {
            double bend = x[i + 1] - (x[i] * x[i]);
            value += (100 * bend * bend) + ((1 - x[i]) * (1 - x[i]));
            gradient[i] = (-400 * x[i] * bend) - (2 * (1 - x[i]));
            gradient[i + 1] = 200 * bend;
        }

        return (value, gradient);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
