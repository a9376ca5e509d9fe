namespace Theory.Experiments.DataSets;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The numbers, or the indices of the words; NaN where a cell is missing.</param>
/// <param name="Words">The words that a column of words has; null for one of numbers.</param>
internal sealed record DataColumn(string Name, double[] Values, IReadOnlyList<string>? Words);
