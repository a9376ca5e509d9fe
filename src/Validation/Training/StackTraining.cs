using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The training of one stack: parameters, optimizer, and which networks still take part.</summary>
internal sealed class StackTraining : IDisposable
{
    // With 20 a process stays within 150 MiB of what it uses and takes a tenth more processor time; without, it grew by 850 MiB.
    private const int StepsBetweenTrims = 20;

    private readonly IGradient _gradient;
    private readonly int _start;
    private readonly StackedNetworks _networks;
    private readonly IOptimizer _optimizer;
    private readonly torch.Tensor _participating;
    private readonly double[][] _losses;
    private readonly int?[] _divergedAt;
    private readonly TrainingOptions _options;
    private LbfgsTraining? _lbfgs;
    private int _epoch;

    public StackTraining(TrainingOptions options, IGradient gradient, int start, int count, torch.Device device)
    {
        _options = options;
        _gradient = gradient;
        _start = start;
        _networks = StackedNetworks.Draw(options.Architecture, options.Seed, options.FirstNetwork + start, count, options.DType, device);
        _optimizer = options.Optimizer.Start(_networks);
        using DisposeScope scope = torch.NewDisposeScope();
        _participating = torch.ones(count, dtype: options.DType.ScalarType, device: device).DetachFromDisposeScope();
        _losses = [.. Enumerable.Range(0, count).Select(_ => new double[options.Steps])];
        _divergedAt = new int?[count];
    }

    public IReadOnlyList<double[]> Losses => _losses;

    public IReadOnlyList<int?> DivergedAt => _divergedAt;

    /// <summary>Whether no network takes part any more.</summary>
    public bool IsFrozen => Array.TrueForAll(_divergedAt, d => d is not null);

    /// <summary>One step of every network that takes part.</summary>
    public void Step()
    {
        if (IsFrozen)
        {
            foreach (double[] own in _losses)
            {
                own[_epoch] = double.NaN;
            }

            _epoch++;
            return;
        }

        if (_epoch < _options.Epochs)
        {
            _optimizer.BeginStep();
            _gradient.Step(_networks, _participating, FreezeDiverged, _optimizer);

            // Networks that diverged have left values in the layers behind; without them the same step is repeated for the others.
            if (Array.IndexOf(_divergedAt, _epoch) >= 0)
            {
                _gradient.Step(_networks, _participating, _ => true, _optimizer);
            }
        }
        else
        {
            _lbfgs ??= new LbfgsTraining(_options.Lbfgs!, _networks, _gradient, _divergedAt.Select(d => d is null));
            FreezeDiverged(_lbfgs.Step());
        }

        _epoch++;
        if (_participating.device_type == DeviceType.CPU && _epoch % StepsBetweenTrims == 0)
        {
            NativeHeap.ReturnFreedMemory();
        }
    }

    public TrainingSnapshot Look() => new(_epoch, _start, _networks, [.. _divergedAt.Select(d => d is not null)]);

    public void Dispose()
    {
        _participating.Dispose();
        _optimizer.Dispose();
        _networks.Dispose();
    }

    /// <summary>Records losses, and clears the networks whose loss has just ceased to be finite.</summary>
    /// <returns>False when there is such a network.</returns>
    private bool FreezeDiverged(double[] current)
    {
        bool all = true;
        for (int i = 0; i < current.Length; i++)
        {
            _losses[i][_epoch] = _divergedAt[i] is null && double.IsFinite(current[i]) ? current[i] : double.NaN;
            if (_divergedAt[i] is null && !double.IsFinite(current[i]))
            {
                _divergedAt[i] = _epoch;
                _networks.Clear(i);
                _optimizer.Clear(i);
                using DisposeScope scope = torch.NewDisposeScope();
                _participating[i].zero_();
                all = false;
            }
        }

        return all;
    }
}
