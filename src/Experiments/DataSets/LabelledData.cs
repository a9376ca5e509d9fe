namespace Theory.Experiments.DataSets;

/// <summary>Inputs with what is to be predicted of them.</summary>
/// <param name="Source">Where they come from, in a few words.</param>
/// <param name="Inputs">The inputs.</param>
/// <param name="Names">The names of the outputs: the classes, or the targets.</param>
/// <param name="Labels">The class of each input; null for regression.</param>
/// <param name="Targets">The targets of each input; null for classification.</param>
public sealed record LabelledData(string Source, NumberTable Inputs, IReadOnlyList<string> Names, int[]? Labels, double[][]? Targets);
