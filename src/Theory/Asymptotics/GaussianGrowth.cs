using Theory.Expressions;

namespace Theory.Asymptotics;

/// <summary>How fast a function and its derivatives grow towards plus or minus infinity, against Gaussian densities.</summary>
/// <param name="IsBeyond">True for what outgrows every exp(a z^2), such as exp(|z|^2.02) and exp(z^2 log(1 + z^2)), and so has no expectation at any K.</param>
/// <param name="Rate">a, where the function is exp(a z^2) but for factors of slower growth or decay; 0 for what grows less than all of these, or falls.</param>
public readonly record struct GaussianGrowth(bool IsBeyond, double Rate)
{
    /// <summary>Rates nearer than this to the one of the density, relative to it, leave the decision to the slower factors.</summary>
    private const double Edge = 1e-9;

    /// <summary>The growth of an expression in z; null where its formula does not tell.</summary>
    /// <param name="f">The expression.</param>
    /// <param name="side">1 for z to infinity, -1 for z to minus infinity.</param>
    public static GaussianGrowth? Of(Expr f, int side)
    {
        ArgumentNullException.ThrowIfNull(f);
        return TailBehaviour.Of(f, side) switch
        {
            null => null,
            { Kind: TailKind.Algebraic } or { Coefficient: < 0 } => new GaussianGrowth(false, 0),
            { Kind: TailKind.DoublyExponential } => new GaussianGrowth(true, 0),
            { Power: var n, Logarithms: var m, Coefficient: var c } => n > 2 || (n == 2 && m > 0) ? new GaussianGrowth(true, 0) : new GaussianGrowth(false, n == 2 && m.IsZero ? c : 0),
        };
    }

    /// <summary>Whether the expectation of a product of so many factors of this growth, under N(0, K), diverges; null where slower factors decide.</summary>
    /// <param name="factors">How many.</param>
    /// <param name="K">The variance, positive.</param>
    public bool? Diverges(int factors, double K)
    {
        double excess = (2 * K * factors * Rate) - 1;
        return IsBeyond && factors > 0 ? true : Math.Abs(excess) <= Edge ? null : excess > 0;
    }
}
