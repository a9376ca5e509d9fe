using System.Text.RegularExpressions;

namespace Theory.Activations;

/// <summary>An activation of something other than z, as a formula that can be read.</summary>
public static partial class ActivationCall
{
    /// <summary>The formula: by the activation's name where it can be called, else by what was typed, else by its definition.</summary>
    /// <param name="s">The activation.</param>
    /// <param name="input">What it is called with, a formula.</param>
    public static string Of(Activation s, string input)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (ActivationCatalogue.Find(s.Name) is not null)
        {
            // Numbers alone are refused inside formulas, where they could be parameters.
            return Variable().IsMatch(input) ? $"{s.Name}({input})" : $"{s.Name}(x={input})";
        }

        string formula = Argument().IsMatch(s.Name) ? s.Name : s.Definition.ToString();
        return $"({Argument().Replace(formula, $"({input})")})";
    }

    [GeneratedRegex(@"\(z\)|\bz\b")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\bz\b")]
    private static partial Regex Variable();
}
