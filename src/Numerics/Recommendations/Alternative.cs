namespace Theory.Numerics.Recommendations;

/// <summary>Another initialisation, and how it compares.</summary>
/// <param name="Name">What it is.</param>
/// <param name="K1">K(1).</param>
/// <param name="Cb">C_b of the hidden layers.</param>
/// <param name="Cw">C_W of the hidden layers.</param>
/// <param name="Text">What it would do.</param>
public sealed record Alternative(string Name, double K1, double Cb, double Cw, string Text);
