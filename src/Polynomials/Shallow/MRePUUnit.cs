using Fractions;

namespace Theory.Polynomials.Shallow;

/// <summary>A hidden unit: OutputWeight * rho(Weight x + Bias) with rho(z) = z max(0, z+1)^p.</summary>
public sealed record MRePUUnit(Fraction Weight, Fraction Bias, Fraction OutputWeight);
