namespace Theory.Experiments.FiniteWidth;

/// <summary>Which networks are compared, and how many.</summary>
internal static class SweepCatalogue
{
    // Kernels of moderate size, and susceptibilities near 1 and below, so that the expansion has a meaning for 6 layers of width 16.
    private static readonly (string Activation, double Cb, double Cw)[] Activations =
    [
        ("tanh", 0.1, 1.5), ("erf", 0.1, 1.2), ("sin", 0.1, 1.4), ("arctan", 0.1, 1.6), ("isru:1", 0.1, 1.5),
        ("gelu", 0.2, 1.3), ("swish", 0.2, 1.5), ("mish", 0.2, 1.1), ("shifted_softplus", 0.2, 2), ("sigmoid", 0.1, 4),
    ];

    private static readonly int[] Depths = [2, 3, 4, 5, 6];

    private static readonly SweepSetting[] All = [.. from a in Activations from layers in Depths select new SweepSetting(a.Activation, a.Cb, a.Cw, layers)];

    /// <summary>Every network at every width.</summary>
    public static IReadOnlyList<SweepEnsemble> Ensembles(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Choose<SweepEnsemble[]>(
            [.. Of([All[0], All[6]], [(16, 256, 4096), (32, 256, 4096), (64, 128, 4096)], 1)],
            [.. Of(All, [(16, 8192, 100_000), (32, 8192, 120_000), (64, 6144, 100_000), (128, 1536, 40_000), (256, 384, 15_000), (512, 64, 6_000)], 1)],
            [.. Of(All, [(16, 8192, 100_000), (32, 8192, 120_000), (64, 8192, 120_000), (128, 4096, 100_000), (256, 1024, 40_000), (512, 256, 15_000)], 16)]);
    }

    /// <summary>
    /// The order 1/n^2 asks for most networks where it can be seen at all. It grows with the square of the depth, and so do costs with the depth: shallow networks are more.
    /// </summary>
    private static IEnumerable<SweepEnsemble> Of(IEnumerable<SweepSetting> networks, (int Width, int Trained, int Sampled)[] sizes, int times) =>
        from n in networks
        let factor = times * 5.0 / n.Layers
        from s in sizes
        select new SweepEnsemble(n, s.Width, (int)(factor * s.Trained), (int)(factor * s.Sampled));
}
