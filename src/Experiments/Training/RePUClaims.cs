using Theory.Experiments.Reporting;

namespace Theory.Experiments.Training;

/// <summary>What the paper states about training RePU networks (section 3.2).</summary>
internal static class RePUClaims
{
    /// <summary>A mean output that varies less than this fraction of the target is called constant.</summary>
    private const double Constant = 0.1;

    /// <summary>A median loss below this fraction of the best constant's is called learning.</summary>
    private const double Learned = 0.5;

    /// <summary>The statements that the ensembles can decide.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<TrainingOutcome> outcomes) => [.. outcomes.SelectMany(Of)];

    private static IEnumerable<Claim> Of(TrainingOutcome o)
    {
        bool? learns = o.Trained < 3 ? null
            : o.RelativeTestLoss < Learned ? true
            : o.RelativeTrainingLoss < Learned ? null : false;
        if (o.Setting.HiddenLayers == 1)
        {
            yield return new Claim($"RePU with one hidden layer learns ({o.Setting.Label}).", learns, Evidence(o));
            yield break;
        }

        yield return new Claim($"There is no significant learning with 3 or 5 hidden layers ({o.Setting.Label}).", !learns, Evidence(o));
        yield return new Claim(
            $"The mean output converges to a constant ({o.Setting.Label}).",
            o.Trained < 3 ? null : o.RelativeVariation < Constant,
            $"It varies {Format.Number(o.RelativeVariation, 2)} times as much as the target; its s.d. over networks is {Format.Number(o.OutputSpread, 2)}.");
        yield return Kernel(o);
    }

    private static Claim Kernel(TrainingOutcome o)
    {
        CheckpointOutcome start = o.Checkpoints[0];
        double first = start.Layers[0].Kernel.Median;
        double last = start.Layers[^2].Kernel.Median;
        return new Claim(
            $"The kernel diminishes quickly with depth ({o.Setting.Label}).",
            double.IsFinite(last) ? last < first / 10 : null,
            $"At initialisation its median goes from {Format.Number(first, 3)} in layer 1 to {Format.Number(last, 3)} in the last hidden layer; {start.Overflowed} networks overflowed.");
    }

    private static string Evidence(TrainingOutcome o) => o.Trained == 0
        ? "Every network overflowed."
        : $"The median training loss is {Format.Number(o.RelativeTrainingLoss, 2)} of the best constant's, the test loss {Format.Number(o.RelativeTestLoss, 2)}"
        + $"{(o.RelativeTrainingLoss < Learned && o.RelativeTestLoss >= Learned ? " (it fits the samples and explodes between or beyond them)" : "")}; {o.Trained} networks remained finite.";
}
