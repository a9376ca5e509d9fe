using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>A limit: an exact value, or a number where no exact one is known; neither when the function grows without bound.</summary>
/// <param name="Exact">The exact value.</param>
/// <param name="Approximate">The number, when there is no exact value.</param>
internal readonly record struct LimitValue(Expr? Exact, double? Approximate)
{
    /// <summary>No finite limit.</summary>
    public static LimitValue Infinite => default;

    /// <summary>True for a finite limit.</summary>
    public bool IsFinite => Exact is not null || Approximate is not null;

    /// <summary>How far the number may be off.</summary>
    public double Uncertainty { get; init; }

    /// <summary>The value in double precision; null for an infinite one, and for one that holds other symbols than numbers.</summary>
    public double? Number => Exact is null ? Approximate : ConstantValue.Of(Exact);
}
