using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>Coefficients of a sum by what they multiply; none of them is 0.</summary>
internal static class CoefficientTable
{
    /// <summary>Puts a coefficient in the place of another.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="key">What it multiplies.</param>
    /// <param name="sum">The coefficient.</param>
    /// <param name="longest">Its terms at the most.</param>
    /// <exception cref="NoClosedFormException">It has more: its products would take gigabytes, and no form that is read afterwards.</exception>
    public static void Put<TKey>(IDictionary<TKey, Expr> coefficients, TKey key, Expr sum, int longest)
    {
        if (sum is Sum { Terms.Length: var terms } && terms > longest)
        {
            throw new NoClosedFormException($"the formula has coefficients of more than {longest} terms");
        }

        if (sum.IsZero)
        {
            coefficients.Remove(key);
        }
        else
        {
            coefficients[key] = sum;
        }
    }
}
