namespace Theory.Parsing;

/// <summary>The kinds of token in a formula.</summary>
internal enum TokenKind
{
    Number,
    Name,
    Operator,
    End,
}
