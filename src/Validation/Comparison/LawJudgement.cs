using System.Globalization;
using MathNet.Numerics.Distributions;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;
using Theory.Validation.Statistics;

namespace Theory.Validation.Comparison;

/// <summary>An ensemble against the exact law of its metric, layer by layer: the whole distribution, at any width and depth, without an expansion in 1/n.</summary>
/// <param name="Layers">The layers after the first that the law reaches.</param>
/// <param name="End">Where the law ends; null where it reaches the last layer.</param>
public sealed record LawJudgement(IReadOnlyList<LawDistance> Layers, FlowEnd? End)
{
    /// <summary>10^-70, the square of what single precision has of normal numbers.</summary>
    private const double LowestFloor = -161;

    /// <summary>Just below ln of the largest double: beyond it laws say only how much is there, ensembles of homogeneous activations go on.</summary>
    private const double Ceiling = 700;

    /// <summary>The layer that deviates most; null without any.</summary>
    public LawDistance? Worst => Layers.MinBy(l => l.Probability);

    /// <summary>The probability of all layers together: the smallest, times their number, since layers of one network are not independent.</summary>
    public double Probability => Worst is null ? 1 : Math.Min(1, Layers.Count * Worst.Probability);

    /// <summary>The deviation that is as improbable for a single normal number.</summary>
    public double Sigma => Probability >= 1 ? 0 : -Normal.InvCDF(0, 1, Probability / 2);

    /// <summary>The verdict at 4.5 sigma.</summary>
    public Verdict Verdict => Layers.Count == 0 ? Verdict.Undecided : Sigma > EnsembleComparison.RefutingSigma ? Verdict.Refuted : Verdict.Confirmed;

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence => Worst is null ? "UNDECIDED by the exact law: there is no layer to judge"
        : string.Create(CultureInfo.InvariantCulture,
            $"{(Verdict == Verdict.Refuted ? "REFUTED" : "CONFIRMED")} by the exact law: the distribution{(Layers.Count > 1 ? "s" : "")} of G in {Range}, {(Layers.Count > 1 ? $"the most improbable (layer {Worst.Layer}) " : "")}at {Sigma:F1} sigma; a shift of ln G by {Layers.Min(l => l.Shift):G2} would be refuted{(End is null ? "" : $"; {End.Text}")}");

    private string Range => Layers.Count > 1 ? $"layers {Layers[0].Layer} to {Layers[^1].Layer}" : $"layer {Layers[0].Layer}";

    /// <summary>Judges an ensemble.</summary>
    /// <param name="law">The law of the networks that were drawn.</param>
    /// <param name="ensemble">The logarithms of the metric and the number of networks that overflowed, by layer from 1.</param>
    /// <param name="floor">ln of the metric below which precision lets networks be counted as smaller than they are, as those of metric 0.</param>
    /// <remarks>
    /// Distances are taken at the edges of the histogram's bins, a 4096th of ln G, less the error of the law: they can only be too small. Networks that
    /// overflowed count as larger than all others, those below the floor of the precision as smaller, wherever they are: of metric 0 there may be more than the law has, not fewer.
    /// </remarks>
    internal static LawJudgement Of(FlowOutcome<LawLayer> law, Func<int, (LogHistogram Metric, long Overflowed)> ensemble, double floor = LowestFloor)
    {
        List<LawDistance> layers = [];
        foreach (LawLayer layer in law.Layers.Skip(1))
        {
            (LogHistogram metric, long overflowed) = ensemble(layer.Layer);
            double networks = metric.Count + overflowed;
            if (metric.Count == 0)
            {
                break;
            }

            (double Logarithm, long Below)[] above = [.. metric.Edges().Where(e => e.Logarithm > floor && e.Logarithm < Ceiling)];
            (double Logarithm, long Below)[] edges = [(floor, metric.Below(floor)), .. above];
            double distance = layer.Zero.Value - (metric.Zeros / networks) - layer.Zero.Error;
            double steepest = 0;
            (double Edge, double Expected)? last = null;
            foreach ((double edge, long below) in edges)
            {
                (double expected, double density) = layer.CumulativeAndLogDensity(Math.Exp(edge));
                double observed = Math.Abs(expected - (below / networks));

                // What the law itself may be off refutes nobody.
                distance = observed <= distance ? distance : Math.Max(distance, observed - layer.Probability(Math.Exp(edge)).Error);
                // Atoms have no density, but a step within a bin.
                steepest = Math.Max(steepest, last is (double before, double probability) ? Math.Max(density, (expected - probability) / (edge - before)) : density);
                last = (edge, expected);
            }

            // All of a law within one bin, as of a metric that does not fluctuate, is a step there.
            steepest = steepest > 0 ? steepest : LogHistogram.BinsPerUnit;
            double root = Math.Sqrt(networks);
            layers.Add(new LawDistance(layer.Layer, distance, Kolmogorov((root + 0.12 + (0.11 / root)) * distance), RefutedDistance(law.Layers.Count - 1) / root / steepest));
        }

        return new LawJudgement(layers, law.End);
    }

    /// <summary>P(K > x) of Kolmogorov's distribution.</summary>
    private static double Kolmogorov(double x)
    {
        if (x < 0.3)
        {
            return 1;
        }

        double sum = 0;
        for (int k = 1; k <= 40; k++)
        {
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        }

        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>The root of the number of networks times the distance that refutes one of so many layers.</summary>
    private static double RefutedDistance(int layers) => Math.Sqrt(0.5 * Math.Log(2 * layers / (2 * Normal.CDF(0, 1, -EnsembleComparison.RefutingSigma))));
}
