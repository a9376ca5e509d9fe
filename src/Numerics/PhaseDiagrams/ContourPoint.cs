namespace Theory.Numerics.PhaseDiagrams;

/// <summary>A point of a contour.</summary>
/// <param name="K">K*.</param>
/// <param name="Cw">C_W.</param>
/// <param name="Cb">C_b, or what the ordinate of the diagram says.</param>
/// <param name="ChiParallel">chi_par at K*.</param>
public readonly record struct ContourPoint(double K, double Cw, double Cb, double ChiParallel);
