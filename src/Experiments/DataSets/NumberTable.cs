namespace Theory.Experiments.DataSets;

/// <summary>Inputs, a row each, as they lie in a file.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The number of components of each.</param>
/// <param name="At">A component; NaN where it is missing.</param>
/// <param name="AreImages">Whether rows are images: bytes, whose mean means something.</param>
public sealed record NumberTable(int Rows, int Columns, Func<int, int, double> At, bool AreImages)
{
    /// <summary>Some rows, one after another.</summary>
    public double[] Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double[] values = new double[checked(rows.Count * Columns)];
        for (int i = 0; i < rows.Count; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                values[(i * Columns) + j] = At(rows[i], j);
            }
        }

        return values;
    }
}
