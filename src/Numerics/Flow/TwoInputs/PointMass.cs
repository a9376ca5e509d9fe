namespace Theory.Numerics.Flow.TwoInputs;

/// <summary>What a jump or a kink leaves in a derivative: w delta(z - b) + d delta'(z - b).</summary>
/// <param name="Position">b.</param>
/// <param name="Weight">w.</param>
/// <param name="Dipole">d.</param>
internal readonly record struct PointMass(double Position, double Weight, double Dipole);
