using Theory.Validation.NativeLibraries;
using TorchSharp;

namespace Theory.Validation.Training;

/// <summary>The training of one stack: parameters, optimizer, and which networks still take part.</summary>
internal sealed class StackTraining : IDisposable
{
    // With 20 a process stays within 150 MiB of what it uses and takes a tenth more processor time; without, it grew by 850 MiB.
    private const int StepsBetweenTrims = 20;

    private readonly IGradient gradient;
    private readonly int start;
    private readonly StackedNetworks networks;
    private readonly IOptimizer optimizer;
    private readonly torch.Tensor participating;
    private readonly double[][] losses;
    private readonly int?[] divergedAt;
    private readonly TrainingOptions options;
    private LbfgsTraining? lbfgs;
    private int epoch;

    public StackTraining(TrainingOptions options, IGradient gradient, int start, int count, torch.Device device)
    {
        this.options = options;
        this.gradient = gradient;
        this.start = start;
        networks = StackedNetworks.Draw(options.Architecture, options.Seed, options.FirstNetwork + start, count, options.DType, device);
        optimizer = options.Optimizer.Start(networks);
        participating = torch.ones(count, dtype: options.DType.ScalarType, device: device).DetachFromDisposeScope();
        losses = [.. Enumerable.Range(0, count).Select(_ => new double[options.Steps])];
        divergedAt = new int?[count];
    }

    public IReadOnlyList<double[]> Losses => losses;

    public IReadOnlyList<int?> DivergedAt => divergedAt;

    /// <summary>Whether no network takes part any more.</summary>
    public bool IsFrozen => Array.TrueForAll(divergedAt, d => d is not null);

    /// <summary>One step of every network that takes part.</summary>
    public void Step()
    {
        if (IsFrozen)
        {
            foreach (double[] own in losses)
            {
                own[epoch] = double.NaN;
            }

            epoch++;
            return;
        }

        if (epoch < options.Epochs)
        {
            optimizer.BeginStep();
            gradient.Step(networks, participating, FreezeDiverged, optimizer);

            // Networks that diverged have left values in the layers behind; without them the same step is repeated for the others.
            if (Array.IndexOf(divergedAt, epoch) >= 0)
            {
                gradient.Step(networks, participating, _ => true, optimizer);
            }
        }
        else
        {
            lbfgs ??= new LbfgsTraining(options.Lbfgs!, networks, gradient, divergedAt.Select(d => d is null));
            FreezeDiverged(lbfgs.Step());
        }

        epoch++;
        if (participating.device_type == DeviceType.CPU && epoch % StepsBetweenTrims == 0)
        {
            NativeHeap.ReturnFreedMemory();
        }
    }

    public TrainingSnapshot Look() => new(epoch, start, networks, [.. divergedAt.Select(d => d is not null)]);

    public void Dispose()
    {
        participating.Dispose();
        optimizer.Dispose();
        networks.Dispose();
    }

    /// <summary>Records losses, and clears the networks whose loss has just ceased to be finite.</summary>
    /// <returns>False when there is such a network.</returns>
    private bool FreezeDiverged(double[] current)
    {
        bool all = true;
        for (int i = 0; i < current.Length; i++)
        {
            losses[i][epoch] = divergedAt[i] is null && double.IsFinite(current[i]) ? current[i] : double.NaN;
            if (divergedAt[i] is null && !double.IsFinite(current[i]))
            {
                divergedAt[i] = epoch;
                networks.Clear(i);
                optimizer.Clear(i);
                participating[i] = torch.tensor(0.0, dtype: participating.dtype, device: participating.device);
                all = false;
            }
        }

        return all;
    }
}
