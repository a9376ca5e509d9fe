namespace Theory.Expressions;

/// <summary>The constant pi.</summary>
public sealed class Pi : Expr
{
    /// <summary>The only instance.</summary>
    public static readonly Pi Value = new();

    private Pi()
        : base(HashCode.Combine(3), [])
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    private protected override bool EqualsSameHash(Expr other) => other is Pi;
}
