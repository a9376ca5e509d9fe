using Theory.Experiments.Reporting;
using Theory.Networks;
using Theory.Numerics.Criticality;
using Theory.Numerics.Evaluation;
using Theory.Numerics.Flow;

namespace Theory.Experiments.Fitting;

/// <summary>What the theory says about networks before they are trained.</summary>
/// <param name="Class">The universality class.</param>
/// <param name="Layers">The layers at the corners of the cube, as far as the kernel stays within double precision.</param>
/// <param name="Depth">The number of layers that there should be.</param>
internal sealed record FittingTheory(string Class, IReadOnlyList<FlowLayer> Layers, int Depth)
{
    /// <summary>K(1).</summary>
    public double First => Layers[0].K;

    /// <summary>The first layer whose kernel leaves double precision; null when none does.</summary>
    public int? ExplodesIn => Layers.Count < Depth ? Layers.Count + 1 : null;

    /// <summary>K of the last layer; null where the kernel leaves double precision.</summary>
    public double? Last => ExplodesIn is null ? Layers[^1].K : null;

    /// <summary>E|dL/dz(1)|² / E|dL/dz(L)|²; null where the kernel leaves double precision.</summary>
    public double? GradientGrowth => ExplodesIn is null ? Layers[0].GradientGrowth : null;

    /// <summary>V/(nK²) of the last layer; null where the kernel leaves double precision.</summary>
    public double? Fluctuation => ExplodesIn is null ? Layers[^1].RelativeFluctuation : null;

    /// <summary>ξ∥ at K(1): negative where deviations of the kernel grow.</summary>
    public double CorrelationDepth => Layers[0].ParallelDepth;

    /// <summary>The prediction for an ensemble, for inputs with this |x|²/n₀: those at the corners of the cube unless told otherwise.</summary>
    public static FittingTheory Of(FittingSetting setting, double inputScale = FittingCatalogue.InputScale)
    {
        Network network = setting.Architecture().Network;
        ExpectationEvaluator evaluator = new(network.ActivationOf(1));
        double first = network[1].Cb + (network[1].Cw * inputScale);
        string name = NameOf(Classifier.Classify(evaluator).Class);
        FlowOutcome<FlowLayer> flow = KernelFlow.Compute(new NetworkEvaluator(network, evaluator), Signal.Kernel(first));

        // The kernel may leave double precision before the last of these layers, but not before the first.
        return new FittingTheory(name, flow.Layers.Count > 0 ? flow.Layers : flow.ToTheLast(), network.Depth);
    }

    /// <summary>Class, kernel and gradients beside what happened.</summary>
    public static string Table(IReadOnlyList<FittingOutcome> outcomes) => MarkdownTable.Write(
        ["networks", "C_b", "C_W", "class", "K(1)", "K(L)", "gradient growth", "V/(nK²)", "diverged", "not learned"],
        outcomes.GroupBy(o => (o.Setting.Label, o.Setting.Cw)).Select(g =>
        {
            FittingSetting setting = g.First().Setting;
            FittingTheory theory = Of(setting);
            int all = g.Sum(o => o.Record.Networks.Count);
            return (IReadOnlyList<string>)
            [
                setting.Label, Format.Number(setting.Cb, 4), Format.Number(setting.Cw, 4), theory.Class, Format.Number(theory.First, 3),
                theory.Last is null ? "explodes" : Format.Number(theory.Last, 3), theory.GradientGrowth is null ? "explodes" : Format.Number(theory.GradientGrowth, 3),
                Format.Number(theory.Fluctuation, 3), $"{g.Sum(o => o.Diverged)} of {all}", $"{g.Sum(o => o.NotLearned)} of {all}",
            ];
        }));

    private static string NameOf(UniversalityClass value) => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));
}
