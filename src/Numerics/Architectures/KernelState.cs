using Theory.Networks;

namespace Theory.Numerics.Architectures;

/// <summary>The signal of a data set at infinite width, between two layers.</summary>
internal sealed record KernelState
{
    /// <summary>Which covariances there are.</summary>
    public required SiteLayout Layout { get; init; }

    /// <summary>K.</summary>
    public required double[] K { get; init; }

    /// <summary>Theta of the weights so far; null where it is infinite because an activation jumps.</summary>
    public required double[]? Theta { get; init; }

    /// <summary>The means over neurons, site by site; null where they are 0. They are computed when they are asked for.</summary>
    public Lazy<double[]>? Means { get; init; }

    /// <summary>True while neurons differ by their draw only.</summary>
    public bool IsUniform { get; init; } = true;

    /// <summary>Why neurons are not Gaussian; null where they are.</summary>
    public string? NotGaussianBecause { get; init; }

    /// <summary>The shape.</summary>
    public required SignalShape Shape { get; init; }

    /// <summary>K of each site with itself.</summary>
    public double[] Variances() => [.. Enumerable.Range(0, Layout.Sites).Select(s => K[Layout.IndexOf(s, s)])];
}
