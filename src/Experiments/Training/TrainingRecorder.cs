using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Training;

/// <summary>Measures the networks of an ensemble at checkpoints of their training.</summary>
internal sealed class TrainingRecorder : IDisposable
{
    private readonly int _probes;
    private readonly int _epochs;
    private readonly torch.Tensor _inputs;
    private readonly Measures[] _networks;

    public TrainingRecorder(Regression test, int probes, TrainingOptions options)
    {
        _probes = probes;
        _epochs = options.Epochs;
        _inputs = Regression.ToTensor(test.Inputs, options.DType.ScalarType, options.Device.Resolve()).DetachFromDisposeScope();
        _networks = [.. Enumerable.Range(0, options.Models).Select(_ => new Measures())];
    }

    /// <summary>Measures every network of a stack.</summary>
    public void Observe(TrainingSnapshot snapshot)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var stack = snapshot.Networks;
        var layers = stack.Forward(_inputs);
        var kernel = new List<double[]>();
        var chi = new List<double[]>();
        var factor = new List<double[]>();
        var second = new List<double[][]>();
        var fourth = new List<double[][]>();
        for (int l = 1; l <= layers.Count; l++)
        {
            using var layerScope = torch.NewDisposeScope();
            var squares = layers[l - 1].to(torch.float64).Squared();
            var perInput = squares.mean([2]);
            kernel.Add(Numbers(perInput.mean([1])));
            if (l == layers.Count)
            {
                break;
            }

            var (_, slope) = stack.Architecture.ActivationOf(l).ValueAndDerivative(layers[l - 1]);
            var slopes = slope.to(torch.float64).Squared().mean([1]);
            chi.Add(Numbers(slopes.mean([1]).Times(stack.Architecture.Network[l + 1].Cw)));
            var weights = stack.Weights(l + 1).to(torch.float64).Squared().mean([1]);
            factor.Add(Numbers((weights * slopes).sum(dim: 1)));
            second.Add(Rows(perInput.narrow(1, 0, _probes)));
            fourth.Add(Rows(squares.narrow(1, 0, _probes).Squared().mean([2])));
        }

        double[][]? outputs = snapshot.Epoch == _epochs ? Rows(layers[^1].to(torch.float64).squeeze(2)) : null;
        for (int i = 0; i < stack.Count; i++)
        {
            bool diverged = snapshot.Diverged[i];
            var own = _networks[snapshot.First + i];
            own.Kernel.Add([.. kernel.Select(k => diverged ? double.NaN : k[i])]);
            own.ChiPerp.Add([.. chi.Select(c => diverged ? double.NaN : c[i])]);
            own.GradientFactor.Add([.. factor.Select(c => diverged ? double.NaN : c[i])]);
            own.Second.Add([.. second.Select(m => m[i])]);
            own.Fourth.Add([.. fourth.Select(m => m[i])]);
            own.Outputs = outputs is null || diverged ? own.Outputs : outputs[i];
        }
    }

    /// <summary>The records of all networks after their training.</summary>
    public IReadOnlyList<NetworkRecord> Finish(TrainingResult result) => [.. _networks.Select((n, i) => new NetworkRecord
    {
        Kernel = [.. n.Kernel],
        ChiPerp = [.. n.ChiPerp],
        GradientFactor = [.. n.GradientFactor],
        SecondMoment = [.. n.Second],
        FourthMoment = [.. n.Fourth],
        Outputs = n.Outputs,
        Losses = [.. Enumerable.Range(0, 10).Select(k => result.Losses[i][_epochs * k / 10]), result.Losses[i][^1]],
        DivergedAt = result.DivergedAt[i],
    })];

    public void Dispose() => _inputs.Dispose();

    private static double[] Numbers(torch.Tensor perNetwork) => perNetwork.cpu().data<double>().ToArray();

    private static double[][] Rows(torch.Tensor table)
    {
        int width = (int)table.shape[1];
        return [.. table.contiguous().cpu().data<double>().ToArray().Chunk(width)];
    }

    private sealed class Measures
    {
        public List<double[]> Kernel { get; } = [];

        public List<double[]> ChiPerp { get; } = [];

        public List<double[]> GradientFactor { get; } = [];

        public List<double[][]> Second { get; } = [];

        public List<double[][]> Fourth { get; } = [];

        public double[] Outputs { get; set; } = [];
    }
}
