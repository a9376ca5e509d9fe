using Fractions;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Shallow;

/// <summary>For comparison: 2p units max(0, x)^p that equal a polynomial of degree p for every real x.</summary>
/// <remarks>
/// With s = x + b, max(0,s)^p + (-1)^p max(0,-s)^p = s^p. p distinct offsets span the powers 1 to p, by a Vandermonde system in the offsets;
/// the constant is the output bias.
/// </remarks>
/// <param name="P">The order.</param>
/// <param name="Offsets">The offsets b, two units for each.</param>
/// <param name="Weights">The weight of each pair.</param>
/// <param name="Bias">The output bias.</param>
internal sealed record RePUConstruction(int P, IReadOnlyList<Fraction> Offsets, IReadOnlyList<Fraction> Weights, Fraction Bias)
{
    /// <summary>The number of units.</summary>
    public int Neurons => 2 * Offsets.Count;

    /// <summary>Builds the network.</summary>
    /// <exception cref="UserInputException">The degree exceeds p, or p is out of range.</exception>
    public static RePUConstruction Create(IReadOnlyList<Fraction> coefficients, int p)
    {
        Fraction[] c = ShallowConstruction.Checked(coefficients, p, p);
        Fraction[] offsets = SlopeSet.Of(p);
        Fraction[] weights = VandermondeSystem.Solve(offsets, [.. Enumerable.Range(0, p).Select(k => c[p - k] / MRePU.Binomial(p, k))]);
        Fraction bias = offsets.Zip(weights, (b, u) => u * Fraction.Pow(b, p)).Aggregate(c[0], (rest, t) => rest - t);
        return new RePUConstruction(p, offsets, weights, bias.Reduce());
    }

    /// <summary>The output, from the units themselves.</summary>
    public Fraction Evaluate(Fraction x) => Offsets.Zip(Weights, (b, u) => u * (Unit(x + b) + ((P % 2 == 0 ? 1 : -1) * Unit(-x - b))))
        .Aggregate(Bias, (sum, t) => sum + t).Reduce();

    private Fraction Unit(Fraction z) => z.IsPositive ? Fraction.Pow(z, P) : Fraction.Zero;
}
