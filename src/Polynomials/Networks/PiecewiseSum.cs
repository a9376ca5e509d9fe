using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;

namespace Theory.Polynomials.Networks;

/// <summary>Weighted sums of units of one scalar v.</summary>
internal static class PiecewiseSum
{
    /// <summary>The polynomial in v, by rising power, that the sum equals on the whole range; null when its pieces differ.</summary>
    public static Fraction[]? Of(int p, IReadOnlyList<(Fraction Weight, Fraction Slope, Fraction Bias)> units, RationalInterval range)
    {
        Fraction[][] active = [.. units.Select(u => MRePU.ActiveSide(p, u.Slope, u.Bias).Select(c => (c * u.Weight).Reduce()).ToArray())];
        Fraction[] breakpoints = [.. units.Select(u => ((Fraction.MinusOne - u.Bias) / u.Slope).Reduce()).Distinct().Order()];

        // Open pieces between breakpoints; those that do not meet the range do not matter.
        Fraction[]? result = null;
        for (int i = 0; i <= breakpoints.Length; i++)
        {
            Fraction? from = i == 0 ? null : breakpoints[i - 1];
            Fraction? to = i == breakpoints.Length ? null : breakpoints[i];
            if ((range.Lower is Fraction lower && to is Fraction end && end <= lower) || (range.Upper is Fraction upper && from is Fraction start && start >= upper))
            {
                continue;
            }

            Fraction[] sum = Enumerable.Repeat(Fraction.Zero, p + 2).ToArray();
            for (int u = 0; u < units.Count; u++)
            {
                Fraction breakpoint = ((Fraction.MinusOne - units[u].Bias) / units[u].Slope).Reduce();
                bool isActive = units[u].Slope.IsPositive ? from is Fraction left && breakpoint <= left : to is Fraction right && breakpoint >= right;
                for (int k = 0; isActive && k < sum.Length; k++)
                {
                    sum[k] += active[u][k];
                }
            }

            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] = sum[k].Reduce();
            }

            if (result is not null && !result.SequenceEqual(sum))
            {
                return null;
            }

            result = sum;
        }

        return result;
    }
}
