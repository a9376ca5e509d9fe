using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>The symbols in which two-input expectations are written.</summary>
/// <remarks>Formulas of smooth activations hold the covariance c, those with kinks the correlation rho; c = rho sqrt(K_a K_b).</remarks>
public static class TwoInputSymbols
{
    /// <summary>The variance of z_a.</summary>
    public static readonly Symbol Ka = new("K_a", isPositive: true);

    /// <summary>The variance of z_b.</summary>
    public static readonly Symbol Kb = new("K_b", isPositive: true);

    /// <summary>The correlation of z_a and z_b, from -1 to 1.</summary>
    public static readonly Symbol Rho = new("rho", latex: @"\rho");

    /// <summary>The covariance of z_a and z_b.</summary>
    public static readonly Symbol C = new("c");

    /// <summary>The covariance in terms of the others: rho sqrt(K_a K_b).</summary>
    public static Expr Covariance { get; } = Rho * Expr.Sqrt(Ka) * Expr.Sqrt(Kb);
}
