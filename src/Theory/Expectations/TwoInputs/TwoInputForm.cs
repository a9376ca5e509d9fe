using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>The outcome of deriving a two-input expectation: a formula, or the reason why there is none.</summary>
public sealed class TwoInputForm
{
    private TwoInputForm()
    {
    }

    /// <summary>The formula in the symbols of <see cref="TwoInputSymbols"/> at C_W = 1; null when there is none.</summary>
    public Expr? Formula { get; private init; }

    /// <summary>The formula for K_a = K_b = K and rho = 1 in K alone; null when there is none.</summary>
    public Expr? Coincident { get; private init; }

    /// <summary>The formula for K_a = K_b = K and rho = -1 in K alone; null when there is none.</summary>
    public Expr? Antipodal { get; private init; }

    /// <summary>What must be positive for the formula to hold; empty when it always holds.</summary>
    public IReadOnlyList<Expr> Positive { get; private init; } = [];

    /// <summary><see cref="Positive"/> in K_a, K_b and rho alone.</summary>
    public IReadOnlyList<Expr> PositiveInCorrelation { get; private init; } = [];

    /// <summary>Why there is no formula; null when there is one.</summary>
    public string? Reason { get; private init; }

    /// <summary>Why the expectation does not exist at rho = 1 or -1; null when it does.</summary>
    public string? UndefinedAtEnds { get; private init; }

    /// <summary>The condition as text; null when there is none.</summary>
    public string? Condition => Positive.Count == 0 ? null : string.Join(" and ", Positive.Select(p => $"{p} > 0"));

    /// <summary>The formula in K_a, K_b and rho alone, as code needs it.</summary>
    public Expr? InCorrelation { get; private init; }

    internal static TwoInputForm Of(Expr formula, Expr? coincident, Expr? antipodal, IReadOnlyList<Expr> positive, string? undefinedAtEnds) => new()
    {
        Formula = formula,
        InCorrelation = formula.Substitute(TwoInputSymbols.C, TwoInputSymbols.Covariance),
        Coincident = coincident,
        Antipodal = antipodal,
        Positive = positive,
        PositiveInCorrelation = [.. positive.Select(p => p.Substitute(TwoInputSymbols.C, TwoInputSymbols.Covariance))],
        UndefinedAtEnds = undefinedAtEnds,
    };

    internal static TwoInputForm Unknown(string reason, string? undefinedAtEnds) => new() { Reason = reason, UndefinedAtEnds = undefinedAtEnds };
}
