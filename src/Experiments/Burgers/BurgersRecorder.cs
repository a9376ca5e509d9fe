using Theory.Validation.PhysicsInformed;
using Theory.Validation.Tensors;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Burgers;

/// <summary>Compares the networks of an ensemble with the solution at checkpoints of their training.</summary>
internal sealed class BurgersRecorder : IDisposable
{
    private readonly ITrainableActivation activation;
    private readonly BurgersGradient training;
    private readonly BurgersGradient test;
    private readonly int steps;
    private readonly torch.Tensor inputs;
    private readonly torch.Tensor solution;
    private readonly List<double>[][] series;
    private readonly float[][] fields;

    public BurgersRecorder(ITrainableActivation activation, InputScaling scaling, BurgersGradient training, BurgersGradient test, TrainingOptions options)
    {
        this.activation = activation;
        this.training = training;
        this.test = test;
        steps = options.Steps;
        var device = options.Device.Resolve();
        inputs = Regression.ToTensor([.. BurgersGrid.Points.Select(p => scaling.Apply(p[0], p[1])).Select(p => new[] { p.X, p.T })], options.DType.ScalarType, device).DetachFromDisposeScope();
        using var host = torch.tensor(BurgersGrid.Solution.SelectMany(u => u).ToArray());
        solution = host.to(device, copy: true).DetachFromDisposeScope();
        series = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, options.Models).Select(_ => new List<double>()).ToArray())];
        fields = [.. Enumerable.Range(0, options.Models).Select(_ => Array.Empty<float>())];
    }

    /// <summary>Measures every network of a stack.</summary>
    public void Observe(TrainingSnapshot snapshot)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var field = snapshot.Networks.Forward(inputs, activation)[^1].squeeze(2);
        var difference = field.to(torch.float64) - solution;
        var error = (difference.Squared().sum([1]) / solution.Squared().sum()).sqrt();
        var (residuals, conditions) = training.MeanSquares(snapshot.Networks);
        double[][] measured = [error.cpu().data<double>().ToArray(), Roots(residuals), Roots(test.MeanSquares(snapshot.Networks).Equation), Roots(conditions)];
        float[][]? last = snapshot.Epoch == steps ? [.. field.to(torch.float32).contiguous().cpu().data<float>().ToArray().Chunk(BurgersGrid.Points.Count)] : null;
        for (int i = 0; i < snapshot.Networks.Count; i++)
        {
            for (int k = 0; k < series.Length; k++)
            {
                series[k][snapshot.First + i].Add(snapshot.Diverged[i] ? double.NaN : measured[k][i]);
            }

            fields[snapshot.First + i] = last is null || snapshot.Diverged[i] ? [] : last[i];
        }
    }

    /// <summary>The records of all networks after their training.</summary>
    public IReadOnlyList<BurgersRecord> Finish(TrainingResult result) => [.. fields.Select((field, i) => new BurgersRecord
    {
        Errors = [.. series[0][i]],
        Residuals = [.. series[1][i]],
        TestResiduals = [.. series[2][i]],
        ConditionErrors = [.. series[3][i]],
        Field = field,
        DivergedAt = result.DivergedAt[i],
    })];

    public void Dispose()
    {
        inputs.Dispose();
        solution.Dispose();
    }

    private static double[] Roots(double[] squares) => [.. squares.Select(Math.Sqrt)];
}
