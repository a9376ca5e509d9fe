namespace Theory.Expectations;

/// <summary>Decides whether a product of derivatives of s has a mean although s is not smooth at a breakpoint b.</summary>
/// <remarks>
/// Let s^(q) be the first derivative that jumps at b. Smoothed over a width e, s^(j) is of the order e^(q-j) there for j >= q; for j &lt; q it is of the order e^k,
/// k the number of derivatives until one does not vanish at b. The product over the width contributes at the order e^E: nothing for E > 0, infinity for E &lt; 0. For
/// E = 0 a single factor s^(q+1) is a delta function, also beside powers of s^(q), which jumps: (s^(q))^k s^(q+1) is the derivative of (s^(q))^(k+1)/(k+1), whose jump is
/// the same however s is smoothed; the other factors are continuous. All else depends on how s is smoothed. (A product of one factor is a derivative, which always has a mean.)
/// </remarks>
public static class DeltaRule
{
    /// <summary>The effect of a breakpoint on a product.</summary>
    /// <param name="product">The product, of two or more factors.</param>
    /// <param name="firstJump">q, the order of the first derivative that jumps.</param>
    /// <param name="vanishes">True for an order below q if that derivative is 0 at the breakpoint.</param>
    public static DeltaEffect Of(DerivativeMonomial product, int firstJump, Func<int, bool> vanishes)
    {
        ArgumentNullException.ThrowIfNull(vanishes);
        if (product.Order <= firstJump)
        {
            return DeltaEffect.None;
        }

        int exponent = Exponent(product, firstJump, vanishes);
        bool single = product.Order == firstJump + 1 && product[firstJump + 1] == 1;
        return exponent > 0 ? DeltaEffect.None : exponent == 0 && single ? DeltaEffect.Delta : DeltaEffect.Undefined;
    }

    /// <summary>Why a product has no mean.</summary>
    /// <param name="product">The product.</param>
    /// <param name="firstJump">The order of the first derivative that jumps.</param>
    /// <param name="vanishes">True for an order below q if that derivative is 0 at the breakpoint.</param>
    /// <param name="at">Where, as in "z = 0".</param>
    public static string Reason(DerivativeMonomial product, int firstJump, Func<int, bool> vanishes, string at)
    {
        string what = $"{DerivativeMonomial.Name(firstJump)} jumps at {at}, so {DerivativeMonomial.Name(firstJump + 1)} contains a delta function there";
        return Exponent(product, firstJump, vanishes) < 0 ? $"{what} and <{product.Text()}> diverges"
            : $"{what}, and <{product.Text()}> depends on how the jump is smoothed: it is undefined";
    }

    /// <summary>E, with e^E the order of what the smoothed product contributes over the width e.</summary>
    private static int Exponent(DerivativeMonomial product, int firstJump, Func<int, bool> vanishes)
    {
        int exponent = 1;
        for (int order = 0; order <= product.Order; order++)
        {
            int zeros = firstJump - order;
            if (order < firstJump)
            {
                zeros = 0;
                while (order + zeros < firstJump && vanishes(order + zeros))
                {
                    zeros++;
                }
            }

            exponent += product[order] * zeros;
        }

        return exponent;
    }
}
