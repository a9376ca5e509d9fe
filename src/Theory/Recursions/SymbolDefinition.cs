using Theory.Expressions;

namespace Theory.Recursions;

/// <summary>What a symbol of a recursion stands for.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Text">Its definition as plain text.</param>
/// <param name="Latex">Its definition in LaTeX.</param>
public sealed record SymbolDefinition(Symbol Symbol, string Text, string Latex);
