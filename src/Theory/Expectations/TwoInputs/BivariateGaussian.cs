using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>A centred Gaussian of two variables, by its covariance and, equivalently, by standard deviations and correlation.</summary>
/// <param name="VarianceA">A, the variance of the first variable.</param>
/// <param name="VarianceB">B, the variance of the second.</param>
/// <param name="Covariance">C.</param>
/// <param name="Correlation">C/sqrt(AB).</param>
/// <param name="Rest">sqrt(1 - correlation^2): what is left of one standard deviation when the other variable is known.</param>
/// <param name="Norm">The factor that tilting left over.</param>
internal sealed record BivariateGaussian(Expr VarianceA, Expr VarianceB, Expr Covariance, Expr Correlation, Expr Rest, Expr Norm)
{
    private static readonly Symbol PlaceholderA = new("K_a'", isPositive: true);
    private static readonly Symbol PlaceholderB = new("K_b'", isPositive: true);
    private static readonly Symbol PlaceholderRho = new("rho'");

    /// <summary>Two inputs in terms of K_a, K_b and the correlation rho.</summary>
    public static readonly BivariateGaussian OfCorrelation = new(
        TwoInputSymbols.Ka, TwoInputSymbols.Kb, TwoInputSymbols.Covariance, TwoInputSymbols.Rho, Expr.Sqrt(1 - TwoInputSymbols.Rho.Pow(2)), Expr.One);

    /// <summary>Two inputs in terms of K_a, K_b and the covariance c.</summary>
    public static readonly BivariateGaussian OfCovariance = new(
        TwoInputSymbols.Ka,
        TwoInputSymbols.Kb,
        TwoInputSymbols.C,
        TwoInputSymbols.C / (Expr.Sqrt(TwoInputSymbols.Ka) * Expr.Sqrt(TwoInputSymbols.Kb)),
        Expr.Sqrt(1 - (TwoInputSymbols.C.Pow(2) / (TwoInputSymbols.Ka * TwoInputSymbols.Kb))),
        Expr.One);

    /// <summary>
    /// Stands for a tilted Gaussian until its covariance is put in: with moments on quadrants, formulas in the covariance itself would be too long.
    /// </summary>
    public static readonly BivariateGaussian Placeholder = new(
        PlaceholderA, PlaceholderB, PlaceholderRho * Expr.Sqrt(PlaceholderA) * Expr.Sqrt(PlaceholderB), PlaceholderRho, Expr.Sqrt(1 - PlaceholderRho.Pow(2)), Expr.One);

    /// <summary>The same input twice.</summary>
    public static readonly BivariateGaussian Coincident = new(Symbol.K, Symbol.K, Symbol.K, Expr.One, Expr.Zero, Expr.One);

    /// <summary>An input and its negative.</summary>
    public static readonly BivariateGaussian Antipodal = new(Symbol.K, Symbol.K, -Symbol.K, -Expr.One, Expr.Zero, Expr.One);

    /// <summary>True where one variable determines the other.</summary>
    public bool IsDegenerate => Rest.IsZero;

    /// <summary>sqrt(A).</summary>
    public Expr DeviationA => Expr.Sqrt(VarianceA);

    /// <summary>sqrt(B).</summary>
    public Expr DeviationB => Expr.Sqrt(VarianceB);

    /// <summary>The same Gaussian with the variables exchanged.</summary>
    public BivariateGaussian Exchanged => this with { VarianceA = VarianceB, VarianceB = VarianceA };

    /// <summary>
    /// What exp(a x^2 + a' y^2) times the density is: Norm times a Gaussian whose inverse covariance has 2a and 2a' subtracted. With
    /// D = (1 - 2aA)(1 - 2a'B) - 4aa'C^2 the norm is 1/sqrt(D), the variances are A (1 - 2a'B(1 - rho^2))/D and B (1 - 2aA(1 - rho^2))/D, and the
    /// covariance is C/D.
    /// </summary>
    public BivariateGaussian Tilted(Expr a, Expr b)
    {
        if (a.IsZero && b.IsZero)
        {
            return this;
        }

        Expr determinant = Determinant(a, b);
        Expr widthA = 1 - (2 * b * VarianceB * Rest.Pow(2));
        Expr widthB = 1 - (2 * a * VarianceA * Rest.Pow(2));
        Expr roots = Expr.Sqrt(widthA) * Expr.Sqrt(widthB);
        return new(
            Over(VarianceA * widthA, determinant),
            Over(VarianceB * widthB, determinant),
            Covariance / determinant,
            IsDegenerate ? Correlation : Correlation / roots,
            IsDegenerate ? Rest : Rest * Expr.Sqrt(determinant) / roots,
            1 / Expr.Sqrt(determinant));
    }

    /// <summary>A formula for <see cref="Placeholder"/> as one for this Gaussian, its norm included.</summary>
    public Expr PutInto(Expr formula) => Norm * formula
        .Substitute(PlaceholderA, VarianceA).Substitute(PlaceholderB, VarianceB).Substitute(PlaceholderRho, Correlation);

    /// <summary>D of <see cref="Tilted"/>, which must be positive.</summary>
    public Expr Determinant(Expr a, Expr b)
    {
        if (a.IsZero || b.IsZero)
        {
            // As 1 - 2aA alone it is a factor that powers collect on.
            return Curvature(a, VarianceA) * Curvature(b, VarianceB);
        }

        Expr left = IsInCovariance ? (VarianceA * VarianceB) - Covariance.Pow(2) : VarianceA * VarianceB * Rest.Pow(2);
        return 1 + (Expansion.Expand(-2 * a) * VarianceA) + (Expansion.Expand(-2 * b) * VarianceB) + (Expansion.Expand(4 * a * b) * left);
    }

    /// <summary>1 - 2aA.</summary>
    public static Expr Curvature(Expr a, Expr variance) => 1 + (Expansion.Expand(-2 * a) * variance);

    private bool IsInCovariance => Covariance.Equals(TwoInputSymbols.C);

    /// <summary>With the covariance as a symbol numerators are short polynomials; the correlation is kept together with its root.</summary>
    private Expr Over(Expr numerator, Expr determinant) => IsInCovariance ? BivariateForm.Simplify(numerator) / determinant : numerator / determinant;
}
