namespace Theory.Expectations;

/// <summary>A Gaussian expectation that governs signal propagation, as a function of the kernel K, at C_W = 1.</summary>
/// <param name="Key">The name in JSON and code.</param>
/// <param name="Symbol">The symbol in plain text.</param>
/// <param name="Latex">The symbol in LaTeX.</param>
/// <param name="CwPower">The power of C_W it is multiplied with in the recursions: 0, 1.</param>
/// <param name="Definition">The definition in plain text.</param>
/// <param name="Description">What it means.</param>
/// <param name="Source">Where it is defined.</param>
public sealed record Quantity(string Key, string Symbol, string Latex, int CwPower, string Definition, string Description, string Source)
{
    /// <summary>&lt;s&gt;_K.</summary>
    public static readonly Quantity Mean = new("mean", "<s>", @"\langle\sigma\rangle_K", 0,
        "<s(z)>_K", "mean activation", "PDLT section 4.1");

    /// <summary>g(K) = &lt;s^2&gt;_K.</summary>
    public static readonly Quantity Kernel = new("g", "g", "g(K)", 0,
        "<s(z)^2>_K", "kernel: K(l+1) = C_b + C_W g(K(l))", "paper section 2.2, PDLT 5.6");

    /// <summary>chi_par(K)/C_W = g'(K).</summary>
    public static readonly Quantity ChiParallel = new("chiParallel", "chi_par", @"\chi_\parallel(K)", 1,
        "C_W g'(K) = C_W/(2K^2) <s^2 (z^2-K)>_K", "parallel susceptibility", "paper eq. 5, PDLT 5.50");

    /// <summary>chi_perp(K)/C_W = &lt;s'^2&gt;_K.</summary>
    public static readonly Quantity ChiPerp = new("chiPerp", "chi_perp", @"\chi_\perp(K)", 1,
        "C_W <s'(z)^2>_K", "perpendicular susceptibility", "paper eq. 5, PDLT 5.51");

    /// <summary>h(K)/C_W = (1/2) d&lt;s'^2&gt;/dK.</summary>
    public static readonly Quantity H = new("h", "h", "h(K)", 1,
        "1/2 d chi_perp/dK = C_W/(4K^2) <s'^2 (z^2-K)>_K", "helper function of the perpendicular perturbation", "paper eq. 5, PDLT 5.52");

    /// <summary>m4(K) = &lt;s^4&gt;_K.</summary>
    public static readonly Quantity FourthMoment = new("m4", "m4", "m_4(K)", 0,
        "<s(z)^4>_K", "fourth moment, source of the four-point vertex", "paper eq. 8");

    /// <summary>g''(K).</summary>
    public static readonly Quantity KernelSecondDerivative = new("g2", "g''", "g''(K)", 0,
        "1/(4K^2) <s^2 He4(z/sqrt(K))>_K", "curvature of the kernel, source of the finite-width metric", "PDLT section 4.3");

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Quantity> All { get; } = [Mean, Kernel, ChiParallel, ChiPerp, H, FourthMoment, KernelSecondDerivative];

    /// <summary>Quantities are equal when their keys are: hashing seven strings a lookup would take longer than an expectation.</summary>
    public bool Equals(Quantity? other) => ReferenceEquals(this, other) || Key == other?.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
