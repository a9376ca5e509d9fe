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

    /// <summary>Every activation at every depth.</summary>
    public static IReadOnlyList<SweepSetting> All { get; } = [.. from a in Activations from layers in Depths select new SweepSetting(a.Activation, a.Cb, a.Cw, layers)];

    /// <summary>The smallest of them.</summary>
    public static IReadOnlyList<SweepSetting> Few { get; } = [All[0], All[6]];

    /// <summary>Widths with the numbers of networks that are trained, and sampled: what is left at order 1/n^2 asks for most where it can be seen at all.</summary>
    public static IReadOnlyList<(int Width, int Trained, int Sampled)> Sizes(ExperimentSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Choose<(int, int, int)[]>(
            [(16, 256, 4096), (32, 256, 4096), (64, 128, 4096)],
            [(16, 16_384, 300_000), (32, 16_384, 400_000), (64, 12_288, 400_000), (128, 2048, 150_000), (256, 512, 40_000), (512, 96, 20_000)],
            [(16, 131_072, 8_000_000), (32, 131_072, 8_000_000), (64, 65_536, 6_000_000), (128, 32_768, 4_000_000), (256, 4096, 1_000_000), (512, 1024, 300_000)]);
    }
}
