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
internal sealed record IntegrationFailure(IntegrationFailureKind Kind, int Index, double T);
