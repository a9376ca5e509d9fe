namespace Theory.Asymptotics;

/// <summary>What a small-K expansion says about the function it expands.</summary>
public enum ConvergenceKind
{
    /// <summary>The shown terms are the whole function.</summary>
    Exact,

    /// <summary>The full series converges to the function, for every K or below a bound.</summary>
    Converges,

    /// <summary>The partial sums approach the function as K -> 0 at fixed order, not as the order grows at fixed K.</summary>
    Asymptotic,
}
