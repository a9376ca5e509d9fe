using MathNet.Numerics.Integration;

namespace Theory.Numerics;

/// <summary>Nodes and weights of the Gauss-Legendre rule on [-1, 1], in arrays of their own.</summary>
/// <param name="Nodes">The zeros of the Legendre polynomial.</param>
/// <param name="Weights">Their weights, which add up to 2.</param>
/// <remarks>MathNet copies all nodes at each access of its properties, which made loops over them quadratic; they are read here, once, and banned elsewhere.</remarks>
internal sealed record LegendreNodes(double[] Nodes, double[] Weights)
{
    /// <summary>The rule with so many nodes.</summary>
    public static LegendreNodes Of(int order)
    {
        GaussLegendreRule rule = new(-1, 1, order);
#pragma warning disable RS0030 // The one place.
        return new LegendreNodes(rule.Abscissas, rule.Weights);
#pragma warning restore RS0030
    }
}
