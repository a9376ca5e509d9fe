using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Validation.Statistics;

namespace Theory.Experiments.Training;

/// <summary>Figures of trained ensembles.</summary>
internal static class TrainingFigures
{
    /// <summary>The kernel per layer at every checkpoint.</summary>
    public static Figure Kernel(TrainingWork work, TrainingOutcome outcome)
    {
        IReadOnlyList<CheckpointOutcome> checkpoints = outcome.Checkpoints;
        return PerLayer(
            $"Kernel of {Typography.NameOf(outcome.Setting.Activation)} over layers while training", "kernel (1/n) Σ z²", work, outcome, AxisScale.Log10,
            l => l.Kernel, "Lines: median over networks; bands, for the first and the last epoch: 16% to 84%."
            + (checkpoints.Any(c => c.Overflowed > 0) ? $" Overflowed: {string.Join(", ", checkpoints.Select(c => $"{c.Overflowed} at epoch {c.Epoch}"))}." : ""));
    }

    /// <summary>χ⊥ per layer at every checkpoint.</summary>
    public static Figure ChiPerp(TrainingWork work, TrainingOutcome outcome) => PerLayer(
        $"Perpendicular susceptibility of {Typography.NameOf(outcome.Setting.Activation)} while training", "χ⊥ = C_W ⟨s′²⟩", work, outcome,
        FigureAxis.ScaleOf(outcome.Checkpoints.SelectMany(c => c.Layers).Where(l => l.ChiPerp is not null).Select(l => l.ChiPerp!.Median)),
        l => l.ChiPerp, "Lines: median over networks; bands, for the first and the last epoch: 16% to 84%.", new ReferenceLine("criticality: 1", 1));

    /// <summary>The vertex per layer at every checkpoint.</summary>
    public static Figure Vertex(TrainingWork work, TrainingOutcome outcome)
    {
        List<Series> series = [];
        for (int c = 0; c < outcome.Checkpoints.Count; c++)
        {
            LayerOutcome[] layers = [.. outcome.Checkpoints[c].Layers.Where(l => l.Vertex is not null).Skip(1)];
            double[] x = [.. layers.Select(l => (double)l.Layer)];
            series.Add(new LineSeries("", x, layers.Select(l => l.Vertex!.Value)) { Hue = c });
            series.Add(new MarkerSeries($"epoch {outcome.Checkpoints[c].Epoch}", x, layers.Select(l => l.Vertex!.Value), layers.Select(l => l.Vertex!.StandardError)) { Hue = c });
        }

        return new Figure($"Four-point vertex of {Typography.NameOf(outcome.Setting.Activation)} while training", FigureAxis.Layer, new FigureAxis("V = n Cov(z²ᵢ, z²ⱼ), i ≠ j", AxisScale.Log10), series)
        {
            Subtitle = Subtitle(work, outcome),
            Annotation = "Averaged over test inputs; bars: ± one standard error. V(1) is 0 within its error.",
        };
    }

    /// <summary>Output against target: median and spread over networks.</summary>
    public static Figure Outputs(TrainingWork work, TrainingOutcome outcome)
    {
        // Targets lie in [0, 2]; RePU networks can be off by 30 powers of ten, and one such point would hide all others.
        const double Largest = 5;
        int[] all = [.. Enumerable.Range(0, outcome.Targets.Count).OrderBy(i => outcome.Targets[i])];
        int[] drawn = [.. all.Where(i => Math.Abs(outcome.Outputs[i].Median) <= Largest)];
        double[] x = [.. drawn.Select(i => outcome.Targets[i])];
        double[] ends = [0, 2];
        string outside = all.Length == drawn.Length ? "" : $" Not drawn: {all.Length - drawn.Length} of {all.Length} test inputs, whose median output exceeds {Largest}.";
        return new Figure(
            $"Output after training against target: {Typography.NameOf(outcome.Setting.Activation)}",
            new FigureAxis("target"),
            new FigureAxis("output"),
            [
                Outputs("median over networks; bars: 16% to 84%", i => 0),

                // Solid: Skia has no dashes for straight lines in SVG.
                new LineSeries("output = target", ends, ends) { Hue = 1 },
            ])
        {
            Subtitle = Subtitle(work, outcome),
            Annotation = $"{outcome.Trained} of {work.Models} networks remained finite.{outside}{(IsCut() ? $" Bars are cut off at ±{Largest}." : "")}",
            Residuals = new Figure("", new FigureAxis("target"), new FigureAxis("output − target"), [Outputs("", i => outcome.Targets[i]), new ReferenceLine("", 0) { Hue = 1 }]),
        };

        // Neighbouring inputs are not neighbours in the target: a band between them would be of no input.
        MarkerSeries Outputs(string label, Func<int, double> reference) => new(label, x, drawn.Select(i => outcome.Outputs[i].Median - reference(i)))
        {
            Hue = 0,
            Ranges = [.. drawn.Select(i => (Bounded(outcome.Outputs[i].Lower) - reference(i), Bounded(outcome.Outputs[i].Upper) - reference(i)))],
        };

        bool IsCut() => drawn.Any(i => Math.Abs(outcome.Outputs[i].Lower) > Largest || Math.Abs(outcome.Outputs[i].Upper) > Largest);

        static double Bounded(double value) => Math.Clamp(value, -Largest, Largest);
    }

    private static Figure PerLayer(
        string title, string label, TrainingWork work, TrainingOutcome outcome, AxisScale scale, Func<LayerOutcome, MemberStatistics?> select, string annotation, params Series[] more)
    {
        List<Series> series = [];
        for (int c = 0; c < outcome.Checkpoints.Count; c++)
        {
            (LayerOutcome Layer, MemberStatistics Value)[] layers =
                [.. outcome.Checkpoints[c].Layers.Where(l => select(l) is not null).Select(l => (l, select(l)!))];
            double[] x = [.. layers.Select(l => (double)l.Layer.Layer)];
            if (c == 0 || c == outcome.Checkpoints.Count - 1)
            {
                series.Add(new BandSeries("", x, layers.Select(l => l.Value.Lower), layers.Select(l => l.Value.Upper)) { Hue = c });
            }

            series.Add(new LineSeries($"epoch {outcome.Checkpoints[c].Epoch}", x, layers.Select(l => l.Value.Median)) { Hue = c });
        }

        return new Figure(title, FigureAxis.Layer, new FigureAxis(label, scale), [.. series, .. more])
        {
            Subtitle = Subtitle(work, outcome),
            Annotation = annotation,
        };
    }

    private static string Subtitle(TrainingWork work, TrainingOutcome outcome) =>
        $"{outcome.Setting.Label}; C_W = {Format.Number(outcome.Setting.Cw, 4)}, width {work.Width}, {work.Models} networks, {work.Optimizer.Name} {Format.Number(work.Optimizer.LearningRate)}";
}
