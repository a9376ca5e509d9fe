using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.FiniteWidth;

/// <summary>Trained networks beside what their own tangent kernel at the start makes of them.</summary>
internal sealed class SweepRecorder : IDisposable
{
    private readonly SweepTheory _theory;
    private readonly torch.Tensor _inputs;
    private readonly (double Training, double Test)[] _own;
    private readonly (double Training, double Test)[] _trained;

    public SweepRecorder(TrainingOptions options, SweepTheory theory)
    {
        _theory = theory;
        _inputs = Regression.ToTensor(SweepTask.Inputs, options.DType.ScalarType, options.Device.Resolve()).DetachFromDisposeScope();
        _own = new (double, double)[options.Models];
        _trained = new (double, double)[options.Models];
    }

    public void Observe(TrainingSnapshot snapshot)
    {
        using var scope = torch.NewDisposeScope();
        int count = snapshot.Networks.Count;
        if (snapshot.Epoch == 0)
        {
            (torch.Tensor outputs, torch.Tensor kernels) = StackedTangentKernel.Evaluate(snapshot.Networks, _inputs);
            (double[] z, double[] theta) = (Numbers(outputs), Numbers(kernels));
            for (int i = 0; i < count; i++)
            {
                _own[snapshot.First + i] = _theory.WithItsOwnKernel(z[2 * i], z[(2 * i) + 1], theta[4 * i], theta[(4 * i) + 2]);
            }

            return;
        }

        double[] after = Numbers(snapshot.Networks.Forward(_inputs)[^1]);
        for (int i = 0; i < count; i++)
        {
            _trained[snapshot.First + i] = (after[2 * i], after[(2 * i) + 1]);
        }
    }

    /// <summary>Sums over the networks that did not diverge.</summary>
    public IReadOnlyList<SweepBlock> Blocks(TrainingResult result, int blocks)
    {
        SweepBlockSums[] sums = [.. Enumerable.Range(0, blocks).Select(_ => new SweepBlockSums())];
        for (int i = 0; i < _trained.Length; i++)
        {
            if (result.DivergedAt[i] is null)
            {
                sums[i % blocks].Add(_theory, _trained[i], _own[i], (0, 0));
            }
        }

        return [.. sums.Select(s => s.ToBlock())];
    }

    public void Dispose() => _inputs.Dispose();

    private static double[] Numbers(torch.Tensor tensor) => tensor.to(torch.float64).reshape(-1).contiguous().cpu().data<double>().ToArray();
}
