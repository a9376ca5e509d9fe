namespace Theory.Expressions;

/// <summary>How tightly a written expression binds, to know where parentheses are needed.</summary>
internal enum Binding
{
    /// <summary>a + b, or a leading minus sign.</summary>
    Sum,

    /// <summary>a*b or a/b.</summary>
    Product,

    /// <summary>a^b.</summary>
    Power,

    /// <summary>A number, a name, a call, or anything in parentheses.</summary>
    Atom,
}
