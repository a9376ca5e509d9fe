namespace Theory.Expectations;

/// <summary>Decides whether a product of derivatives of s has a mean although s is not smooth at a breakpoint b.</summary>
/// <remarks>
/// Let s^(q) be the first derivative that jumps at b. Smoothed over a width e, s^(j) is of the order e^(q-j) there for j >= q; for j &lt; q it is of the order e^k,
/// k the number of derivatives until one does not vanish at b. The product over the width contributes at the order e^E: nothing for E > 0, infinity for E &lt; 0. For
/// E = 0 a single factor s^(q+1) is a delta function, and if s^(q) itself does not occur, its cofactor is continuous. All else depends on how s is smoothed. (A product of
/// one factor is a derivative, which always has a mean.)
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

        bool single = product.Order == firstJump + 1 && product[firstJump + 1] == 1 && product[firstJump] == 0;
        return exponent > 0 ? DeltaEffect.None : exponent == 0 && single ? DeltaEffect.Delta : DeltaEffect.Undefined;
    }

    /// <summary>Why a product has no mean.</summary>
    /// <param name="product">The product.</param>
    /// <param name="firstJump">The order of the first derivative that jumps.</param>
    /// <param name="at">Where, as in "z = 0".</param>
    public static string Reason(DerivativeMonomial product, int firstJump, string at)
    {
        int singular = Enumerable.Range(firstJump + 1, DerivativeMonomial.HighestOrder).Sum(order => product[order]);
        string what = $"{DerivativeMonomial.Name(firstJump)} jumps at {at}, so {DerivativeMonomial.Name(firstJump + 1)} contains a delta function there";
        return singular > 1 ? $"{what} and <{product.Text()}> diverges"
            : $"{what}, which <{product.Text()}> multiplies with a function that jumps at the same point: the product is undefined";
    }
}
