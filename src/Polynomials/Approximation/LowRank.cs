namespace Theory.Polynomials.Approximation;

/// <summary>Matrices as sums of few products of a column and a row.</summary>
internal static class LowRank
{
    /// <summary>Elimination with full pivoting until what is left sums up to no more than the tolerance.</summary>
    public static List<(double[] Column, double[] Row)> Cross(double[,] matrix, double tolerance)
    {
        double[,] rest = (double[,])matrix.Clone();
        int rows = rest.GetLength(0);
        int columns = rest.GetLength(1);
        List<(double[], double[])> products = [];
        while (products.Count < Math.Min(rows, columns))
        {
            double sum = 0;
            (int I, int J) pivot = (0, 0);
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    sum += Math.Abs(rest[i, j]);
                    pivot = Math.Abs(rest[i, j]) > Math.Abs(rest[pivot.I, pivot.J]) ? (i, j) : pivot;
                }
            }

            if (sum <= tolerance)
            {
                break;
            }

            double value = rest[pivot.I, pivot.J];
            double[] column = [.. Enumerable.Range(0, rows).Select(i => rest[i, pivot.J] / value)];
            double[] row = [.. Enumerable.Range(0, columns).Select(j => rest[pivot.I, j])];
            products.Add((column, row));
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    rest[i, j] -= column[i] * row[j];
                }
            }
        }

        return products;
    }
}
