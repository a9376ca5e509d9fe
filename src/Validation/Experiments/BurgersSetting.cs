namespace Theory.Validation.Experiments;

/// <summary>An ensemble of physics-informed networks.</summary>
/// <param name="Label">How it is named in tables and figures.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Cw">C_W of every layer.</param>
/// <param name="Cb">C_b of every layer.</param>
public sealed record BurgersSetting(string Label, string Activation, double Cw, double Cb);
