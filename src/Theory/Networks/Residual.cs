namespace Theory.Networks;

/// <summary>alpha x + beta F(x), F being a sequence of layers; alpha P(x) + beta F(x) where the skip is projected.</summary>
/// <remarks>K = alpha^2 K + beta^2 K_F and Theta likewise, because F goes through weights of its own; without them the two summands would be correlated.</remarks>
public sealed record Residual : Layer
{
    /// <summary>A skip around layers.</summary>
    /// <param name="body">F.</param>
    /// <param name="alpha">The factor of the skip. Default 1.</param>
    /// <param name="beta">The factor of F. Default 1.</param>
    /// <param name="projection">P; null for the identity.</param>
    /// <exception cref="UserInputException">A factor is not finite, or F or P has no weights of its own.</exception>
    public Residual(LayerSequence body, double alpha = 1, double beta = 1, LayerSequence? projection = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        Require.That(double.IsFinite(alpha) && double.IsFinite(beta), $"alpha and beta of a residual must be finite numbers, got {alpha} and {beta}");
        Require.That(
            body.IsFresh,
            $"the branch of a residual needs weights of its own, since it is correlated with the skip otherwise; end it with linear, or write one activation such as z + tanh(z)");
        Require.That(projection is null || projection.IsFresh, $"a projected skip needs weights, as in skip=linear; leave it out for the identity");
        (Body, Alpha, Beta, Projection) = (body, alpha, beta, projection);
    }

    /// <summary>F.</summary>
    public LayerSequence Body { get; }

    /// <summary>The factor of the skip.</summary>
    public double Alpha { get; }

    /// <summary>The factor of F.</summary>
    public double Beta { get; }

    /// <summary>P; null for the identity.</summary>
    public LayerSequence? Projection { get; }
}
