namespace Theory.Recursions;

/// <summary>The expansion in 1/n of the law of the stochastic metric, from one layer to the next, to any order.</summary>
/// <remarks>
/// <para>With Ghat(l) = K + x the next metric is K' + x'. Given x, it is the mean of n independent terms plus a constant, whose r-th cumulant is n^(1-r) c_r(x); so its moments
/// given x are complete Bell polynomials of c_1, c_2/n, c_3/n^2, …, that is polynomials in x and 1/n when the c_r are expanded in x. Their means over x need the moments of
/// x, Bell polynomials of its cumulants; and from the moments of x' follow its cumulants.</para>
/// <para>The r-th cumulant of x starts with n^(1-r), the first with 1/n, so that x counts as n^(-1/2): to order P the cumulants up to the (P+1)-th and the derivatives of c_r up
/// to the order 2 (P - r + 1) are needed. The r-th cumulant has a coefficient for each power of 1/n; those below its leading one are 0 and are not computed.</para>
/// </remarks>
/// <typeparam name="T">Formulas or numbers.</typeparam>
public sealed class CumulantExpansion<T>
    where T : struct, ISeriesNumber<T>
{
    /// <summary>An expansion to an order.</summary>
    /// <param name="order">P, the highest power of 1/n.</param>
    public CumulantExpansion(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        Order = order;
    }

    /// <summary>The highest power of 1/n.</summary>
    public int Order { get; }

    /// <summary>The highest cumulant that is followed.</summary>
    public int Cumulants => Order + 1;

    /// <summary>The lowest power of 1/n in a cumulant.</summary>
    internal static int Leading(int cumulant) => Math.Max(1, cumulant - 1);

    /// <summary>How many derivatives of c_r in x are needed.</summary>
    public int Derivatives(int cumulant) => 2 * (Order - cumulant + 1);

    /// <summary>The cumulants of the next layer.</summary>
    /// <param name="conditional">At [r-1][k] the coefficient of x^k of c_r(x); c_1 has none at k = 0.</param>
    /// <param name="cumulants">At [r-1][p] the coefficient of n^-p of the r-th cumulant of x; null in the first layer, where x = 0.</param>
    /// <returns>At [r-1][p] the coefficient of n^-p of the r-th cumulant of x'; default where p is below the leading power.</returns>
    public T[][] Next(IReadOnlyList<IReadOnlyList<T>> conditional, IReadOnlyList<IReadOnlyList<T>>? cumulants)
    {
        ArgumentNullException.ThrowIfNull(conditional);
        BivariateSeries<T>[] given = [.. Enumerable.Range(1, Cumulants).Select(r => Conditional(conditional[r - 1], r))];
        BivariateSeries<T>[] before = [.. Enumerable.Range(1, Cumulants).Select(r => cumulants is null ? new(2 * Order) : Powers(cumulants[r - 1], Leading(r)))];
        BivariateSeries<T>[] momentsBefore = Moments(before, 2 * Order);
        BivariateSeries<T>[] moments = [.. Moments(given, Cumulants).Select(m => m.ReplaceFirst(momentsBefore))];
        var next = new BivariateSeries<T>[Cumulants];
        var result = new T[Cumulants][];
        for (int r = 1; r <= Cumulants; r++)
        {
            BivariateSeries<T> sum = moments[r];
            for (int i = 1; i < r; i++)
            {
                sum = sum.Add(next[i - 1].Times(moments[r - i]), -Binomial(r - 1, i - 1));
            }

            result[r - 1] = [.. Enumerable.Range(0, Order + 1).Select(p => p < Leading(r) ? default : sum[0, p] ?? T.Of(0))];
            next[r - 1] = Powers(result[r - 1], Leading(r));
        }

        return result;
    }

    private BivariateSeries<T> Conditional(IReadOnlyList<T> coefficients, int r)
    {
        BivariateSeries<T> series = new(2 * Order);
        for (int k = r == 1 ? 1 : 0; k <= Derivatives(r); k++)
        {
            series[k, r - 1] = coefficients[k];
        }

        return series;
    }

    private BivariateSeries<T> Powers(IReadOnlyList<T> coefficients, int leading)
    {
        BivariateSeries<T> series = new(2 * Order);
        for (int p = leading; p <= Order; p++)
        {
            series[0, p] = coefficients[p];
        }

        return series;
    }

    /// <summary>Complete Bell polynomials: m_(j+1) = sum_i (j over i) c_(i+1) m_(j-i).</summary>
    private BivariateSeries<T>[] Moments(BivariateSeries<T>[] cumulants, int highest)
    {
        var moments = new BivariateSeries<T>[highest + 1];
        moments[0] = new(2 * Order);
        moments[0][0, 0] = T.Of(1);
        for (int j = 0; j < highest; j++)
        {
            moments[j + 1] = new(2 * Order);
            for (int i = 0; i <= j && i < cumulants.Length; i++)
            {
                moments[j + 1] = moments[j + 1].Add(cumulants[i].Times(moments[j - i]), Binomial(j, i));
            }
        }

        return moments;
    }

    private static long Binomial(int n, int k)
    {
        long value = 1;
        for (int i = 1; i <= k; i++)
        {
            value = value * (n - k + i) / i;
        }

        return value;
    }
}
