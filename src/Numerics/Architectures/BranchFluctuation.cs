using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>The fluctuations of the branch of a skip, together with those of the signal z that entered it.</summary>
/// <remarks>Cov(f(z_i), u_j^2) = (1/n) d (Cov(f, s^2) + B(f, s^2)), B that of z and s the first activation of the branch.</remarks>
/// <param name="Entrance">Those of z.</param>
internal sealed record BranchFluctuation(GaussianFluctuation Entrance) : IFluctuation
{
    /// <summary>The norm between z and the first activation; null where there is none.</summary>
    public NormalisationKind? Norm { get; init; }

    /// <summary>The first activation; null before it.</summary>
    public SquareMoments? First { get; init; }

    /// <summary>True behind the first weights.</summary>
    public bool IsThroughWeights { get; init; }

    /// <summary>d.</summary>
    public double Response { get; init; }

    /// <summary>V of the branch itself, in the inverse of the width of z.</summary>
    public double Vertex { get; init; }

    /// <summary>The same without memories.</summary>
    public double Forgetful { get; init; }

    /// <summary>The overlap of the first activation with what neurons remember.</summary>
    public double Overlap { get; init; }

    /// <summary>The activation behind which it stands; null behind weights.</summary>
    public SquareMoments? Pending { get; init; }
}
