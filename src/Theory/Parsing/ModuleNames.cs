namespace Theory.Parsing;

/// <summary>The modules that stand before names in programs: <c>np.</c>, <c>torch.nn.functional.</c>, <c>tf.keras.activations.</c>.</summary>
internal static class ModuleNames
{
    private static readonly HashSet<string> Known =
    [
        "np", "numpy", "jnp", "jax", "scipy", "special", "stats", "norm", "sp", "sympy", "math", "Math", "MathF", "torch", "nn", "F", "functional", "tf", "tensorflow",
        "keras", "activations", "layers", "ops", "backend", "K", "lax", "flax", "linen", "nnx", "tfa", "experimental", "modules", "activation", "stax", "nt", "neural_tangents",
        "std", "cmath", "f32", "f64", "mp", "mpmath", "cp", "cupy", "mx", "mlx", "paddle", "NNlib", "Flux", "Lux",
    ];

    /// <summary>True for a module that people import.</summary>
    public static bool Contains(string name) => Known.Contains(name);
}
