namespace Theory.Experiments.Initialisation;

/// <summary>One ensemble at initialisation.</summary>
/// <param name="Label">How it is named in tables and figures.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Cw">C_W; C_b is 0.</param>
/// <param name="InputSquare">|x|²/n_0 of the fixed input, and the variance of the components of random inputs; K(1) = C_W times this.</param>
internal sealed record InitialisationSetting(string Label, string Activation, double Cw, double InputSquare);
