namespace Theory.Expressions;

/// <summary>How f(-x) relates to f(x).</summary>
public enum Symmetry
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>f(-x) = f(x).</summary>
    Even,

    /// <summary>f(-x) = -f(x).</summary>
    Odd,
}
