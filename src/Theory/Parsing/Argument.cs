using Theory.Expressions;

namespace Theory.Parsing;

/// <summary>An argument of a call: a value, or a word as in <c>approximate='tanh'</c> and <c>inplace=True</c>.</summary>
/// <param name="Keyword">The name it is given by; null for an argument by position.</param>
/// <param name="Value">The value; null for a word.</param>
/// <param name="Word">The word; null for a value.</param>
/// <param name="Position">Where the value starts in the text.</param>
internal sealed record Argument(string? Keyword, Expr? Value, string? Word, int Position);
