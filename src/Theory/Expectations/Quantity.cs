using Fractions;

namespace Theory.Expectations;

/// <summary>A Gaussian expectation that governs signal propagation, as a function of the kernel K, at C_W = 1: a factor times a K-derivative of a mean.</summary>
/// <remarks>
/// Its integrand, number of K-derivatives and factor are all that derivation, quadrature, expansions, explanations and printing know of it: a new one is one row here.
/// </remarks>
/// <param name="Key">The name in JSON and code.</param>
/// <param name="Symbol">The symbol in plain text.</param>
/// <param name="Latex">The symbol in LaTeX.</param>
/// <param name="CwPower">The power of C_W it is multiplied with in the recursions: 0, 1.</param>
/// <param name="Integrand">What is averaged.</param>
/// <param name="KernelDerivatives">How often the mean is differentiated in K.</param>
/// <param name="Factor">The factor in front.</param>
/// <param name="DerivativeOf">The quantity of which this one is the derivative, by whose symbol it is defined; null for a mean.</param>
/// <param name="Description">What it means.</param>
/// <param name="Source">Where it is defined.</param>
public sealed record Quantity(
    string Key, string Symbol, string Latex, int CwPower, Integrand Integrand, int KernelDerivatives, Fraction Factor, Quantity? DerivativeOf, string Description, string Source)
{
    /// <summary>&lt;s&gt;_K.</summary>
    public static readonly Quantity Mean = Of(Integrand.Of(1), "mean activation", "PDLT section 4.1", "mean", "<s>", @"\langle\sigma\rangle_K");

    /// <summary>g(K) = &lt;s^2&gt;_K.</summary>
    public static readonly Quantity Kernel = Of(Integrand.Of(2), "kernel: K(l+1) = C_b + C_W g(K(l))", "paper section 2.2, PDLT 5.6", "g", "g", "g(K)");

    /// <summary>chi_par(K)/C_W = g'(K).</summary>
    public static readonly Quantity ChiParallel = Kernel.Derivative(1, "chiParallel", "chi_par", @"\chi_\parallel(K)", "parallel susceptibility", "paper eq. 5, PDLT 5.50", cwPower: 1);

    /// <summary>chi_perp(K)/C_W = &lt;s'^2&gt;_K.</summary>
    public static readonly Quantity ChiPerp = Of(
        Integrand.Of(0, 2), "perpendicular susceptibility", "paper eq. 5, PDLT 5.51", "chiPerp", "chi_perp", @"\chi_\perp(K)", cwPower: 1);

    /// <summary>h(K)/C_W = (1/2) d&lt;s'^2&gt;/dK.</summary>
    public static readonly Quantity H = ChiPerp.Derivative(
        1, "h", "h", "h(K)", "helper function of the perpendicular perturbation", "paper eq. 5, PDLT 5.52", cwPower: 1, new Fraction(1, 2));

    /// <summary>m4(K) = &lt;s^4&gt;_K.</summary>
    public static readonly Quantity FourthMoment = Of(Integrand.Of(4), "fourth moment, source of the four-point vertex", "paper eq. 8", "m4", "m4", "m_4(K)");

    /// <summary>g''(K).</summary>
    public static readonly Quantity KernelSecondDerivative = Kernel.Derivative(
        2, "g2", "g''", "g''(K)", "curvature of the kernel, source of the finite-width metric", "PDLT section 4.3");

    /// <summary>g'''(K).</summary>
    public static readonly Quantity KernelThirdDerivative = Kernel.Derivative(3, "g3", "g'''", "g'''(K)", "third derivative of the kernel, in the next order in 1/n", "expansion of g");

    /// <summary>g''''(K).</summary>
    public static readonly Quantity KernelFourthDerivative = Kernel.Derivative(4, "g4", "g''''", "g''''(K)", "fourth derivative of the kernel, in the next order in 1/n", "expansion of g");

    /// <summary>dm4/dK.</summary>
    public static readonly Quantity FourthMomentDerivative = FourthMoment.Derivative(1, "m4Derivative", "m4'", "m_4'(K)", "derivative of the fourth moment, in the next order in 1/n", "expansion of m4");

    /// <summary>d^2 m4/dK^2.</summary>
    public static readonly Quantity FourthMomentSecondDerivative = FourthMoment.Derivative(
        2, "m4SecondDerivative", "m4''", "m_4''(K)", "second derivative of the fourth moment, in the next order in 1/n", "expansion of m4");

    /// <summary>m6(K) = &lt;s^6&gt;_K.</summary>
    public static readonly Quantity SixthMoment = Of(Integrand.Of(6), "sixth moment, source of the third cumulant of the metric", "third cumulant of a mean", "m6", "m6", "m_6(K)");

    /// <summary>&lt;s^2 s'^2&gt;_K.</summary>
    public static readonly Quantity KernelTimesSlopes = Of(Integrand.Of(2, 2), "kernel times slopes, source of the tangent kernel's correlation with the metric", "PDLT 8.69");

    /// <summary>&lt;s'^4&gt;_K.</summary>
    public static readonly Quantity FourthMomentOfSlope = Of(Integrand.Of(0, 4), "fourth moment of the slope, source of the tangent kernel's variance", "PDLT 8.97");

    /// <summary>&lt;s s'^2 s''&gt;_K.</summary>
    public static readonly Quantity ActivationSlopesCurvature = Of(Integrand.Of(1, 2, 1), "source of the differential of the tangent kernel", "PDLT section 11.2");

    /// <summary>&lt;s'^3 s'''&gt;_K.</summary>
    public static readonly Quantity SlopesThirdDerivative = Of(Integrand.Of(0, 3, 0, 1), "source of the second differential of the tangent kernel, first kind", "PDLT section 11.3");

    /// <summary>&lt;s'^2 s''^2&gt;_K.</summary>
    public static readonly Quantity SlopesCurvatures = Of(Integrand.Of(0, 2, 2), "source of the second differential of the tangent kernel, second kind", "PDLT section 11.3");

    /// <summary>&lt;s''^2&gt;_K.</summary>
    public static readonly Quantity SquaredCurvature = Of(Integrand.Of(0, 0, 2), "squared curvature of the activation", "PDLT section 11.3");

    /// <summary>&lt;s s''&gt;_K.</summary>
    public static readonly Quantity ActivationCurvature = Of(Integrand.Of(1, 0, 1), "activation times its curvature: chi_par - chi_perp at C_W = 1", "PDLT 5.50, 5.51");

    /// <summary>&lt;s' s'''&gt;_K.</summary>
    public static readonly Quantity SlopeThirdDerivative = Of(Integrand.Of(0, 1, 0, 1), "slope times the third derivative", "PDLT section 11.3");

    /// <summary>d^2 chi_perp/dK^2.</summary>
    public static readonly Quantity ChiPerpSecondDerivative = ChiPerp.Derivative(
        2, "chiPerp2", "chi_perp''", @"\chi''_\perp(K)", "curvature of the perpendicular susceptibility, in the mean of the tangent kernel at finite width", "expansion of chi_perp", cwPower: 1);

    /// <summary>Those that commands show unless asked for others, in the order in which they are shown.</summary>
    public static IReadOnlyList<Quantity> All { get; } = [Mean, Kernel, ChiParallel, ChiPerp, H, FourthMoment, KernelSecondDerivative];

    /// <summary>Every quantity with a name, those of <see cref="All"/> first.</summary>
    public static IReadOnlyList<Quantity> Known { get; } =
    [
        .. All, KernelThirdDerivative, KernelFourthDerivative, FourthMomentDerivative, FourthMomentSecondDerivative, SixthMoment, KernelTimesSlopes, FourthMomentOfSlope,
        ActivationSlopesCurvature, SlopesThirdDerivative, SlopesCurvatures, SquaredCurvature, ActivationCurvature, SlopeThirdDerivative,
        ChiPerpSecondDerivative,
    ];

    /// <summary>The definition in plain text.</summary>
    public string Definition => QuantityDefinition.Text(this);

    /// <summary>The definition in LaTeX.</summary>
    public string DefinitionLatex => QuantityDefinition.Latex(this);

    /// <summary>The mean of an integrand; its key and symbols follow from it unless given.</summary>
    public static Quantity Of(
        Integrand integrand, string description, string source, string? key = null, string? symbol = null, string? latex = null, int cwPower = 0)
    {
        ArgumentNullException.ThrowIfNull(integrand);
        if (integrand.Terms.Count == 0 || integrand.Terms.Any(t => t.Monomial.Degree == 0))
        {
            throw new ArgumentException("an integrand needs at least one factor in each product", nameof(integrand));
        }

        string name = string.Join("+", integrand.Terms.Select(t => (t.Coefficient == Fraction.One ? "" : $"{t.Coefficient}*") + t.Monomial.Key));
        return new Quantity(
            key ?? name, symbol ?? $"<{integrand.Text()}>", latex ?? $@"\langle {integrand.Latex()} \rangle_K", cwPower, integrand, 0, Fraction.One, null, description, source);
    }

    /// <summary>A multiple of a derivative in K.</summary>
    public Quantity Derivative(int times, string key, string symbol, string latex, string description, string source, int cwPower = 0, Fraction? factor = null) =>
        new(key, symbol, latex, cwPower, Integrand, KernelDerivatives + times, ((factor ?? Fraction.One) * Factor).Reduce(), this, description, source);

    /// <summary>Quantities are equal when their keys are: hashing seven strings a lookup would take longer than an expectation.</summary>
    public bool Equals(Quantity? other) => ReferenceEquals(this, other) || Key == other?.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
