using Fractions;

namespace Theory.Polynomials.Linear;

/// <summary>Linear systems in exact rationals, of any shape, by Gauss-Jordan elimination.</summary>
internal static class LinearSystem
{
    /// <summary>Weights of the columns whose sum is the right-hand side; unknowns that are free are 0. Null when there are none.</summary>
    public static Fraction[]? TrySolve(IReadOnlyList<Fraction[]> columns, Fraction[] right) => TrySolve(columns, [right])?[0];

    /// <summary>The same for several right-hand sides, of which there is at least one; null when one of them has no solution.</summary>
    public static Fraction[][]? TrySolve(IReadOnlyList<Fraction[]> columns, IReadOnlyList<Fraction[]> rights, CancellationToken cancellation = default)
    {
        int n = columns.Count;
        Fraction[][] rows = [.. rights[0].Select((_, i) => columns.Select(c => c[i]).Concat(rights.Select(r => r[i])).ToArray())];
        int[] pivotRow = new int[n];
        int rank = 0;
        for (int column = 0; column < n; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            int pivot = Array.FindIndex(rows, rank, r => !r[column].IsZero);
            pivotRow[column] = pivot < 0 ? -1 : rank;
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            Eliminate(rows, rank, column);
            rank++;
        }

        return rows.Skip(rank).Any(r => r.Skip(n).Any(v => !v.IsZero))
            ? null
            : [.. rights.Select((_, k) => pivotRow.Select(r => r < 0 ? Fraction.Zero : rows[r][n + k].Reduce()).ToArray())];
    }

    private static void Eliminate(Fraction[][] rows, int pivot, int column)
    {
        Fraction[] source = rows[pivot];
        Fraction inverse = source[column].Reciprocal();
        for (int j = column; j < source.Length; j++)
        {
            source[j] *= inverse;
        }

        for (int r = 0; r < rows.Length; r++)
        {
            Fraction factor = rows[r][column];
            if (r == pivot || factor.IsZero)
            {
                continue;
            }

            for (int j = column; j < source.Length; j++)
            {
                if (!source[j].IsZero)
                {
                    rows[r][j] -= factor * source[j];
                }
            }
        }
    }
}
