using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Training;

/// <summary>What the paper states about training MRePU networks (section 4.2).</summary>
internal static class MRePUClaims
{
    /// <summary>What is smaller than this part of its largest value has decreased to 0.</summary>
    private const double Vanished = 0.1;

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

        Estimate[] before = [.. Hidden(start).Select(ChiPerp)];
        Estimate[] after = [.. Hidden(end).Select(ChiPerp)];
        yield return new Claim(
            $"χ⊥ approaches 1 with training {where}.",
            Approaches(before, after),
            $"χ⊥ of the hidden layers goes from {List(before)} to {List(after)} (medians).");

        // V(1) = 0 at initialisation in any case.
        Estimate[] vertexBefore = [.. Hidden(start).Skip(1).Select(l => l.Vertex!)];
        Estimate[] vertexAfter = [.. Hidden(end).Select(l => l.Vertex!)];
        Estimate largest = vertexBefore.Select(Size).MaxBy(v => v.Value)!;
        yield return new Claim(
            $"V decreases to 0 over the layers at initialisation {where}.",
            MeasuredOrder.IsSmaller(Size(vertexBefore[^1]), new Estimate(Vanished * largest.Value, Vanished * largest.StandardError)),
            $"V is {ListWithErrors(start)}.");
        bool? increases = MeasuredOrder.IsIncreasing(vertexAfter);
        yield return new Claim($"V increases with the layers after training {where}.", increases, $"V is {ListWithErrors(end)}.");
        double sigma = MeasuredOrder.SigmaFromLine(vertexAfter);
        yield return new Claim(
            $"That increase is linear {where}.",
            sigma > RankComparison.Threshold ? false : double.IsFinite(sigma) && increases == true && LinearShare(vertexAfter) > 0.9 ? true : null,
            $"V lies {Format.Number(sigma, 2)} sigma off the straight line that fits it best, which explains {Format.Number(100 * LinearShare(vertexAfter), 2)}% of its variance; a straight line for ln V "
            + $"{(vertexAfter.Skip(1).All(v => v.Value > 0) ? Format.Number(100 * LinearShare([.. vertexAfter.Skip(1).Select(v => v with { Value = Math.Log(v.Value) })]), 2) : "-")}% of that of ln V from layer 2 on.");
    }

    /// <summary>Whether the largest distance from 1 shrinks, and to less than a half.</summary>
    private static bool? Approaches(Estimate[] before, Estimate[] after)
    {
        (Estimate first, Estimate last) = (FarthestFromOne(before), FarthestFromOne(after));
        (bool? shrinks, bool? near) = (MeasuredOrder.IsSmaller(last, first), MeasuredOrder.IsSmaller(last, new Estimate(0.5, 0)));
        return shrinks == false || near == false ? false : shrinks == true && near == true ? true : null;
    }

    private static Estimate FarthestFromOne(Estimate[] values) => values.Select(v => Size(v with { Value = v.Value - 1 })).MaxBy(v => v.Value)!;

    private static Estimate Size(Estimate value) => value with { Value = Math.Abs(value.Value) };

    /// <summary>The median over networks; its error is that of normal numbers with the same deviation, and less where tails are heavy.</summary>
    private static Estimate ChiPerp(LayerOutcome layer) =>
        new(layer.ChiPerp!.Median, Math.Sqrt(Math.PI / 2 / layer.ChiPerp.Members) * layer.ChiPerp.Deviation);

    private static IEnumerable<LayerOutcome> Hidden(CheckpointOutcome checkpoint) => checkpoint.Layers.Where(l => l.ChiPerp is not null);

    private static string List(IEnumerable<Estimate> values) => string.Join(", ", values.Select(v => Format.Number(v.Value, 3)));

    private static string ListWithErrors(CheckpointOutcome checkpoint) =>
        string.Join(", ", Hidden(checkpoint).Select(l => $"{Format.Number(l.Vertex!.Value, 2)} ± {Format.Number(l.Vertex.StandardError, 1)}"));

    /// <summary>The square of the correlation with the layer.</summary>
    private static double LinearShare(Estimate[] values)
    {
        double meanX = (values.Length - 1) / 2.0;
        double meanY = values.Average(v => v.Value);
        double xy = values.Select((v, i) => (i - meanX) * (v.Value - meanY)).Sum();
        double xx = values.Select((_, i) => (i - meanX) * (i - meanX)).Sum();
        double yy = values.Sum(v => (v.Value - meanY) * (v.Value - meanY));
        return xy * xy / (xx * yy);
    }
}
