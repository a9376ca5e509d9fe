using Theory.Activations;
using Theory.Cli.Output;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;
using Theory.Validation.FunctionFitting;

namespace Theory.Cli.Experiments;

/// <summary>What the theory says about networks before they are trained.</summary>
/// <param name="Class">The universality class.</param>
/// <param name="First">K(1) at the corners of the cube.</param>
/// <param name="Last">K of the last layer; null where the kernel leaves double precision.</param>
/// <param name="GradientGrowth">E|dL/dz(1)|² / E|dL/dz(L)|²; null where the kernel leaves double precision.</param>
internal sealed record FittingTheory(string Class, double First, double? Last, double? GradientGrowth)
{
    /// <summary>The prediction for an ensemble.</summary>
    public static FittingTheory Of(FittingSetting setting)
    {
        ExpectationEvaluator evaluator = new(Activation.Parse(setting.Activation));
        double first = setting.Cb + (setting.Cw * FittingCatalogue.InputScale);
        string name = NameOf(Classifier.Classify(evaluator).Class);
        try
        {
            IReadOnlyList<FlowLayer> layers = KernelFlow.Compute(
                evaluator, new FlowOptions(first, setting.Cb, setting.Cw, FittingWork.Width, setting.HiddenLayers + 1));
            return new FittingTheory(name, first, layers[^1].K, layers[0].GradientGrowth);
        }
        catch (UserInputException)
        {
            return new FittingTheory(name, first, null, null);
        }
    }

    /// <summary>Class, kernel and gradients beside what happened.</summary>
    public static string Table(IReadOnlyList<FittingOutcome> outcomes) => MarkdownTable.Write(
        ["networks", "C_b", "C_W", "class", "K(1)", "K(L)", "gradient growth", "diverged", "not learned"],
        outcomes.GroupBy(o => (o.Setting.Label, o.Setting.Cw)).Select(g =>
        {
            FittingSetting setting = g.First().Setting;
            FittingTheory theory = Of(setting);
            int all = g.Sum(o => o.Record.Networks.Count);
            return (IReadOnlyList<string>)
            [
                setting.Label, Format.Number(setting.Cb, 4), Format.Number(setting.Cw, 4), theory.Class, Format.Number(theory.First, 3),
                theory.Last is null ? "explodes" : Format.Number(theory.Last, 3), theory.GradientGrowth is null ? "explodes" : Format.Number(theory.GradientGrowth, 3),
                $"{g.Sum(o => o.Diverged)} of {all}", $"{g.Sum(o => o.NotLearned)} of {all}",
            ];
        }));

    private static string NameOf(UniversalityClass value) => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
