using System.Text.RegularExpressions;

namespace Theory.Networks;

/// <summary>Reads the text of a network: layers separated by semicolons, <c>N*[...]</c> for repetitions, and the names of layers or any formula of an activation.</summary>
internal sealed partial class ArchitectureParser
{
    /// <summary>Longer input is refused: nobody typed it.</summary>
    private const int MaximumLength = 10_000;

    private const int MaximumNesting = 50;

    private readonly string _text;
    private readonly Linear _defaults;
    private readonly double _beta;
    private readonly ArchitectureMemory _memory;

    /// <summary>For each opening bracket, where the closing one is.</summary>
    private readonly Dictionary<int, int> _ends = [];
    private int _nesting;

    private ArchitectureParser(string text, Linear defaults, double beta, ArchitectureMemory memory)
    {
        Require.That(text.Length <= MaximumLength, $"the network has {text.Length} characters; at most {MaximumLength} are read");
        (_text, _defaults, _beta, _memory) = (text, defaults, beta, memory);
        MatchBrackets();
    }

    /// <summary>Reads a network.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaults">What linear layers have where they do not say otherwise.</param>
    /// <param name="beta">The beta of skips that do not say otherwise.</param>
    /// <param name="memory">What was read before; null for nothing.</param>
    public static LayerSequence Parse(string text, Linear defaults, double beta = 1, ArchitectureMemory? memory = null)
    {
        Require.That(!string.IsNullOrWhiteSpace(text), $"the network is empty; write for example \"linear; relu; linear\"");
        ArchitectureParser parser = new(text, defaults, beta, memory ?? new ArchitectureMemory());
        return parser.Sequence(new TextSpan(0, text.Length));
    }

    /// <summary>A number of an argument: a constant such as 0.5, 1/2 or sqrt(2).</summary>
    private double Number(TextSpan span)
    {
        // What is wrong with it is said with the position in the network.
        double? value = Attempt.At(() => _memory.Number(TextOf(span))).Value;
        return value is double number && double.IsFinite(number) ? number : throw Error($"'{TextOf(span)}' is not a number; write for example 0.5, 1e-3 or 1/2", span.Start);
    }

    private int Integer(TextSpan span) => Number(span) is var number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue
        ? (int)number : throw Error($"'{TextOf(span)}' is not an integer", span.Start);

    private LayerSequence Sequence(TextSpan span)
    {
        if (++_nesting > MaximumNesting)
        {
            throw Error($"more than {MaximumNesting} levels of nesting", span.Start);
        }

        List<Layer> layers = [];
        List<TextSpan> items = Split(span, ';');
        for (int i = 0; i < items.Count; i++)
        {
            TextSpan item = Trim(items[i]);
            if (item.Length > 0)
            {
                layers.AddRange(Item(item));
            }
            else if (i + 1 < items.Count || items.Count == 1)
            {
                throw Error("a layer is missing here; write for example linear; relu; linear", Math.Min(item.Start, _text.Length));
            }
        }

        _nesting--;
        return new LayerSequence(layers);
    }

    private IEnumerable<Layer> Item(TextSpan item)
    {
        LayerSource source = new(_text, item.Start);
        if (_text[item.Start] == '[' && _ends[item.Start] == item.End - 1)
        {
            return Sequence(Inner(item.Start)).Layers;
        }

        if (RepetitionStart().Match(TextOf(item)) is { Success: true } match)
        {
            int bracket = item.Start + match.Length - 1;
            if (_ends[bracket] != item.End - 1)
            {
                throw Error("a layer or ';' is expected after ']'", _ends[bracket] + 1);
            }

            return [Placed(source, () => new Repetition(Integer(new TextSpan(item.Start, match.Groups[1].Length)), Sequence(Inner(bracket))))];
        }

        if (LayerStart().Match(TextOf(item)) is { Success: true } name)
        {
            int after = item.Start + name.Length;
            if (after == item.End || (_text[after] == '(' && _ends[after] == item.End - 1))
            {
                string word = name.Groups[1].Value;
                if (Named(word.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal), word, after == item.End ? null : Inner(after), source) is IEnumerable<Layer> layers)
                {
                    return layers;
                }
            }
            else if (_text[after] == '(' && IsStructure(name.Groups[1].Value))
            {
                throw Error($"expected ';' or the end after {name.Groups[1].Value}(...)", _ends[after] + 1);
            }
        }

        if (RepeatedName().Match(TextOf(item)) is { Success: true } repeated && IsStructure(repeated.Groups[2].Value))
        {
            throw Error($"write {repeated.Groups[1].Value}*[{repeated.Groups[2].Value}...], with brackets around what is repeated", item.Start);
        }

        return [ReadActivation(item, source)];
    }

    /// <summary>A formula; an error points into the text of the network.</summary>
    private Elementwise ReadActivation(TextSpan item, LayerSource source)
    {
        string text = TextOf(item);
        try
        {
            return new Elementwise(_memory.Activation(text)) { Source = source };
        }
        catch (UserInputException error)
        {
            if (text.IndexOfAny(['[', ']']) is >= 0 and var bracket)
            {
                throw Error("brackets stand around layers that are repeated, as in 4*[residual(tanh; linear)]", item.Start + bracket);
            }

            string word = LayerStart().Match(text).Groups[1].Value;
            bool isName = word.Length > 0 && (text.Length == word.Length || text[word.Length] == '(')
                && (error.IsUnknownName || text.Contains(';', StringComparison.Ordinal));
            string hint = isName && NearestName.Of(word, LayerNames) is string near ? $"; did you mean the layer {near}?" : "";

            // Messages that count characters count those of the whole text.
            throw Error(error.MessageAfter(item.Start) + hint, item.Start + (error.Position ?? 0));
        }
    }

    private T Placed<T>(LayerSource source, Func<T> make)
        where T : Layer
    {
        try
        {
            return (T)(make() with { Source = source });
        }
        catch (UserInputException error) when (error.Input is null)
        {
            throw Error(error.Message, source.Position);
        }
    }

    private void MatchBrackets()
    {
        Stack<int> open = new();
        for (int i = 0; i < _text.Length; i++)
        {
            char c = _text[i];
            if (c is '(' or '[')
            {
                open.Push(i);
            }
            else if (c is ')' or ']')
            {
                if (open.Count == 0 || (_text[open.Peek()] == '(') != (c == ')'))
                {
                    throw Error($"the '{c}' has no opening bracket before it", i);
                }

                _ends[open.Pop()] = i;
            }
        }

        if (open.Count > 0)
        {
            throw Error($"the '{_text[open.Peek()]}' is not closed", open.Peek());
        }
    }

    /// <summary>The parts between a character that stands in no inner bracket.</summary>
    private List<TextSpan> Split(TextSpan span, char separator)
    {
        List<TextSpan> parts = [];
        int start = span.Start;
        for (int i = span.Start; i < span.End; i++)
        {
            if (_ends.TryGetValue(i, out int end))
            {
                i = end;
            }
            else if (_text[i] == separator)
            {
                parts.Add(new TextSpan(start, i - start));
                start = i + 1;
            }
        }

        parts.Add(new TextSpan(start, span.End - start));
        return parts;
    }

    private TextSpan Inner(int bracket) => new(bracket + 1, _ends[bracket] - bracket - 1);

    private TextSpan Trim(TextSpan span)
    {
        (int start, int end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return new TextSpan(start, end - start);
    }

    private string TextOf(TextSpan span) => _text.Substring(span.Start, span.Length);

    private UserInputException Error(string message, int position) => new(message, _text, Math.Min(position, _text.Length));

    [GeneratedRegex(@"^(\d+)\s*\*\s*\[", RegexOptions.CultureInvariant)]
    private static partial Regex RepetitionStart();

    [GeneratedRegex(@"^(\d+)\s*\*\s*([A-Za-z_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex RepeatedName();

    [GeneratedRegex(@"^([A-Za-z_]\w*)\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LayerStart();

    /// <summary>A part of the text.</summary>
    private readonly record struct TextSpan(int Start, int Length)
    {
        public int End => Start + Length;
    }
}
