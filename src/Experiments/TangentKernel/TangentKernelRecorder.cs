using MathNet.Numerics.LinearAlgebra;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.TangentKernel;

/// <summary>Collects the outputs of networks at initialisation and at checkpoints.</summary>
internal sealed class TangentKernelRecorder : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly IReadOnlyList<int> _checkpoints;
    private readonly int _blocks;
    private readonly torch.Tensor _inputs;
    private readonly Matrix<double>[] _responses;
    private readonly double[][] _means;
    private readonly double[][] _initial;
    private readonly double[][][] _outputs;

    public TangentKernelRecorder(TrainingOptions options, TangentKernelTheory theory, IReadOnlyList<int> checkpoints, int blocks)
    {
        (_options, _checkpoints, _blocks) = (options, checkpoints, blocks);
        double[][] points = [.. CircleTask.TrainingAngles.Concat(CircleTask.TestAngles).Select(CircleTask.Input)];
        _inputs = Regression.ToTensor(points, options.DType.ScalarType, options.Device.Resolve()).DetachFromDisposeScope();
        _responses = [.. checkpoints.Select(theory.Response)];
        _means = [.. checkpoints.Select(c => theory.After(c).Mean.Column(0).ToArray())];
        _initial = new double[options.Models][];
        _outputs = [.. checkpoints.Select(_ => new double[options.Models][])];
    }

    public void Observe(TrainingSnapshot snapshot)
    {
        using var scope = torch.NewDisposeScope();
        var last = snapshot.Networks.Forward(_inputs)[^1];
        int points = CircleTask.TrainingPoints + CircleTask.TestPoints;
        double[][] rows = [.. last.to(torch.float64).reshape(snapshot.Networks.Count, points).contiguous().cpu().data<double>().ToArray().Chunk(points)];
        for (int i = 0; i < rows.Length; i++)
        {
            if (snapshot.Epoch == 0)
            {
                _initial[snapshot.First + i] = rows[i];
            }

            for (int c = 0; c < _checkpoints.Count; c++)
            {
                if (_checkpoints[c] == snapshot.Epoch)
                {
                    _outputs[c][snapshot.First + i] = rows[i];
                }
            }
        }
    }

    public TangentKernelRecord Finish(TrainingResult result)
    {
        int[] networks = [.. Enumerable.Range(0, _options.Models).Where(i => result.DivergedAt[i] is null)];
        return new TangentKernelRecord(
            [.. Enumerable.Range(0, _blocks).Select(b => Block([.. networks.Where(i => i % _blocks == b)]))],
            [.. _outputs.Select(rows => networks.Average(i => Loss(rows[i])))],
            _options.Models - networks.Length);
    }

    public void Dispose() => _inputs.Dispose();

    private static double Loss(double[] outputs) =>
        CircleTask.TrainingAngles.Select((a, k) => (outputs[k] - CircleTask.Target(a)) * (outputs[k] - CircleTask.Target(a))).Average();

    private TangentKernelBlock Block(int[] networks)
    {
        double[][] Sum(Func<double, double, double, double> term) => [.. _checkpoints.Select((_, c) =>
        {
            double[] sum = new double[CircleTask.TestPoints];
            foreach (int i in networks)
            {
                double[] infinite = Infinite(c, i);
                for (int k = 0; k < sum.Length; k++)
                {
                    sum[k] += term(_outputs[c][i][CircleTask.TrainingPoints + k], infinite[k], _means[c][k]);
                }
            }

            return sum;
        })];

        return new TangentKernelBlock(
            networks.Length,
            Sum((f, _, m) => f - m),
            Sum((f, _, m) => (f - m) * (f - m)),
            Sum((f, c, _) => f - c),
            Sum((f, c, m) => ((f - m) * (f - m)) - ((c - m) * (c - m))));
    }

    /// <summary>c = f_0* + R (y - f_0).</summary>
    private double[] Infinite(int checkpoint, int network)
    {
        double[] start = _initial[network];
        Vector<double> errors = Vector<double>.Build.Dense(CircleTask.TrainingPoints, k => CircleTask.Target(CircleTask.TrainingAngles[k]) - start[k]);
        Vector<double> change = _responses[checkpoint] * errors;
        return [.. change.Select((x, k) => start[CircleTask.TrainingPoints + k] + x)];
    }
}
