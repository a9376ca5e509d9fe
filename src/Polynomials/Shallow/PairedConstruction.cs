using Fractions;
using Theory.Polynomials.Algebra;
using Theory.Polynomials.Bundles;
using Theory.Polynomials.Networks;
using Theory.Polynomials.Vandermonde;

namespace Theory.Polynomials.Shallow;

/// <summary>The paper's Lemma 7: 2(p+1) units, in pairs mirrored about -1, that are near a polynomial of degree p on an interval.</summary>
/// <remarks>
/// With s = scale (x + b), the preactivations s - 1 and -s - 1 are mirrored about -1, so that one unit of the pair is active. Weighted by w and
/// (-1)^p w, the pair gives -w s^p + w |s| s^p. Matching the binomial coefficients of the first part, C(p,k) sum_i u_i b_i^k = c_(p-k)
/// with u = -w scale^p, is a Vandermonde system in the offsets. What is left over, of order p + 1, is
/// -scale sum_i u_i |x + b_i| (x + b_i)^p: it shrinks with the scale and never vanishes, unlike that of
/// <see cref="ShallowConstruction.Everywhere"/>.
/// </remarks>
/// <param name="Network">The network; it is not equal to the polynomial.</param>
/// <param name="Offsets">The offsets b.</param>
/// <param name="Weights">The weights u.</param>
/// <param name="Scale">The scale.</param>
internal sealed record PairedConstruction(PolynomialNetwork Network, IReadOnlyList<Fraction> Offsets, IReadOnlyList<Fraction> Weights, Fraction Scale)
{
    /// <summary>Builds the network.</summary>
    /// <param name="coefficients">The coefficients by rising power; the degree is at most p.</param>
    /// <param name="p">The order.</param>
    /// <param name="radius">Where the network is to be used: |x| &lt;= radius.</param>
    /// <param name="scale">The scale, positive; the error is proportional to it.</param>
    /// <exception cref="UserInputException">The degree exceeds p, or an argument is out of range.</exception>
    public static PairedConstruction Create(IReadOnlyList<Fraction> coefficients, int p, Fraction radius, Fraction scale)
    {
        Fraction[] c = ShallowConstruction.Checked(coefficients, p, p);
        if (!radius.IsPositive || !scale.IsPositive)
        {
            throw new UserInputException($"the radius and the scale must be positive, got {radius} and {scale}");
        }

        Fraction[] offsets = [.. SlopeSet.Of(p + 1).Select(a => (a * radius).Reduce())];
        Fraction[] weights = VandermondeSystem.Solve(offsets, [.. Enumerable.Range(0, p + 1).Select(k => c[p - k] / MRePU.Binomial(p, k))]);
        Fraction[] units = [.. weights.Select(u => (-u / Fraction.Pow(scale, p)).Reduce())];
        int sign = p % 2 == 0 ? 1 : -1;
        Bundle bundle = new(
            [.. offsets.SelectMany(b => (BundleUnit[])[new(scale, ((scale * b) - 1).Reduce()), new(-scale, ((-scale * b) - 1).Reduce())])],
            [[.. units.SelectMany(w => (Fraction[])[w, sign * w])]],
            [Fraction.Zero]);
        return new PairedConstruction(ShallowConstruction.Build(c, p, InputDomain.Cube(1, -radius, radius), bundle), offsets, weights, scale);
    }

    /// <summary>The network minus the polynomial at a point: -scale sum_i u_i |x + b_i| (x + b_i)^p.</summary>
    public Fraction Residual(Fraction x) => (-Scale * Offsets.Zip(Weights, (b, u) => u * (x + b).Abs() * Fraction.Pow(x + b, Network.P))
        .Aggregate(Fraction.Zero, (sum, t) => sum + t)).Reduce();

    /// <summary>A bound of the residual for |x| &lt;= radius.</summary>
    public Fraction ResidualBound(Fraction radius) => (Scale * Offsets.Zip(Weights, (b, u) => u.Abs() * Fraction.Pow(radius + b.Abs(), Network.P + 1))
        .Aggregate(Fraction.Zero, (sum, t) => sum + t)).Reduce();

    /// <summary>The determinant of the matrix C(p,k) b_i^k: the product of the binomial coefficients and of all differences of offsets; not zero for distinct offsets.</summary>
    public static Fraction Determinant(IReadOnlyList<Fraction> offsets)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        int p = offsets.Count - 1;
        return Enumerable.Range(0, p + 1).Aggregate(VandermondeSystem.Determinant(offsets), (product, k) => product * MRePU.Binomial(p, k)).Reduce();
    }
}
