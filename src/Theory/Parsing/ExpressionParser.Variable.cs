using System.Text;
using Theory.Expressions;

namespace Theory.Parsing;

/// <content>The variable of an activation, which people call x as often as z.</content>
public sealed partial class ExpressionParser
{
    /// <summary>What replaces what in the text, to write it in z.</summary>
    private readonly List<(int Start, int Length, string Replacement)> _edits = [];

    /// <summary>True as long as neither a variable nor a function was met.</summary>
    private bool _isNumber = true;

    /// <summary>The name in <c>"relu"</c>, <c>activation="relu"</c> or <c>Activation("relu")</c>, of which the rest says nothing; null for any other text.</summary>
    private string? QuotedName()
    {
        int at = _tokens.FindIndex(t => t.Kind == TokenKind.Word);
        bool closes = at >= 0 && (_tokens[at + 1].Kind == TokenKind.End || (_tokens[at + 1].Is(")") && _tokens[at + 2].Kind == TokenKind.End));
        if (!closes)
        {
            return null;
        }

        string before = string.Concat(_tokens.Take(at).Select(t => t.Text));
        bool isParenthesis = before.EndsWith('(');
        string last = before.TrimEnd('(', '=');
        last = last[(last.LastIndexOf('.') + 1)..];
        return isParenthesis == _tokens[at + 1].Is(")") && (before.Length == 0 || last.ToLowerInvariant() is "activation" or "act" or "get" or "get_activation" or "nonlinearity" or "hidden_act")
            ? _tokens[at].Text
            : null;
    }

    /// <summary>Skips <c>lambda x:</c>, <c>x -&gt;</c>, <c>f(x) =</c> or <c>y =</c>, and decides which name is the variable.</summary>
    private void ReadVariable()
    {
        int end = HeaderLength(out string? variable);
        if (end > 0)
        {
            _index = end;
            _edits.Add((0, Current.Position, ""));
        }

        if (variable is null && !_tokens.Skip(end).Any(t => t.Kind == TokenKind.Name && t.Text == Symbol.Z.Name)
            && _tokens.Skip(end).Any(t => t.Kind == TokenKind.Name && t.Text == "x"))
        {
            variable = "x";
        }

        _start = _index;
        if (variable is null or "z")
        {
            return;
        }

        _symbols.Clear();
        _symbols[variable] = Symbol.Z;
    }

    private int HeaderLength(out string? variable)
    {
        bool Is(int i, string op) => i < _tokens.Count && _tokens[i].Is(op);
        bool IsName(int i) => i < _tokens.Count && _tokens[i].Kind == TokenKind.Name;

        // f = lambda x: ...
        int first = IsName(0) && Is(1, "=") && IsName(2) && _tokens[2].Text == "lambda" ? 2 : 0;
        (int name, int length) = IsName(first) && _tokens[first].Text == "lambda" && IsName(first + 1) && Is(first + 2, ":") ? (first + 1, first + 3)
            : IsName(0) && _tokens[0].Text == "def" && IsName(1) && Is(2, "(") && IsName(3) && Is(4, ")") && Is(5, ":") && IsName(6) && _tokens[6].Text == "return" ? (3, 7)
            : IsName(0) && (Is(1, "->") || Is(1, "=>")) ? (0, 2)
            : IsName(0) && Is(1, "(") && IsName(2) && Is(3, ")") && (Is(4, "=") || Is(4, "=>")) ? (2, 5)
            : IsName(0) && Is(1, "=") && _tokens[0].Text is not ("x" or "z") ? (-1, 2)
            : (-1, 0);
        variable = name < 0 ? null : _tokens[name].Text;
        return length;
    }

    /// <summary>The text as it would have been typed in z.</summary>
    private string TextInZ()
    {
        StringBuilder text = new(_text);
        foreach ((int start, int length, string replacement) in _edits.DistinctBy(e => e.Start).OrderByDescending(e => e.Start))
        {
            text.Remove(start, length).Insert(start, replacement);
        }

        return text.ToString().Trim();
    }
}
