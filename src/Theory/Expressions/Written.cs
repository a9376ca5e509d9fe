namespace Theory.Expressions;

/// <summary>An expression written on one line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Binding">How tightly it binds.</param>
internal readonly record struct Written(string Text, Binding Binding)
{
    /// <summary>The text as an operand of something that binds as tightly as given: in parentheses where it binds less.</summary>
    public string Within(Binding needed) => Binding >= needed ? Text : $"({Text})";
}
