using System.Text.RegularExpressions;

namespace Theory.Parsing;

/// <summary>
/// Texts from programs and papers in the spelling of the parser: functions without a name of MATLAB, R, C++, Rust, JavaScript and Mathematica as
/// <c>lambda x:</c>, names with <c>::</c>, <c>0.5f</c>, <c>x_+</c>, <c>\begin{cases}</c>, and what stands around formulas in LaTeX.
/// </summary>
internal static partial class PastedText
{
    /// <summary>The text in the parser's spelling; what is in it already comes back as it is.</summary>
    public static string Normalized(string text)
    {
        string inner = WithoutMathMarks(text);
        inner = Statement().Replace(inner, "");
        inner = Scope().Replace(inner, ".");
        inner = FloatSuffix().Replace(inner, "${number}");
        inner = AsLambda(inner);
        inner = Cases().Replace(inner, m => OfCases(m.Groups["body"].Value));
        inner = Indicator().Replace(inner, "");
        inner = PositivePartOfName().Replace(inner, "max(0, ${name})");
        inner = PositivePart().Replace(inner, ")_+");
        inner = ClipToRange().Replace(inner, "clip(${value}, ${range})");
        return ClipToOne().Replace(inner, "clip(${value}, -1, 1)");
    }

    /// <summary>$ … $, \( … \) and \[ … \].</summary>
    private static string WithoutMathMarks(string text)
    {
        string trimmed = text.Trim();
        foreach ((string open, string close) in (ReadOnlySpan<(string, string)>)[("$$", "$$"), ("$", "$"), (@"\(", @"\)"), (@"\[", @"\]")])
        {
            if (trimmed.Length > open.Length + close.Length && trimmed.StartsWith(open, StringComparison.Ordinal) && trimmed.EndsWith(close, StringComparison.Ordinal))
            {
                return trimmed[open.Length..^close.Length];
            }
        }

        return text;
    }

    private static string AsLambda(string text)
    {
        // Tanh[#]&
        if (text.TrimEnd() is [.. string pure, '&'] && pure.Contains('#', StringComparison.Ordinal))
        {
            return "lambda x: " + Slot().Replace(pure, "x");
        }

        foreach (Regex header in (ReadOnlySpan<Regex>)[Anonymous(), Arrow(), Typed(), MathematicaFunction(), Closure()])
        {
            if (header.Match(text) is { Success: true } match)
            {
                return $"lambda {match.Groups["name"].Value}: {Statement().Replace(match.Groups["body"].Value, "")}";
            }
        }

        return text;
    }

    /// <summary>Rows of values and conditions as SymPy's tuples.</summary>
    private static string OfCases(string body)
    {
        IEnumerable<string> rows = body.Split(@"\\", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(row =>
        {
            int separator = row.IndexOf('&', StringComparison.Ordinal);
            string value = (separator < 0 ? row : row[..separator]).Trim().TrimEnd(',');
            string condition = CaseWords().Replace(separator < 0 ? "" : row[(separator + 1)..], " ").Trim().TrimEnd('.', ',');
            return $"({value}, {(condition.Length == 0 ? "True" : condition)})";
        });
        return $"Piecewise({string.Join(", ", rows)})";
    }

    /// <summary>What makes a statement of an expression: return before it and a semicolon after it.</summary>
    [GeneratedRegex(@"^\s*return\b\s*|\s*;\s*$", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<=\w)::(?=[A-Za-z_])")]
    private static partial Regex Scope();

    [GeneratedRegex(@"(?<![\w.])(?<number>\d+\.?\d*|\.\d+)[fF](?![\w(])")]
    private static partial Regex FloatSuffix();

    [GeneratedRegex(@"#1?")]
    private static partial Regex Slot();

    /// <summary>MATLAB's @(x) …, R's function(x) … and \(x) …, with or without f = before.</summary>
    [GeneratedRegex(@"^\s*(?:[A-Za-z_]\w*\s*(?:=|<-)\s*)?(?:@|\\|function\s*)\(\s*(?<name>[A-Za-z_]\w*)\s*\)\s*\{?\s*(?<body>.*?)\s*\}?\s*$", RegexOptions.Singleline)]
    private static partial Regex Anonymous();

    /// <summary>(x) => … and (x) -> ….</summary>
    [GeneratedRegex(@"^\s*(?:(?:const|let|var)\s+)?(?:[A-Za-z_]\w*\s*=\s*)?\(\s*(?<name>[A-Za-z_]\w*)\s*\)\s*(?:=>|->)\s*(?<body>.*)$", RegexOptions.Singleline)]
    private static partial Regex Arrow();

    /// <summary>double f(double x) => …, float f(float x) { return …; } and [](double x) { return …; }.</summary>
    [GeneratedRegex(@"^[\w\s=&\[\]]*\(\s*(?:const\s+)?(?:double|float|auto|T|Scalar|f32|f64)\s*&?\s+(?<name>[A-Za-z_]\w*)\s*\)\s*(?:->\s*\w+\s*)?(?:=>\s*(?<body>.*)|\{\s*(?<body>.*?)\s*\}\s*;?\s*)$", RegexOptions.Singleline)]
    private static partial Regex Typed();

    [GeneratedRegex(@"^\s*Function\[\s*\{?\s*(?<name>[A-Za-z]\w*)\s*\}?\s*,\s*(?<body>.*)\]\s*$", RegexOptions.Singleline)]
    private static partial Regex MathematicaFunction();

    /// <summary>Rust's |x| x.tanh(): bars around the name, and a method of it or a type after it; |x| x alone is a product.</summary>
    [GeneratedRegex(@"^\s*\|(?:(?<name>[A-Za-z_]\w*)\|(?=.*\b\k<name>\.[A-Za-z])|(?<name>[A-Za-z_]\w*)\s*:\s*f(?:32|64)\s*\|)\s*(?<body>.*)$", RegexOptions.Singleline)]
    private static partial Regex Closure();

    [GeneratedRegex(@"\\begin\{(?:cases|dcases)\}(?<body>.*?)\\end\{(?:cases|dcases)\}", RegexOptions.Singleline)]
    private static partial Regex Cases();

    [GeneratedRegex(@"\\(?:text|mathrm|textrm)\{\s*(?:if|for|when|otherwise|else|where)?\s*\}|\b(?:if|for|when|otherwise|else)\b|\\(?:quad|qquad)\b")]
    private static partial Regex CaseWords();

    /// <summary>The printed 1 of an indicator, behind which its condition stands in braces or brackets.</summary>
    [GeneratedRegex(@"(?:\\(?:mathbb|mathbf|mathds|boldsymbol)\s*(?:\{\s*1\s*\}|1)|\uD835\uDFD9|\uD835\uDFCF)\s*_?\s*(?=[{\[(\\])")]
    private static partial Regex Indicator();

    /// <summary>x_+, x^+ and x₊.</summary>
    [GeneratedRegex(@"\b(?<name>[A-Za-z])(?:₊|(?:_|\^)(?:\{\s*\+\s*\}|\+(?=\s*(?:$|[)\]}*/,^+-]))))")]
    private static partial Regex PositivePartOfName();

    [GeneratedRegex(@"\)(?:₊|\^(?:\{\s*\+\s*\}|\+(?=\s*(?:$|[)\]}*/,^+-]))))")]
    private static partial Regex PositivePart();

    [GeneratedRegex(@"\bClip\[(?<value>[^,\[\]{}]+),\s*\{(?<range>[^\[\]{}]+)\}\s*\]")]
    private static partial Regex ClipToRange();

    [GeneratedRegex(@"\bClip\[(?<value>[^,\[\]{}]+)\]")]
    private static partial Regex ClipToOne();
}
