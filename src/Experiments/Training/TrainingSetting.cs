namespace Theory.Experiments.Training;

/// <summary>One trained ensemble.</summary>
/// <param name="Label">How it is named in tables and figures.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="HiddenLayers">The number of hidden layers.</param>
/// <param name="Cw">C_W of every layer; C_b is 0.</param>
/// <param name="Radius">R, the radius of the disc of inputs.</param>
/// <param name="Samples">The number of training samples in the paper's size.</param>
internal sealed record TrainingSetting(string Label, string Activation, int HiddenLayers, double Cw, double Radius, int Samples);
