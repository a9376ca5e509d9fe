namespace Theory.Parsing;

/// <summary>The kinds of token in a formula.</summary>
internal enum TokenKind
{
    Number,
    Name,
    Operator,

    /// <summary>A word in quotes, as in <c>approximate='tanh'</c>.</summary>
    Word,
    End,
}
