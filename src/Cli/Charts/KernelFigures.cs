using Theory.Activations;
using Theory.Experiments.Figures;
using Theory.Experiments.Reporting;
using Theory.Numerics.Evaluation;

namespace Theory.Cli.Charts;

/// <summary>Figures of two-input expectations.</summary>
internal static class KernelFigures
{
    /// <summary>Both expectations against the correlation.</summary>
    public static Figure AgainstCorrelation(Activation activation, IReadOnlyList<TwoInputValues> points)
    {
        TwoInputValues[] ordered = [.. points.OrderBy(p => p.Rho)];
        return new Figure(
            $"Two-input kernel of {Typography.NameOf(activation)}",
            new FigureAxis("correlation ρ of the preactivations"),
            new FigureAxis(""),
            [
                new LineSeries("⟨s s⟩", ordered.Select(p => p.Rho), ordered.Select(p => p.KernelProduct.Value)),
                new LineSeries("⟨s′ s′⟩", ordered.Select(p => p.Rho), ordered.Select(p => p.DerivativeProduct.Value)) { Dashed = true },
            ])
        {
            Subtitle = $"K_a = {Format.Number(ordered[0].Ka)}, K_b = {Format.Number(ordered[0].Kb)}",
        };
    }
}
