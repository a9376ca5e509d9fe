using Theory.Cli.Output;
using Theory.Validation.Experiments;

namespace Theory.Cli.Experiments;

/// <summary>What the paper states about training RePU networks (section 3.2).</summary>
internal static class RePUClaims
{
    /// <summary>A mean output that varies less than this fraction of the target is called constant.</summary>
    private const double Constant = 0.1;

    /// <summary>A median test loss below this fraction of the best constant's is called learning.</summary>
    private const double Learned = 0.5;

    /// <summary>The statements that the ensembles can decide.</summary>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<TrainingOutcome> outcomes) => [.. outcomes.SelectMany(Of)];

    private static IEnumerable<Claim> Of(TrainingOutcome o)
    {
        if (o.Setting.HiddenLayers == 1)
        {
            yield return new Claim($"With one hidden layer RePU learns ({o.Setting.Activation}).", Decided(o, o.RelativeTestLoss < Learned), Outputs(o));
            yield break;
        }

        yield return new Claim(
            $"With {o.Setting.HiddenLayers} hidden layers there is no significant learning ({o.Setting.Activation}).", Decided(o, o.RelativeTestLoss >= Learned), Outputs(o));
        yield return new Claim(
            $"With {o.Setting.HiddenLayers} hidden layers the mean output converges to a constant ({o.Setting.Activation}).", Decided(o, o.RelativeVariation < Constant), Outputs(o));
        CheckpointOutcome start = o.Checkpoints[0];
        double first = start.Layers[0].Kernel.Median;
        double last = start.Layers[^2].Kernel.Median;
        yield return new Claim(
            $"With {o.Setting.HiddenLayers} hidden layers the kernel diminishes quickly with depth ({o.Setting.Activation}).",
            double.IsFinite(last) ? last < first / 10 : null,
            $"At initialisation the median kernel falls from {Format.Number(first, 3)} in layer 1 to {Format.Number(last, 3)} in the last hidden layer; {start.Overflowed} networks overflowed.");
    }

    private static bool? Decided(TrainingOutcome o, bool holds) => o.Trained < 3 ? null : holds;

    private static string Outputs(TrainingOutcome o) => o.Trained == 0
        ? "Every network overflowed."
        : $"The median test loss is {Format.Number(o.RelativeTestLoss, 2)} of the best constant's, the mean output varies {Format.Number(o.RelativeVariation, 2)} times as much as the target, "
        + $"its s.d. over networks is {Format.Number(o.OutputSpread, 2)}; {o.Trained} networks remained finite.";
}
