using Theory.Validation.PhysicsInformed;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Burgers;

/// <summary>Compares the networks of an ensemble with the solution at checkpoints of their training.</summary>
internal sealed class BurgersRecorder : IDisposable
{
    private readonly BurgersGradient _training;
    private readonly BurgersGradient _test;
    private readonly int _steps;
    private readonly torch.Tensor _inputs;
    private readonly torch.Tensor _solution;
    private readonly List<double>[][] _series;
    private readonly float[][] _fields;

    public BurgersRecorder(InputScaling scaling, BurgersGradient training, BurgersGradient test, TrainingOptions options)
    {
        _training = training;
        _test = test;
        _steps = options.Steps;
        var device = options.Device.Resolve();
        _inputs = Regression.ToTensor([.. BurgersGrid.Points.Select(p => scaling.Apply(p[0], p[1])).Select(p => new[] { p.X, p.T })], options.DType.ScalarType, device).DetachFromDisposeScope();
        using var host = torch.tensor(BurgersGrid.Solution.SelectMany(u => u).ToArray());
        _solution = host.to(device, copy: true).DetachFromDisposeScope();
        _series = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, options.Models).Select(_ => new List<double>()).ToArray())];
        _fields = [.. Enumerable.Range(0, options.Models).Select(_ => Array.Empty<float>())];
    }

    /// <summary>Measures every network of a stack.</summary>
    public void Observe(TrainingSnapshot snapshot)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var field = snapshot.Networks.Forward(_inputs)[^1].squeeze(2);
        var difference = field.to(torch.float64) - _solution;
        var error = (difference.Squared().sum([1]) / _solution.Squared().sum()).sqrt();
        var (residuals, conditions) = _training.MeanSquares(snapshot.Networks);
        double[][] measured = [error.cpu().data<double>().ToArray(), Roots(residuals), Roots(_test.MeanSquares(snapshot.Networks).Equation), Roots(conditions)];
        float[][]? last = snapshot.Epoch == _steps ? [.. field.to(torch.float32).contiguous().cpu().data<float>().ToArray().Chunk(BurgersGrid.Points.Count)] : null;
        for (int i = 0; i < snapshot.Networks.Count; i++)
        {
            for (int k = 0; k < _series.Length; k++)
            {
                _series[k][snapshot.First + i].Add(snapshot.Diverged[i] ? double.NaN : measured[k][i]);
            }

            _fields[snapshot.First + i] = last is null || snapshot.Diverged[i] ? [] : last[i];
        }
    }

    /// <summary>The records of all networks after their training.</summary>
    public IReadOnlyList<BurgersRecord> Finish(TrainingResult result) => [.. _fields.Select((field, i) => new BurgersRecord
    {
        Errors = [.. _series[0][i]],
        Residuals = [.. _series[1][i]],
        TestResiduals = [.. _series[2][i]],
        ConditionErrors = [.. _series[3][i]],
        Field = field,
        DivergedAt = result.DivergedAt[i],
    })];

    public void Dispose()
    {
        _inputs.Dispose();
        _solution.Dispose();
    }

    private static double[] Roots(double[] squares) => [.. squares.Select(Math.Sqrt)];
}
