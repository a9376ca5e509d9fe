namespace Theory.Numerics.Certified;

/// <summary>
/// One way to write an expectation: factor times the integral of f^(Derivative) against He_Hermite(z/sqrt K) p(z) K^(-Hermite/2), p the density
/// of N(0, K). Derivatives with respect to K fall on the density or, by parts, on f.
/// </summary>
/// <remarks>
/// Which is narrowest depends on the activation's scale: a spike is better left undifferentiated, and at small K the Hermite weights cancel.
/// </remarks>
/// <param name="Quantity">The place of the quantity in <see cref="Expectations.Quantity.All"/>.</param>
/// <param name="Source">Which f.</param>
/// <param name="Derivative">How often f is differentiated.</param>
/// <param name="Hermite">How often the density is differentiated.</param>
/// <param name="Factor">The factor.</param>
internal sealed record ExpectationForm(int Quantity, FormSource Source, int Derivative, int Hermite, double Factor)
{
    /// <summary>All forms; those of a quantity differ by integration by parts.</summary>
    public static IReadOnlyList<ExpectationForm> All { get; } =
    [
        new(0, FormSource.Function, 0, 0, 1),
        new(1, FormSource.Square, 0, 0, 1),
        .. ByParts(2, FormSource.Square, 2, 0.5),
        new(3, FormSource.SlopeSquare, 0, 0, 1),
        .. ByParts(4, FormSource.SlopeSquare, 2, 0.25),
        new(5, FormSource.FourthPower, 0, 0, 1),
        .. ByParts(6, FormSource.Square, 4, 0.25),
    ];

    /// <summary>The derivatives of the density before any integration by parts.</summary>
    public int Order => Derivative + Hermite;

    private static IEnumerable<ExpectationForm> ByParts(int quantity, FormSource source, int order, double factor) =>
        Enumerable.Range(0, order + 1).Select(j => new ExpectationForm(quantity, source, j, order - j, factor));
}
