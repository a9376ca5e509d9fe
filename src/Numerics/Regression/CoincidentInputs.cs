using MathNet.Numerics.LinearAlgebra;

namespace Theory.Numerics.Regression;

/// <summary>Training inputs that are one and the same, taken together: their targets are averaged, and the noise of the mean is smaller.</summary>
/// <remarks>
/// That is exactly the posterior of all of them at any noise variance, and its limit as the noise vanishes, where the kernel matrix itself is singular and
/// contradictory targets could not be met.
/// </remarks>
internal sealed class CoincidentInputs
{
    /// <summary>Finds the groups: a kernel tells coincident inputs by K_ab = K_aa = K_bb, and by the same row.</summary>
    public CoincidentInputs(Matrix<double> training)
    {
        List<int> first = [];
        var groups = new List<List<int>>();
        for (int i = 0; i < training.RowCount; i++)
        {
            int group = first.FindIndex(f => training[i, f] == training[f, f] && training[i, i] == training[f, f] && training.Row(i).Equals(training.Row(f)));
            if (group < 0)
            {
                first.Add(i);
                groups.Add([]);
                group = groups.Count - 1;
            }

            groups[group].Add(i);
        }

        Members = groups;
    }

    /// <summary>The inputs of each group, the first one standing for all.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Members { get; }

    /// <summary>The mean of the targets of each group.</summary>
    public Matrix<double> Mean(Matrix<double> targets) => Matrix<double>.Build.Dense(
        Members.Count, targets.ColumnCount, (g, j) => Members[g].Average(i => targets[i, j]));

    /// <summary>The kernel of the groups with the noise of their means on the diagonal.</summary>
    public Matrix<double> Kernel(Matrix<double> training, double noise) => Matrix<double>.Build.Dense(
        Members.Count, Members.Count, (g, h) => training[Members[g][0], Members[h][0]] + (g == h ? noise / Members[g].Count : 0));

    /// <summary>The columns of the groups.</summary>
    public Matrix<double> Columns(Matrix<double> cross) => Matrix<double>.Build.Dense(cross.RowCount, Members.Count, (i, g) => cross[i, Members[g][0]]);
}
