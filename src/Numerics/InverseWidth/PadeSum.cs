namespace Theory.Numerics.InverseWidth;

/// <summary>The sum of a few terms a_0 + a_1 e + a_2 e^2 + … at e = 1 by a ratio of polynomials with this expansion.</summary>
internal static class PadeSum
{
    private const int Probes = 256;

    /// <summary>The sum; null where there are less than two terms, or the denominator vanishes for some e from 0 to 1.</summary>
    public static double? Of(IReadOnlyList<double> terms)
    {
        int last = terms.Count - 1;
        while (last >= 0 && terms[last] == 0)
        {
            last--;
        }

        // A series that ends is a polynomial.
        if (last < terms.Count - 1 || last < 1)
        {
            return terms.Count < 2 ? null : terms.Take(last + 1).Sum();
        }

        int m = last / 2;
        int l = last - m;
        if (Denominator(terms, l, m) is not double[] q)
        {
            return null;
        }

        double Bottom(double e) => q.Select((c, i) => c * Math.Pow(e, i)).Sum();
        if (Enumerable.Range(1, Probes).Any(i => !(Bottom(i / (double)Probes) > 0)))
        {
            return null;
        }

        double top = 0;
        for (int i = 0; i <= l; i++)
        {
            for (int j = 0; j <= Math.Min(i, m); j++)
            {
                top += q[j] * terms[i - j];
            }
        }

        return top / Bottom(1);
    }

    /// <summary>q_0 = 1, q_1 … q_m with sum_j q_j a_(i-j) = 0 for i = l + 1 … l + m.</summary>
    private static double[]? Denominator(IReadOnlyList<double> a, int l, int m)
    {
        double[,] matrix = new double[m, m + 1];
        for (int row = 0; row < m; row++)
        {
            for (int j = 1; j <= m; j++)
            {
                matrix[row, j - 1] = l + row + 1 - j >= 0 ? a[l + row + 1 - j] : 0;
            }

            matrix[row, m] = -a[l + row + 1];
        }

        for (int column = 0; column < m; column++)
        {
            int pivot = Enumerable.Range(column, m - column).MaxBy(r => Math.Abs(matrix[r, column]));
            if (matrix[pivot, column] == 0)
            {
                return null;
            }

            for (int j = 0; j <= m; j++)
            {
                (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            }

            for (int row = 0; row < m; row++)
            {
                double factor = row == column ? 0 : matrix[row, column] / matrix[column, column];
                for (int j = column; factor != 0 && j <= m; j++)
                {
                    matrix[row, j] -= factor * matrix[column, j];
                }
            }
        }

        return [1, .. Enumerable.Range(0, m).Select(i => matrix[i, m] / matrix[i, i])];
    }
}
