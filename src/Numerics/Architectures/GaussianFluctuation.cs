using System.Collections.Immutable;

namespace Theory.Numerics.Architectures;

/// <summary>The covariances of two different neurons of a signal that is Gaussian at infinite width.</summary>
/// <remarks>
/// For functions f of one neuron and h of another, Cov(f, h) = (1/n) sum_pq B_pq f_p h_q in normalised Hermite polynomials of z/sqrt(K), where B_pq is 0 unless p or q
/// is 2: to this order neurons know of each other by their common variances only, and behind a layer norm by their common mean, which is 0: <see cref="Means"/>. B_22 = V/(2 K^2); the row B_2q, q other than 2, is what neurons that were carried on by
/// skips remember of the activations they went through: (B_2q) = sum over <see cref="Memories"/> of c rho^q S_q, S_q the coefficients of s(z)^2 where it was applied.
/// </remarks>
/// <param name="Width">n, in whose inverse the covariances are; null where it does not matter.</param>
/// <param name="K">K.</param>
/// <param name="Vertex">V.</param>
/// <param name="Forgetful">V as it would be if the memories were left out.</param>
/// <param name="Memories">The activations that skips have carried along.</param>
internal sealed record GaussianFluctuation(int? Width, double K, double Vertex, double Forgetful, ImmutableArray<NeuronMemory> Memories) : IFluctuation
{
    /// <summary>True for the input itself, whose square is the same in every network until its neurons count one by one.</summary>
    public bool IsInput { get; init; }

    /// <summary>B_11: -1 behind a layer norm, else 0.</summary>
    public double Means { get; init; }

    /// <summary>An input.</summary>
    public static GaussianFluctuation OfInput(double k) => new(null, k, 0, 0, []) { IsInput = true };

    /// <summary>The same in the inverse of another width.</summary>
    public GaussianFluctuation At(int? width)
    {
        double ratio = WidthRatio.Of(width, Width);
        return this with { IsInput = false, Width = width, Vertex = Vertex * ratio, Forgetful = Forgetful * ratio, Means = Means * ratio, Memories = [.. Memories.Select(m => m with { Coefficient = m.Coefficient * ratio })] };
    }

    /// <summary>The same for the signal times a number.</summary>
    public GaussianFluctuation Scaled(double factor)
    {
        double square = factor * factor;
        return this with
        {
            K = square * K,
            Vertex = square * square * Vertex,
            Forgetful = square * square * Forgetful,
            Memories = [.. Memories.Select(m => m with { Correlation = Math.Sign(factor) * m.Correlation })],
        };
    }
}
