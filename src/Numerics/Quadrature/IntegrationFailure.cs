namespace Theory.Numerics.Quadrature;

/// <summary>Why an integral has no value.</summary>
internal enum IntegrationFailureKind
{
    /// <summary>The integrand is infinite or not a number at a node.</summary>
    NotFinite,

    /// <summary>Far out, where the normal density underflows, the integrand still counts.</summary>
    DoesNotDecay,

    /// <summary>The panels were used up.</summary>
    NotConverged,
}

/// <summary>An integral that could not be computed.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Index">Which integrand.</param>
/// <param name="T">Where, in t = z/sqrt(K).</param>
/// <param name="Unresolved">A bit for each integrand that the last panel did not resolve, when the panels were used up: all of these did not converge.</param>
internal sealed record IntegrationFailure(IntegrationFailureKind Kind, int Index, double T, int Unresolved = 0)
{
    /// <summary>True if this integrand failed.</summary>
    public bool Includes(int index) => index == Index || (index < 32 && (Unresolved >> index & 1) != 0);
}
