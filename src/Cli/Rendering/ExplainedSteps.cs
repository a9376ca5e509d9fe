using System.Text;
using System.Text.Json.Nodes;
using Theory.Expectations;

namespace Theory.Cli.Rendering;

/// <summary>The steps of a derivation, as text, LaTeX or JSON.</summary>
internal static class ExplainedSteps
{
    private static readonly Dictionary<char, string> SpecialCharacters = new()
    {
        ['\\'] = @"\textbackslash{}",
        ['{'] = @"\{",
        ['}'] = @"\}",
        ['^'] = @"\^{}",
        ['_'] = @"\_",
        ['<'] = @"\textless{}",
        ['>'] = @"\textgreater{}",
        ['&'] = @"\&",
        ['%'] = @"\%",
        ['#'] = @"\#",
        ['|'] = @"\textbar{}",
    };

    /// <summary>Numbered sentences, each with its equations.</summary>
    public static void Write(TextWriter text, IReadOnlyList<ExplanationStep> steps, bool latex)
    {
        int number = 1;
        foreach (ExplanationStep step in steps)
        {
            text.WriteLine();
            text.WriteLine(latex ? Escape(step.Sentence) : $"  {number++}. {step.Sentence}");
            foreach (ExplainedEquation equation in step.Equations)
            {
                text.WriteLine(latex ? $"\\[ {equation.Latex} \\]" : $"       {equation.Text}");
            }
        }
    }

    /// <summary>Sentences and equations, the latter as text and LaTeX.</summary>
    public static JsonArray ToJson(IReadOnlyList<ExplanationStep> steps) => new(
        [.. steps.Select(s => new JsonObject
        {
            ["sentence"] = s.Sentence,
            ["equations"] = new JsonArray([.. s.Equations.Select(EquationToJson)]),
        })]);

    /// <summary>An equation as text and LaTeX.</summary>
    public static JsonObject EquationToJson(ExplainedEquation equation) => new() { ["text"] = equation.Text, ["latex"] = equation.Latex };

    /// <summary>Sentences hold plain-text mathematics, which LaTeX sets as it stands.</summary>
    private static string Escape(string sentence)
    {
        StringBuilder escaped = new(sentence.Length);
        foreach (char c in sentence)
        {
            escaped.Append(SpecialCharacters.GetValueOrDefault(c, c.ToString()));
        }

        return escaped.ToString();
    }
}
