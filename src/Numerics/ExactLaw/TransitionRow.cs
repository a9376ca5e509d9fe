namespace Theory.Numerics.ExactLaw;

/// <summary>
/// The law of the next metric G' = C_b + (C_W/n) sum_j s(sqrt(q) xi_j)^2 at one metric q: E (G'/c)^(iw) on the frequencies of a grid, c a typical G', with the
/// cumulants of G'/m, m = E G'.
/// </summary>
/// <param name="Grid">The frequencies.</param>
/// <param name="LogMean">ln m.</param>
/// <param name="LogCentre">ln c.</param>
/// <param name="Zero">P(G' = 0).</param>
/// <param name="Cumulants">The second, third and fourth cumulant of G'/m.</param>
/// <param name="Real">Real parts of E (G'/c)^(iw); at w = 0 the probability that G' > 0.</param>
/// <param name="Imaginary">Imaginary parts.</param>
internal sealed record TransitionRow(FrequencyGrid Grid, double LogMean, double LogCentre, double Zero, double[] Cumulants, double[] Real, double[] Imaginary);
