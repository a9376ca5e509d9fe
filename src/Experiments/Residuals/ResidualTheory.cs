using Theory.Networks;
using Theory.Numerics.Architectures;
using Theory.Numerics.Flow;

namespace Theory.Experiments.Residuals;

/// <summary>What infinite width, and the order 1/n, say about a network before it is trained, for inputs with |x|²/n₀ = 1.</summary>
/// <param name="Layers">The layers as far as kernels stay within double precision.</param>
/// <param name="ExplodesIn">The first layer whose kernel does not; null where all do.</param>
/// <param name="Width">The width of hidden layers.</param>
internal sealed record ResidualTheory(IReadOnlyList<ArchitectureLayer> Layers, int? ExplodesIn, int Width)
{
    /// <summary>K behind the first layer.</summary>
    public double First => Layers[0].K;

    /// <summary>The largest K of all layers, infinite where one leaves double precision.</summary>
    public double Largest => ExplodesIn is null ? Layers.Max(l => l.K) : double.PositiveInfinity;

    /// <summary>True where a kernel leaves single precision, in which networks are trained; K is a square.</summary>
    public bool Explodes => !(Largest < (double)float.MaxValue * float.MaxValue);

    /// <summary>E|dL/dz|² behind the first layer over that of the outputs; null where kernels leave double precision.</summary>
    public double? LogGradient => ExplodesIn is null && double.IsFinite(Layers[0].LogGradient) ? Math.Round(Layers[0].LogGradient / Math.Log(10), 12) : null;

    /// <summary>V/(nK²) of the last hidden layer of which V is known and that is no norm; null where it is not known at the end.</summary>
    public double? Fluctuation => ExplodesIn is null && Layers[^1].Vertex is not null && Layers.SkipLast(1).LastOrDefault(l => l.Vertex is >= 0) is { } l ? l.Vertex / Width / (l.K * l.K) : null;

    /// <summary>The prediction for a setting.</summary>
    public static ResidualTheory Of(ResidualSetting setting, int width)
    {
        Architecture architecture = ResidualCatalogue.At(setting.Layers, width);
        FlowOutcome<ArchitectureLayer> flow = ArchitectureFlow.Compute(architecture, 1);
        return new ResidualTheory(flow.Layers, flow.End is null ? null : flow.Layers.Count + 1, width);
    }
}
