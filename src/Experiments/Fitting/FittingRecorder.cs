using Theory.Validation.Statistics;
using Theory.Validation.Training;
using TorchSharp;

namespace Theory.Experiments.Fitting;

/// <summary>Measures trained networks against their target.</summary>
internal sealed class FittingRecorder(TargetFunction target, TrainingOptions options, int lossParts)
{
    /// <summary>Points of the line, 0.01 apart.</summary>
    public const int LinePoints = 401;

    /// <summary>Points of the plane along each axis.</summary>
    public const int PlanePoints = 41;

    private readonly double[] _losses = new double[options.Models];
    private readonly double[] _gradientErrors = new double[options.Models];
    private readonly List<double[]> _line = [];
    private readonly List<double[]> _lineSlope = [];
    private readonly List<double[]> _plane = [];

    /// <summary>Measures every network of a stack.</summary>
    public void Observe(TrainingSnapshot snapshot)
    {
        var points = CubeGrid.Points(target.Dimension, CubeGrid.TestPointsPerAxis(target.Dimension));
        var (values, gradients) = Evaluate(snapshot.Networks, points);
        for (int i = 0; i < snapshot.Networks.Count; i++)
        {
            int network = snapshot.First + i;
            bool diverged = snapshot.Diverged[i];
            _losses[network] = diverged ? double.NaN : points.Select((p, k) => Square(values[i][k] - target.Value(p))).Average();
            _gradientErrors[network] = diverged ? double.NaN : points
                .Select((p, k) => target.Gradient(p).Select((exact, d) => Square(gradients[d][i][k] - exact)).Sum()).Average();
        }

        Keep(snapshot, CubeGrid.Line(target.Dimension, LinePoints), _line, _lineSlope);
        if (target.Dimension > 1)
        {
            Keep(snapshot, CubeGrid.Plane(target.Dimension, PlanePoints), _plane, null);
        }
    }

    /// <summary>The result after the training.</summary>
    public FittingRecord Finish(TrainingResult result) => new(
        [.. Enumerable.Range(0, options.Models).Select(i => new FittedNetwork(
            Averages(result.Losses[i]), Finite(_losses[i]), Finite(_gradientErrors[i]), Finite(Roughness(_lineSlope[i])), result.DivergedAt[i]))],
        PerPoint(_line),
        PerPoint(_lineSlope),
        target.Dimension > 1 ? [.. PerPoint(_plane).Select(p => p.Median)] : null);

    /// <summary>Σ|f′(x+h) - 2f′(x) + f′(x-h)|.</summary>
    public static double Roughness(double[] slopes) =>
        Enumerable.Range(1, slopes.Length - 2).Sum(i => Math.Abs(slopes[i + 1] - (2 * slopes[i]) + slopes[i - 1]));

    private static MemberStatistics[] PerPoint(List<double[]> networks) =>
        [.. Enumerable.Range(0, networks[0].Length).Select(k => MemberStatistics.Of([.. networks.Select(n => n[k]).Where(double.IsFinite)]))];

    private static double Square(double x) => x * x;

    private static double Finite(double x) => double.IsFinite(x) ? x : double.NaN;

    private void Keep(TrainingSnapshot snapshot, IReadOnlyList<double[]> points, List<double[]> values, List<double[]>? slopes)
    {
        var (value, gradient) = Evaluate(snapshot.Networks, points);
        for (int i = 0; i < value.Length; i++)
        {
            double[] nothing = [.. Enumerable.Repeat(double.NaN, points.Count)];
            values.Add(snapshot.Diverged[i] ? nothing : value[i]);
            slopes?.Add(snapshot.Diverged[i] ? nothing : gradient[0][i]);
        }
    }

    /// <summary>Values [network][point] and derivatives [coordinate][network][point].</summary>
    private (double[][] Values, double[][][] Gradients) Evaluate(StackedNetworks networks, IReadOnlyList<double[]> points)
    {
        using var scope = torch.NewDisposeScope();
        var inputs = Regression.ToTensor(points, options.DType.ScalarType, options.Device.Resolve());
        var (value, gradient) = InputDerivatives.Evaluate(networks, inputs);
        return (Rows(value), [.. gradient.Select(Rows)]);
    }

    private static double[][] Rows(torch.Tensor table)
    {
        int points = (int)table.shape[1];
        return [.. table.to(torch.float64).contiguous().cpu().data<double>().ToArray().Chunk(points)];
    }

    private double[] Averages(double[] own) =>
        [.. Enumerable.Range(0, lossParts).Select(k => own[(own.Length * k / lossParts)..(own.Length * (k + 1) / lossParts)].Average())];
}
