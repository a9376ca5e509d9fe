using System.Globalization;
using Theory.Activations;

namespace Theory.Cli.Rendering.Frameworks;

/// <summary>An activation as a framework writes it: by a name of its own, or piece by piece.</summary>
internal static class FrameworkActivation
{
    /// <summary>What frameworks call activations of the catalogue; null where one lacks it.</summary>
    private static readonly Dictionary<string, (string? PyTorch, string? TorchSharp, string? Jax, string? Keras)> Names = new(StringComparer.Ordinal)
    {
        ["relu"] = ("nn.ReLU()", "nn.ReLU()", "jax.nn.relu", "\"relu\""),
        ["relu6"] = ("nn.ReLU6()", "nn.ReLU6()", "jax.nn.relu6", "\"relu6\""),
        ["leaky_relu(0.01)"] = ("nn.LeakyReLU(0.01)", "nn.LeakyReLU(0.01)", "jax.nn.leaky_relu", null),
        ["gelu"] = ("nn.GELU()", "nn.GELU()", "functools.partial(jax.nn.gelu, approximate=False)", "\"gelu\""),
        ["gelu_tanh"] = ("nn.GELU(approximate=\"tanh\")", null, "jax.nn.gelu", null),
        ["tanh"] = ("nn.Tanh()", "nn.Tanh()", "jnp.tanh", "\"tanh\""),
        ["sigmoid"] = ("nn.Sigmoid()", "nn.Sigmoid()", "jax.nn.sigmoid", "\"sigmoid\""),
        ["swish"] = ("nn.SiLU()", "nn.SiLU()", "jax.nn.silu", "\"silu\""),
        ["mish"] = ("nn.Mish()", null, "jax.nn.mish", "\"mish\""),
        ["softplus"] = ("nn.Softplus()", "nn.Softplus()", "jax.nn.softplus", "\"softplus\""),
        ["elu(1)"] = ("nn.ELU()", "nn.ELU()", "jax.nn.elu", "\"elu\""),
        ["selu"] = ("nn.SELU()", "nn.SELU()", "jax.nn.selu", "\"selu\""),
        ["softsign"] = ("nn.Softsign()", "nn.Softsign()", "jax.nn.soft_sign", "\"softsign\""),
        ["hard_swish"] = ("nn.Hardswish()", "nn.Hardswish()", "jax.nn.hard_swish", "\"hard_silu\""),
        ["tanh_shrink"] = ("nn.Tanhshrink()", "nn.Tanhshrink()", null, "\"tanh_shrink\""),
        ["linear"] = ("nn.Identity()", "nn.Identity()", null, "\"linear\""),
    };

    /// <summary>The framework's own name; null where it has none.</summary>
    public static string? PyTorch(Activation s) => Names.GetValueOrDefault(s.Name).PyTorch;

    /// <summary>The framework's own name; null where it has none.</summary>
    public static string? TorchSharp(Activation s) => Names.GetValueOrDefault(s.Name).TorchSharp;

    /// <summary>The framework's own name; null where it has none.</summary>
    public static string? Jax(Activation s) => Names.GetValueOrDefault(s.Name).Jax;

    /// <summary>The framework's own name; null where it has none.</summary>
    public static string? Keras(Activation s) => Names.GetValueOrDefault(s.Name).Keras;

    /// <summary>The pieces: where z of each is kept inside it, so that what is not taken neither overflows nor spoils gradients.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="write">Writes a piece as a formula in z.</param>
    /// <param name="clamp">z between two ends, either of which may be missing.</param>
    /// <param name="constant">An array like z with one value.</param>
    /// <param name="where">One of two arrays, by whether z lies below a number.</param>
    /// <param name="assign">Gives z another value for the piece: a line of code with its name.</param>
    public static (IReadOnlyList<string> Lines, string Result) Pieces(
        Activation s, Func<Piece, string> write, Func<string?, string?, string> clamp, Func<string, string> constant, Func<string, string, string, string> where, Func<string, string, string> assign)
    {
        List<string> lines = [];
        string? result = null;
        for (int i = s.Pieces.Count - 1; i >= 0; i--)
        {
            Piece piece = s.Pieces[i];
            string name = s.Pieces.Count == 1 ? "z" : $"z{i}";
            string formula = piece.Expression.Contains(Expressions.Symbol.Z) ? Renamed(write(piece), name) : constant(write(piece));
            if (name != "z" && piece.Expression.Contains(Expressions.Symbol.Z))
            {
                lines.Insert(0, assign(name, clamp(piece.From is null ? null : Number(piece.FromValue), piece.To is null ? null : Number(piece.ToValue))));
            }

            result = result is null ? formula : where(Number(piece.ToValue), formula, result);
        }

        return (lines, result!);
    }

    /// <summary>A number as Python and C# read it, a double in any case.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture) is var text && text.Any(c => c is '.' or 'E') ? text : text + ".0";

    /// <summary>The formula with another name for z, which no function's name contains as a word.</summary>
    private static string Renamed(string formula, string name) => name == "z" ? formula : System.Text.RegularExpressions.Regex.Replace(formula, @"\bz\b", name);
}
