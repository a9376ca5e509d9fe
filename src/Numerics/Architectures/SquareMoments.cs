using Theory.Activations;

namespace Theory.Numerics.Architectures;

/// <summary>The moments of (c s(z))^2 on which fluctuations depend.</summary>
/// <param name="Activation">s; null for the identity, which remembers nothing.</param>
/// <param name="K">The kernel of z.</param>
/// <param name="Slope">g'(K) of s.</param>
/// <param name="Variance">m4 - g^2 of s.</param>
internal sealed record SquareMoments(Activation? Activation, double K, double Slope, double Variance)
{
    /// <summary>c^2.</summary>
    public double Square { get; init; } = 1;

    /// <summary>Those of z itself.</summary>
    public static SquareMoments OfSignal(double k) => new(null, k, 1, 2 * k * k);

    /// <summary>Those of the same times a number.</summary>
    public SquareMoments Scaled(double factor) => this with { Square = Square * factor * factor };

    /// <summary>Those of the activation behind a norm: to this order s(z)^2 loses its second coefficient, and the first one where the mean is taken off.</summary>
    /// <param name="first">The first Hermite coefficient of s^2, or 0.</param>
    public SquareMoments Normalised(double first) => this with { Slope = 0, Variance = Variance - (2 * K * Slope * K * Slope) - (first * first) };

    /// <summary>n Var of C_W (c s)^2 averaged over neurons, from the V of z and what neurons remember.</summary>
    public double Vertex(double cw, double ratio, double vertex, double overlap)
    {
        double factor = cw * Square;
        return (factor * factor * Variance * ratio) + (factor * Slope * factor * Slope * vertex) + (factor * factor * 2 * Math.Sqrt(2) * K * Slope * overlap);
    }
}
