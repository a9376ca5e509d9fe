namespace Theory.Numerics.Design.Search;

/// <summary>Which piecewise polynomials are searched: s' = a + (1 - a) max(0, 1+z)^m (1 + r_1 z + … + r_q z^q), s(0) = 0.</summary>
/// <remarks>
/// Two pieces, the kink at z = -1 and s'(0) = 1, which the choice of the units of z and s can always reach: s is m times continuously differentiable, of degree m + q + 1 on the right, a line of
/// slope a on the left. For q = 1 and a = 0 these are the MRePU of order m + 1 about all of their points.
/// </remarks>
/// <param name="Smoothness">m, the number of continuous derivatives, from 1.</param>
/// <param name="Degree">The degree on the right, from m + 2: below there is no coefficient to choose.</param>
public sealed record PolynomialSearchOptions(int Smoothness, int Degree)
{
    /// <summary>Coefficients beyond this are not searched well.</summary>
    private const int MostCoefficients = 4;

    /// <summary>The slope a on the left is searched as well; it is 0 unless set.</summary>
    public bool WithLine { get; init; }

    /// <summary>The kernel at which V/(nK^2) of one layer is compared. Default 0.1, where the kink is three standard deviations away.</summary>
    public double K { get; init; } = 0.1;

    /// <summary>The number of free coefficients.</summary>
    public int Coefficients => Degree - Smoothness - 1 + (WithLine ? 1 : 0);

    /// <summary>Checks the numbers.</summary>
    /// <exception cref="UserInputException">One is out of its range.</exception>
    public void Validate()
    {
        Require.That(Smoothness is >= 1 and <= 6, $"the smoothness must be between 1 and 6, got {Smoothness}: chi_perp needs one continuous derivative");
        Require.That(Degree >= Smoothness + 2, $"the degree must be at least {Smoothness + 2} with smoothness {Smoothness}, got {Degree}: below there is no coefficient to choose");
        Require.That(Coefficients <= MostCoefficients, $"degree {Degree} with smoothness {Smoothness} has {Coefficients} free coefficients; {MostCoefficients} are searched at most");
        Require.Positive(K, "K");
    }
}
