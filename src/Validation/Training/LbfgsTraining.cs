using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>L-BFGS on a stack: each network by itself, evaluated together.</summary>
internal sealed class LbfgsTraining
{
    private readonly StackedNetworks _networks;
    private readonly IGradient _gradient;
    private readonly LbfgsMinimizer[] _minimizers;
    private readonly bool[] _takesPart;

    /// <summary>Starts at the networks' present parameters.</summary>
    /// <param name="options">How.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="gradient">The loss, the same function at every call.</param>
    /// <param name="takesPart">Networks that are trained.</param>
    public LbfgsTraining(LbfgsOptions options, StackedNetworks networks, IGradient gradient, IEnumerable<bool> takesPart)
    {
        _networks = networks;
        _gradient = gradient;
        _takesPart = [.. takesPart];
        bool isSingle = networks.Weights(1).dtype == torch.ScalarType.Float32;
        _minimizers = [.. FlatParameters.Read(networks).Select(start => new LbfgsMinimizer(options, start, isSingle))];
    }

    /// <summary>One iteration of every network that takes part.</summary>
    /// <returns>The losses before it, not finite for a network that had diverged before the first one; NaN for networks that take no part.</returns>
    public double[] Step()
    {
        IEnumerator<double[]>[] iterations = [.. _minimizers.Select(m => m.Iterate().GetEnumerator())];
        bool[] asks = new bool[_minimizers.Length];
        while (true)
        {
            Parallel.For(0, _minimizers.Length, i => asks[i] = _takesPart[i] && iterations[i].MoveNext());
            if (!asks.Contains(true))
            {
                break;
            }

            Evaluate(asks, [.. iterations.Select((iteration, i) => asks[i] ? iteration.Current : null)]);
        }

        FlatParameters.Write(_networks, [.. _minimizers.Select((m, i) => _takesPart[i] ? m.Point : null)]);
        double[] before = [.. _minimizers.Select((m, i) => _takesPart[i] ? m.LossBefore : double.NaN)];
        for (int i = 0; i < before.Length; i++)
        {
            _takesPart[i] &= double.IsFinite(before[i]);
        }

        return before;
    }

    private void Evaluate(bool[] asks, double[]?[] points)
    {
        FlatParameters.Write(_networks, points);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor mask = torch.tensor(asks.Select(a => a ? 1.0 : 0.0).ToArray()).to(_networks.Weights(1).dtype, _networks.Weights(1).device);
        double[] losses = [];
        using var recorder = new GradientRecorder(_networks);

        // A network whose loss is not finite does not disturb the others, and looks at its loss itself.
        _gradient.Step(_networks, mask, all => (losses = all) is not null, recorder);
        for (int i = 0; i < asks.Length; i++)
        {
            if (asks[i])
            {
                _minimizers[i].Tell(losses[i], recorder.Gradients[i]);
            }
        }
    }

    /// <summary>Keeps gradients and changes nothing.</summary>
    private sealed class GradientRecorder(StackedNetworks networks) : IOptimizer
    {
        public double[][] Gradients { get; } = FlatParameters.Vectors(networks);

        public void BeginStep()
        {
        }

        public void Update(int layer, torch.Tensor weights, torch.Tensor biases) =>
            FlatParameters.Read(networks.Architecture, layer, weights, biases, Gradients);

        public void Clear(int network)
        {
        }

        public void Dispose()
        {
        }
    }
}
