using Fractions;

namespace Theory.Polynomials.Shallow;

/// <summary>Square systems in exact rationals, by Gauss-Jordan elimination.</summary>
internal static class RationalElimination
{
    /// <summary>Solves a regular system.</summary>
    /// <param name="rows">n rows of n coefficients and the right-hand side; they are overwritten.</param>
    public static Fraction[] Solve(Fraction[][] rows)
    {
        int n = rows.Length;
        for (int column = 0; column < n; column++)
        {
            int pivot = Enumerable.Range(column, n - column).First(r => !rows[r][column].IsZero);
            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            Fraction inverse = rows[column][column].Reciprocal();
            for (int j = column; j <= n; j++)
            {
                rows[column][j] *= inverse;
            }

            for (int r = 0; r < n; r++)
            {
                Fraction factor = rows[r][column];
                if (r == column || factor.IsZero)
                {
                    continue;
                }

                for (int j = column; j <= n; j++)
                {
                    rows[r][j] -= factor * rows[column][j];
                }
            }
        }

        return [.. rows.Select(r => r[n].Reduce())];
    }
}
