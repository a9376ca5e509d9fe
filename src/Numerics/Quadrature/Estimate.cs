namespace Theory.Numerics.Quadrature;

/// <summary>A computed number with a bound on its error.</summary>
/// <remarks>
/// The outcome of an expectation. A <c>BoundedValue</c> is what rounding does to one formula, an <c>ErrorNumber</c> is for arithmetic, the error of a
/// <c>LawValue</c> is an estimate, and an estimate from an ensemble has a standard error.
/// </remarks>
public readonly record struct Estimate
{
    /// <summary>Creates an estimate.</summary>
    /// <param name="value">The number.</param>
    /// <param name="absoluteError">A bound on its distance from the true value.</param>
    /// <param name="magnitude">The expectation of the absolute value of what was summed.</param>
    public Estimate(double value, double absoluteError, double magnitude)
    {
        Value = value;
        AbsoluteError = absoluteError;
        Magnitude = magnitude;
    }

    private Estimate(NoValue missing)
        : this(double.NaN, double.NaN, double.NaN) => Missing = missing;

    /// <summary>The number; NaN if the quantity is undefined.</summary>
    public double Value { get; }

    /// <summary>A bound on the distance of <see cref="Value"/> from the true value, in the same units.</summary>
    /// <remarks>It covers truncation, rounding, and half an ulp of uncertainty in K.</remarks>
    public double AbsoluteError { get; }

    /// <summary>The expectation of the absolute value of the integrand: what <see cref="Value"/> would be if nothing cancelled.</summary>
    /// <remarks>
    /// Where a value vanishes by symmetry, or is exponentially small (sin, chi_parallel at K = 30: 8.8e-27), the error is small against
    /// this number and not against the value.
    /// </remarks>
    public double Magnitude { get; }

    /// <summary><see cref="AbsoluteError"/> as a fraction of the value; 0 if both vanish, infinite if only the value does.</summary>
    public double RelativeError => AbsoluteError == 0 ? 0 : AbsoluteError / Math.Abs(Value);

    /// <summary>True if the quantity has a value; <see cref="Missing"/> otherwise says why it has none.</summary>
    public bool IsDefined => Missing is null;

    /// <summary>What the quantity has instead of a value; null if it has one.</summary>
    public NoValue? Missing { get; }

    /// <summary>Why the quantity has no value, as a sentence; null if it has one.</summary>
    public string? UndefinedBecause => Missing?.Reason;

    /// <summary>This estimate, for computations that cannot go on without its value. What does not exist at any K is not refused, and stays NaN.</summary>
    /// <exception cref="UserInputException">It diverges, overflows, or could not be computed.</exception>
    internal Estimate OrThrow() => Missing is null or { Kind: NoValueKind.Undefined } ? this : throw new UserInputException(Missing.Reason);

    /// <summary>A quantity that does not exist.</summary>
    /// <param name="reason">Why, as a sentence for the user.</param>
    /// <returns>An estimate whose numbers are NaN.</returns>
    public static Estimate Undefined(string reason) => None(new NoValue(NoValueKind.Undefined, reason));

    /// <summary>A quantity without a value.</summary>
    /// <param name="missing">Why.</param>
    /// <returns>An estimate whose numbers are NaN.</returns>
    public static Estimate None(NoValue missing) => new(missing);
}
