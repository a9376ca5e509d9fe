using Theory.Activations;
using Theory.Networks;
using Theory.Numerics.Compilation;
using Theory.Numerics.Criticality;
using Theory.Numerics.ExactLaw;
using Theory.Numerics.Flow;

namespace Theory.Numerics.AngleLaw;

/// <summary>The exact law of the correlation rho = G12/sqrt(G11 G22) of two inputs, layer by layer, at any width: no sampling, no expansion in 1/n.</summary>
/// <remarks>
/// For s(cz) = c s(z), c > 0, and no biases the next rho depends on the present one only, not on the norms. Q_w(x) = e^w G11 - 2x G12 + e^-w G22 is linear in the
/// stochastic metric, which is a sum over neurons, so that E exp(-tQ) is the power n of an expectation over one pair of normal numbers, closed in orthant
/// probabilities; it vanishes at two w where rho > 1/x and at none elsewhere, so that the density of Q_w at 0, integrated over w, is the Abel transform of the law of rho.
/// </remarks>
public static class AngleLaw
{
    /// <summary>Laws of fewer neurons have long tails: many correlations to go on from, each to many.</summary>
    private const int Narrow = 24;

    /// <summary>The laws of all layers.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="rho">The correlation in the first layer.</param>
    /// <param name="probabilities">The probabilities of quantiles; <see cref="MetricLaw.DefaultProbabilities"/> unless given.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="UserInputException">An activation is not scale-invariant, or there are biases; rho is not a correlation; a width is infinite.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public static FlowOutcome<AngleLayer> Compute(Network network, double rho, IReadOnlyList<double>? probabilities = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.RequireNormal("the exact law of two inputs");
        if (!(Math.Abs(rho) <= 1))
        {
            throw new UserInputException("rho is a correlation and must lie between -1 and 1");
        }

        probabilities ??= MetricLaw.DefaultProbabilities;
        double slope = SlopeOf(network);
        int[] widths = [.. Enumerable.Range(1, network.Depth - 1).Select(network.WidthOf)];
        List<AngleLayer> layers = [First(rho, probabilities)];
        if (widths.Length == 0)
        {
            return new FlowOutcome<AngleLayer>(layers, null);
        }

        bool narrow = slope < 1 && widths.Length > 1 && widths.Min() < Narrow;
        AngleAccuracy high = narrow ? AngleAccuracy.FineNarrow : AngleAccuracy.Fine, low = narrow ? AngleAccuracy.ComparisonNarrow : AngleAccuracy.Comparison;
        using IEnumerator<CorrelationLaw> fine = new AngleChain(slope, widths.Max(), high).Run(rho, widths, cancellation).GetEnumerator();
        using IEnumerator<CorrelationLaw> comparison = new AngleChain(slope, widths.Max(), low).Run(rho, widths, cancellation).GetEnumerator();
        try
        {
            while (fine.MoveNext() && comparison.MoveNext())
            {
                layers.Add(Join(layers.Count + 1, fine.Current, comparison.Current, probabilities));
            }
        }
        catch (LawFailure failure)
        {
            return new FlowOutcome<AngleLayer>(layers, new FlowEnd(layers.Count + 1, FlowEndKind.Expectation, $"the law of two inputs ends at layer {layers.Count + 1}: {failure.Message}; use a depth below"));
        }

        return new FlowOutcome<AngleLayer>(layers, null);
    }

    /// <summary>The slope of the common activation on one side over the larger one.</summary>
    private static double SlopeOf(Network network)
    {
        if (network.LinearLayers.FirstOrDefault(l => l.Cb > 0) is not null)
        {
            throw new UserInputException("the exact law of two inputs needs C_b = 0: with biases the norms enter, and the angle alone is no Markov chain; use theory sample or theory flow --rho");
        }

        double? slope = null;
        foreach (Activation activation in network.Activations.Distinct())
        {
            Homogeneity line = Homogeneity.Of(activation)
                ?? throw new UserInputException($"the exact law of two inputs needs an activation with s(cz) = c s(z) for c > 0, such as relu, leaky_relu, linear or abs, and {activation.Name} is none: its angle depends on the norms; use theory sample or theory flow --rho");
            double right = RunningErrorEvaluator.ValueOf(line.Right), left = RunningErrorEvaluator.ValueOf(line.Left);
            double own = Math.Abs(left) <= Math.Abs(right) ? left / right : right / left;
            slope = slope is null || slope == own ? own : throw new UserInputException("the exact law of two inputs needs one activation in all layers");
        }

        return slope ?? 1;
    }

    private static AngleLayer First(double rho, IReadOnlyList<double> probabilities)
    {
        LawValue certain = new(rho, 0), angle = new(Math.Acos(rho), 0), none = new(0, 0);
        return new AngleLayer(1, rho, null)
        {
            Mean = certain,
            Variance = none,
            MeanAngle = angle,
            VarianceOfAngle = none,
            Quantiles = [.. probabilities.Select(p => (p, certain))],
            AngleQuantiles = [.. probabilities.Select(p => (p, angle))],
            Dead = none,
            Zero = new(rho == 0 ? 1 : 0, 0),
            One = new(rho == 1 ? 1 : 0, 0),
            MinusOne = new(rho == -1 ? 1 : 0, 0),
        };
    }

    private static AngleLayer Join(int layer, CorrelationLaw fine, CorrelationLaw comparison, IReadOnlyList<double> probabilities)
    {
        LawValue Of(Func<CorrelationLaw, double> quantity) => LawValue.Of(quantity(fine), quantity(comparison), scale: 0);
        LawValue Average(Func<AnglePoint, double> function) => fine.Alive > 1e-9 ? Of(l => l.Mean(function)) : LawValue.None("all networks but a billionth have a dead input");
        LawValue Spread(Func<AnglePoint, double> function) => fine.Alive > 1e-9
            ? Of(l =>
            {
                double mean = l.Mean(function);
                return l.Mean(p => (function(p) - mean) * (function(p) - mean));
            })
            : LawValue.None("all networks but a billionth have a dead input");
        LawValue Quantile(double p, Func<AnglePoint, double> function)
        {
            if (fine.Alive <= 1e-9)
            {
                return LawValue.None("all networks but a billionth have a dead input");
            }

            AnglePoint at = fine.Quantile(p);
            LawValue value = LawValue.Of(function(at), function(comparison.Quantile(p)), scale: 0);
            if (!(Math.Abs(at.LogCotangent) < AnglePoint.Edge))
            {
                // An atom.
                return value;
            }

            (AnglePoint low, AnglePoint high) = fine.Doubt(comparison, p, at);
            return value with { Error = Math.Max(value.Error, Math.Max(Math.Abs(function(low) - value.Value), Math.Abs(function(high) - value.Value))) };
        }

        return new AngleLayer(layer, double.NaN, fine)
        {
            Mean = Average(p => p.Correlation),
            Variance = Spread(p => p.Correlation),
            MeanAngle = Average(p => p.Angle),
            VarianceOfAngle = Spread(p => p.Angle),
            Quantiles = [.. probabilities.Select(p => (p, Quantile(p, q => q.Correlation)))],
            AngleQuantiles = [.. probabilities.Select(p => (p, Quantile(1 - p, q => q.Angle)))],
            Dead = Of(l => l.Atoms.Dead),
            Zero = Of(l => Small(l.Atoms.Zero)),
            One = Of(l => l.Atoms.One),
            MinusOne = Of(l => l.Atoms.MinusOne),
        };
    }

    /// <summary>Rounding leaves what is no probability.</summary>
    private static double Small(double probability) => Math.Abs(probability) < 1e-12 ? 0 : probability;
}
