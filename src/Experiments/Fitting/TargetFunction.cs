namespace Theory.Experiments.Fitting;

/// <summary>A function on the cube [-2, 2]^d that networks learn.</summary>
/// <param name="Name">What it is called on figures and in results.</param>
/// <param name="Formula">The formula, in x, y and z.</param>
/// <param name="Dimension">d.</param>
/// <param name="Value">f.</param>
/// <param name="Gradient">All first derivatives; at a kink, where there is none, any value between those on both sides.</param>
internal sealed record TargetFunction(
    string Name, string Formula, int Dimension, Func<IReadOnlyList<double>, double> Value, Func<IReadOnlyList<double>, double[]> Gradient);
