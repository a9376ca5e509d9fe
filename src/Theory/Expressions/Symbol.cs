namespace Theory.Expressions;

/// <summary>A named real quantity.</summary>
public sealed class Symbol : Expr
{
    /// <summary>The preactivation, the argument of every activation.</summary>
    public static readonly Symbol Z = new("z");

    /// <summary>The kernel K > 0, the variance of the Gaussian in &lt;.&gt;_K.</summary>
    public static readonly Symbol K = new("K", isPositive: true);

    /// <summary>Creates a symbol.</summary>
    /// <param name="name">A name such as z, K or C_W.</param>
    /// <param name="isPositive">True when the quantity is known to be positive, so that sqrt(x^2) = x.</param>
    /// <param name="latex">How LaTeX writes it, as \langle\sigma^2\rangle_K; unless given, the name with its subscript.</param>
    public Symbol(string name, bool isPositive = false, string? latex = null)
        : base(HashCode.Combine(2, string.GetHashCode(name, StringComparison.Ordinal), isPositive), [])
    {
        Name = name;
        IsPositive = isPositive;
        Latex = latex;
    }

    /// <summary>The name, as printed.</summary>
    public string Name { get; }

    /// <summary>True when the quantity is known to be positive.</summary>
    public bool IsPositive { get; }

    /// <summary>How LaTeX writes it; null for the name with its subscript. Not part of what makes two symbols equal.</summary>
    public string? Latex { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    private protected override bool EqualsSameHash(Expr other) =>
        other is Symbol s && s.Name == Name && s.IsPositive == IsPositive;
}
