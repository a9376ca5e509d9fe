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
        (int name, int length) = IsName(0) && _tokens[0].Text == "lambda" && IsName(1) && Is(2, ":") ? (1, 3)
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
