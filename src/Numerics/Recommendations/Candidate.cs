namespace Theory.Numerics.Recommendations;

/// <summary>An initialisation of the hidden layers that keeps the kernel K, as the search sees it.</summary>
/// <param name="K">The kernel of the hidden layers.</param>
/// <param name="Recipe">What fixes C_W.</param>
/// <param name="Factor">The factor by which it is taken.</param>
/// <param name="Cb">C_b.</param>
/// <param name="Cw">C_W.</param>
/// <param name="ChiParallel">chi_par at K.</param>
/// <param name="ChiPerp">chi_perp at K; NaN where s jumps.</param>
internal sealed record Candidate(double K, CandidateRecipe Recipe, double Factor, double Cb, double Cw, double ChiParallel, double ChiPerp)
{
    /// <summary>g(K).</summary>
    public double G { get; init; }

    /// <summary>The correlation of unrelated inputs in the last layer.</summary>
    public double Correlation { get; init; }

    /// <summary>V/(nK^2) of the last hidden layer.</summary>
    public double Fluctuation { get; init; }

    /// <summary>ln of the factor by which the kernel drifts further outwards when it is two standard deviations off; at least 0.</summary>
    public double Drift { get; init; }

    /// <summary>The share of &lt;s^2&gt; that is neither constant nor linear in z.</summary>
    public double Nonlinearity { get; init; }

    /// <summary>Everything weighed together; the least is recommended.</summary>
    public double Cost { get; init; }
}
