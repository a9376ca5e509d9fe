using Theory.Experiments.Reporting;

namespace Theory.Experiments.Training;

/// <summary>What the paper states about training MRePU networks (section 4.2).</summary>
internal static class MRePUClaims
{
    /// <summary>The statements for each ensemble.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<TrainingOutcome> outcomes) => [.. outcomes.SelectMany(Of)];

    private static IEnumerable<Claim> Of(TrainingOutcome o)
    {
        string where = $"({o.Setting.Label})";
        CheckpointOutcome start = o.Checkpoints[0];
        CheckpointOutcome end = o.Checkpoints[^1];
        yield return new Claim(
            $"{(o.Setting.Activation.StartsWith('i') ? "The inflected MRePU" : "MRePU")} with 5 hidden layers learns {where}.",
            o.RelativeTestLoss < 0.5 && o.Trained > 0,
            $"{(o.Trained == 0 ? "No network remained finite" : $"The median test loss is {Format.Number(o.RelativeTestLoss, 2)} of the best constant's; {o.Trained} networks remained finite")}, {start.Overflowed} had overflowed at initialisation.");
        if (o.Trained < 3)
        {
            yield break;
        }

        double[] before = [.. Hidden(start).Select(l => l.ChiPerp!.Median)];
        double[] after = [.. Hidden(end).Select(l => l.ChiPerp!.Median)];
        yield return new Claim(
            $"χ⊥ approaches 1 with training {where}.",
            after.Max(c => Math.Abs(c - 1)) < before.Max(c => Math.Abs(c - 1)) && after.All(c => Math.Abs(c - 1) < 0.5),
            $"χ⊥ of the hidden layers goes from {List(before)} to {List(after)} (medians).");

        // V(1) = 0 at initialisation in any case.
        double[] vertexBefore = [.. Hidden(start).Skip(1).Select(l => l.Vertex!.Value)];
        double[] vertexAfter = [.. Hidden(end).Select(l => l.Vertex!.Value)];
        yield return new Claim(
            $"V decreases to 0 over the layers at initialisation {where}.",
            vertexBefore.All(double.IsFinite) ? Math.Abs(vertexBefore[^1]) < 0.1 * vertexBefore.Max(Math.Abs) : null,
            $"V is {ListWithErrors(start)}.");
        yield return new Claim(
            $"V increases with the layers after training {where}.",
            vertexAfter.All(double.IsFinite) ? vertexAfter.Zip(vertexAfter.Skip(1)).All(p => p.Second > p.First) : null,
            $"V is {ListWithErrors(end)}.");
        double share = LinearShare(vertexAfter);
        yield return new Claim(
            $"That increase is linear {where}.",
            double.IsFinite(share) ? share > 0.9 : null,
            $"A straight line over the layers explains {Format.Number(100 * share, 2)}% of the variance of V, a straight line for ln V "
            + $"{(vertexAfter.Skip(1).All(v => v > 0) ? Format.Number(100 * LinearShare([.. vertexAfter.Skip(1).Select(v => Math.Log(v))]), 2) : "-")}% of that of ln V from layer 2 on.");
    }

    private static IEnumerable<LayerOutcome> Hidden(CheckpointOutcome checkpoint) => checkpoint.Layers.Where(l => l.ChiPerp is not null);

    private static string List(IEnumerable<double> values) => string.Join(", ", values.Select(v => Format.Number(v, 3)));

    private static string ListWithErrors(CheckpointOutcome checkpoint) =>
        string.Join(", ", Hidden(checkpoint).Select(l => $"{Format.Number(l.Vertex!.Value, 2)} ± {Format.Number(l.Vertex.StandardError, 1)}"));

    /// <summary>The square of the correlation with the layer.</summary>
    private static double LinearShare(double[] values)
    {
        double meanX = (values.Length - 1) / 2.0;
        double meanY = values.Average();
        double xy = values.Select((v, i) => (i - meanX) * (v - meanY)).Sum();
        double xx = values.Select((_, i) => (i - meanX) * (i - meanX)).Sum();
        double yy = values.Sum(v => (v - meanY) * (v - meanY));
        return xy * xy / (xx * yy);
    }
}
