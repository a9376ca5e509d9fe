using Theory.Validation.Statistics;
using Theory.Validation.Training;

namespace Theory.Experiments.Training;

/// <summary>What training did to an ensemble.</summary>
/// <param name="Setting">The ensemble.</param>
/// <param name="Checkpoints">Kernels, susceptibilities and vertices over epochs.</param>
/// <param name="Losses">The training loss over networks before each tenth of the epochs, and before the last one.</param>
/// <param name="TestLoss">The mean squared error of each network on test samples.</param>
/// <param name="Outputs">Over networks, at each test input.</param>
/// <param name="Targets">The target at each test input.</param>
internal sealed record TrainingOutcome(
    TrainingSetting Setting,
    IReadOnlyList<CheckpointOutcome> Checkpoints,
    IReadOnlyList<MemberStatistics> Losses,
    MemberStatistics TestLoss,
    IReadOnlyList<MemberStatistics> Outputs,
    IReadOnlyList<double> Targets)
{
    /// <summary>Networks whose outputs after training are finite.</summary>
    public int Trained => TestLoss.Members;

    /// <summary>The standard deviation over inputs of the ensemble's mean output, relative to that of the targets: 0 for a constant.</summary>
    public double RelativeVariation => Deviation(Outputs.Select(o => o.Mean)) / Deviation(Targets);

    /// <summary>The standard deviation of the output over networks, averaged over inputs.</summary>
    public double OutputSpread => Outputs.Average(o => o.Deviation);

    /// <summary>The median test loss relative to the loss of the best constant: 1 when nothing is learned, 0 when everything is.</summary>
    public double RelativeTestLoss => TestLoss.Median / Math.Pow(Deviation(Targets), 2);

    /// <summary>The median training loss before the last step, relative to that of the best constant.</summary>
    public double RelativeTrainingLoss => Losses[^1].Median / PolarRegression.TargetVariance;

    /// <summary>Statistics of an ensemble.</summary>
    public static TrainingOutcome Of(
        TrainingSetting setting, int width, IReadOnlyList<int> checkpoints, IReadOnlyList<NetworkRecord> networks, Regression test)
    {
        ArgumentNullException.ThrowIfNull(test);
        double[] targets = [.. test.Targets.Select(t => t[0])];
        NetworkRecord[] trained = [.. networks.Where(n => n.Outputs.Length > 0 && n.Outputs.All(double.IsFinite))];
        return new TrainingOutcome(
            setting,
            [.. checkpoints.Select((epoch, c) => AtCheckpoint(epoch, c, width, networks))],
            [.. Enumerable.Range(0, networks[0].Losses.Length).Select(k => MemberStatistics.Of([.. networks.Select(n => n.Losses[k]).Where(double.IsFinite)]))],
            MemberStatistics.Of([.. trained.Select(n => n.Outputs.Zip(targets, (y, t) => (y - t) * (y - t)).Average())]),
            [.. targets.Select((_, i) => MemberStatistics.Of([.. trained.Select(n => n.Outputs[i])]))],
            targets);
    }

    private static CheckpointOutcome AtCheckpoint(int epoch, int c, int width, IReadOnlyList<NetworkRecord> networks)
    {
        NetworkRecord[] members = [.. networks.Where(n => n.Kernel[c].All(double.IsFinite))];
        return new CheckpointOutcome(
            epoch,
            networks.Count - members.Length,
            [.. Enumerable.Range(0, networks[0].Kernel[c].Length).Select(l => AtLayer(l, c, width, members, hidden: l < networks[0].ChiPerp[c].Length))]);
    }

    private static LayerOutcome AtLayer(int l, int c, int width, NetworkRecord[] members, bool hidden) => new(
        l + 1,
        MemberStatistics.Of([.. members.Select(n => n.Kernel[c][l])]),
        hidden ? MemberStatistics.Of([.. members.Select(n => n.ChiPerp[c][l])]) : null,
        hidden ? MemberStatistics.Of([.. members.Select(n => n.GradientFactor[c][l])]) : null,
        hidden ? TrainedVertex.Of(width, [.. members.Select(n => n.SecondMoment[c][l])], [.. members.Select(n => n.FourthMoment[c][l])]) : null);

    private static double Deviation(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return Math.Sqrt(all.Average(v => (v - mean) * (v - mean)));
    }
}
