using Theory.Validation.PhysicsInformed;

namespace Theory.Experiments.Burgers;

/// <summary>The ensembles of physics-informed networks.</summary>
/// <remarks>
/// The paper's C_W are 0.45 for MRePU₂ and 1 for all others; it states no C_b, which is 0 here, and no scaling of inputs. Taken as they are, inputs make
/// the kernel of MRePU₂ explode, so that its first layer also gets a C_W of its own: K(1) = 0.01 at the corners of the box.
/// </remarks>
internal static class BurgersCatalogue
{
    /// <summary>The largest C_W at which mrepu:2 keeps the kernel within a factor 2 of K(1) = 0.01 through 8 layers, C_b = 0.</summary>
    public const double RecommendedCw = 0.896254;

    /// <summary>The K(1) of that recommendation, here at the corners of the box.</summary>
    public const double SmallKernel = 0.01;

    /// <summary>The networks of Figures 15 to 17; all see inputs in [-1, 1]² but one. The last two, which the paper does not have, are MRePU about its
    /// inflection, whose K* = 0 is critical and stable at C_b = 0, C_W = 1, from kernels within its basin at the corners of the box (K below 1.5167 for p = 2,
    /// 0.2722 for p = 3).</summary>
    public static IReadOnlyList<BurgersSetting> Figures { get; } =
    [
        new("GELU, C_W = 1", "gelu", 1, 0, InputScaling.Box),
        new("MRePU₂, C_W = 0.45, raw inputs", "mrepu:2", 0.45, 0, InputScaling.None),
        new("MRePU₂, C_W = 0.45, K(1) = 0.01", "mrepu:2", 0.45, 0, SmallKernel, InputScaling.Box),
        new("MRePU₂, recommended, K(1) = 0.01", "mrepu:2", RecommendedCw, 0, SmallKernel, InputScaling.Box),
        new("ReLU, C_W = 1", "relu", 1, 0, InputScaling.Box),
        new("tanh, C_W = 1", "tanh", 1, 0, InputScaling.Box),
        new("inflected MRePU₂, C_W = 1, K(1) = 0.25", "imrepu:2", 1, 0, 0.25, InputScaling.Box),
        new("inflected MRePU₃, C_W = 1, K(1) = 0.05", "imrepu:3", 1, 0, 0.05, InputScaling.Box),
    ];

    /// <summary>The network of Raissi et al.: tanh, inputs in [-1, 1]², C_W = 1 as Glorot's initialisation has it between layers of equal width.</summary>
    public static IReadOnlyList<BurgersSetting> Yardstick { get; } = [new("tanh, C_W = 1", "tanh", 1, 0, InputScaling.Box)];
}
