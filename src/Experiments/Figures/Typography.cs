using System.Text.RegularExpressions;
using Theory.Activations;

namespace Theory.Experiments.Figures;

/// <summary>Names and formulas as a figure sets them, not as they are typed.</summary>
public static partial class Typography
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private const string Subscripts = "₀₁₂₃₄₅₆₇₈₉";

    /// <summary>Names whose capitals are not at the beginning of words.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["relu"] = "ReLU",
        ["leaky_relu"] = "Leaky ReLU",
        ["prelu"] = "PReLU",
        ["relu6"] = "ReLU6",
        ["squared_relu"] = "Squared ReLU",
        ["star_relu"] = "StarReLU",
        ["repu"] = "RePU",
        ["mrepu"] = "MRePU",
        ["imrepu"] = "IMRePU",
        ["symmetric_imrepu"] = "symmetric IMRePU",
        ["smelu"] = "SmeLU",
        ["gelu"] = "GELU",
        ["gelu_tanh"] = "GELU (tanh)",
        ["quick_gelu"] = "QuickGELU",
        ["elu"] = "ELU",
        ["celu"] = "CELU",
        ["selu"] = "SELU",
        ["elish"] = "ELiSH",
        ["hard_elish"] = "hard ELiSH",
        ["isru"] = "ISRU",
        ["isrlu"] = "ISRLU",
        ["gcu"] = "GCU",
        ["lisht"] = "LiSHT",
        ["dsilu"] = "dSiLU",
        ["swish"] = "Swish",
        ["mish"] = "Mish",
        ["serf"] = "Serf",
        ["phish"] = "Phish",
        ["smish"] = "Smish",
        ["logish"] = "Logish",
    };

    /// <summary>The name of an activation: MRePU₂ for mrepu:2, a formula for one without a name.</summary>
    public static string NameOf(Activation activation) => NameOf(activation.Name);

    /// <summary>The same for a name.</summary>
    public static string NameOf(string name)
    {
        int end = name.IndexOfAny([':', '(']);
        string head = end < 0 ? name : name[..end];
        if (ActivationCatalogue.Find(head) is null || (end >= 0 && name[end] == '(' && name[end..].Contains('z', StringComparison.Ordinal)))
        {
            return Formula(name);
        }

        string typeset = Names.GetValueOrDefault(head) ?? head.Replace('_', ' ');
        string rest = end < 0 ? "" : name[end..];
        return rest.StartsWith(':') && rest[1..].All(char.IsAsciiDigit)
            ? typeset + string.Concat(rest[1..].Select(d => Subscripts[d - '0']))
            : typeset + (rest.Length > 0 ? $" {Formula(rest)}" : "");
    }

    /// <summary>A formula in plain text: z·Φ(z) for z*Phi(z).</summary>
    public static string Formula(string text) => Power().Replace(
            Constant().Replace(text, m => m.Value switch { "Phi" => "Φ", "phi" => "φ", "sqrt" => "√", "step" => "θ", _ => "π" }),
            m => string.Concat(m.Groups[1].Value.Select(d => Superscripts[d - '0'])))
        .Replace("*", "·", StringComparison.Ordinal).Replace("-", "−", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(Phi|phi|sqrt|step)(?=\()|\bpi\b")]
    private static partial Regex Constant();

    [GeneratedRegex(@"\^(\d+)")]
    private static partial Regex Power();
}
