using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>
/// z^n exp(a z^2 + b z) {cos | sin}(w z) times distribution functions Phi(alpha z + beta): the building block of the class whose Gaussian
/// expectations are decidable.
/// </summary>
/// <param name="Power">n, at least 0.</param>
/// <param name="Quadratic">a.</param>
/// <param name="Linear">b.</param>
/// <param name="Frequency">w, not negative; 0 without an oscillating factor.</param>
/// <param name="IsSine">True for the sine, false for the cosine.</param>
/// <param name="Cdfs">The product of the distribution functions, or 1.</param>
internal sealed record GaussianTerm(int Power, Expr Quadratic, Expr Linear, Expr Frequency, bool IsSine, Expr Cdfs)
{
    /// <summary>The constant function 1.</summary>
    public static readonly GaussianTerm Unit = new(0, Expr.Zero, Expr.Zero, Expr.Zero, false, Expr.One);

    /// <summary>True for z^n alone.</summary>
    public bool IsMonomial => Quadratic.IsZero && Linear.IsZero && Frequency.IsZero && Cdfs.IsOne;

    /// <summary>The term as an expression in z.</summary>
    public Expr ToExpr()
    {
        Expr z = Symbol.Z;
        Expr exponent = Expansion.Expand((Quadratic * z * z) + (Linear * z));
        return z.Pow(Power) * Function.Of(FunctionKind.Exp, exponent)
            * Function.Of(IsSine ? FunctionKind.Sin : FunctionKind.Cos, Frequency * z) * Cdfs;
    }

    /// <summary>The distribution functions as a list of (alpha, beta), repeated as often as they occur.</summary>
    public IReadOnlyList<CdfFactor> CdfFactors()
    {
        List<CdfFactor> factors = [];
        foreach (Expr factor in Cdfs is Product product ? product.Factors : (IReadOnlyList<Expr>)[Cdfs])
        {
            (Expr @base, int count) = factor is Power { Exponent: Number n } power ? (power.Base, (int)n.Value.Numerator) : (factor, 1);
            if (@base is Function { Kind: FunctionKind.NormalCdf } cdf)
            {
                factors.AddRange(Enumerable.Repeat(CdfFactor.Of(cdf.Arguments[0]), count));
            }
        }

        return factors;
    }
}
