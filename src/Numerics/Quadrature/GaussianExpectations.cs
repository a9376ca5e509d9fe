using Theory.Expectations;

namespace Theory.Numerics.Quadrature;

/// <summary>Gaussian expectations of an activation at one kernel value: averages over z ~ N(0, K), with C_W = 1.</summary>
/// <remarks>A quantity without a value is an undefined <see cref="Estimate"/> with the reason, and takes none of the others with it.</remarks>
public sealed class GaussianExpectations
{
    private readonly IReadOnlyList<Quantity> _quantities;
    private readonly Estimate[] _estimates;

    internal GaussianExpectations(double k, IReadOnlyList<Quantity> quantities, Estimate[] estimates)
    {
        K = k;
        _quantities = quantities;
        _estimates = estimates;
    }

    /// <summary>The variance of z.</summary>
    public double K { get; }

    /// <summary>A quantity that was asked for.</summary>
    /// <exception cref="KeyNotFoundException">It was not.</exception>
    public Estimate this[Quantity quantity]
    {
        get
        {
            for (int i = 0; i < _quantities.Count; i++)
            {
                if (_quantities[i].Equals(quantity))
                {
                    return _estimates[i];
                }
            }

            throw new KeyNotFoundException($"{quantity} was not evaluated");
        }
    }

    /// <summary>These, for computations that cannot go on without one of them. What does not exist at any K is not refused.</summary>
    /// <exception cref="UserInputException">One diverges, overflows, or could not be computed.</exception>
    public GaussianExpectations OrThrow()
    {
        foreach (Estimate estimate in _estimates)
        {
            estimate.OrThrow();
        }

        return this;
    }
}
