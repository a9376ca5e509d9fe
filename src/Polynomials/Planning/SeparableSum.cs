using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>Polynomials as sums of products of polynomials of fewer variables.</summary>
internal static class SeparableSum
{
    /// <summary>f = sum of a_i(first variables) b_i(other variables) and terms of one side alone, with as few products as the rank of the coefficients.</summary>
    /// <param name="polynomial">f.</param>
    /// <param name="variables">The variables of f, at least two.</param>
    /// <param name="sides">Where they lie; the elimination works on the box mapped to [-1, 1], where sizes can be compared.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IReadOnlyList<(Polynomial, Polynomial)> Of(
        Polynomial polynomial, int[] variables, IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> sides, CancellationToken cancellation)
    {
        int[] left = Left(variables);
        Polynomial rest = ToBox(polynomial, sides);
        List<(Polynomial, Polynomial)> products = [];
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            // Terms of both sides: the largest is the pivot.
            KeyValuePair<Monomial, Fraction>[] mixed = [.. rest.Terms.Where(t => Part(t.Key, left).Degree > 0 && Part(t.Key, left).Degree < t.Key.Degree)];
            if (mixed.Length == 0)
            {
                return products;
            }

            (Monomial pivot, Fraction value) = mixed.OrderByDescending(t => t.Value.Abs()).ThenBy(t => t.Key).First();
            Monomial row = Part(pivot, left);
            Monomial column = pivot / row;
            Polynomial a = Polynomial.Of(rest.Terms.Where(t => t.Key / Part(t.Key, left) == column).Select(t => KeyValuePair.Create(Part(t.Key, left), t.Value / value)));
            Polynomial b = Polynomial.Of(rest.Terms.Where(t => Part(t.Key, left) == row).Select(t => KeyValuePair.Create(t.Key / row, t.Value)));
            rest -= a * b;
            products.Add((FromBox(a, sides), FromBox(b, sides)));
        }
    }

    /// <summary>The parts of a sum whose terms have variables of one side only; the constant goes with the second.</summary>
    public static IEnumerable<Polynomial> Sides(Polynomial sum, int[] variables)
    {
        int[] left = Left(variables);
        Polynomial first = Polynomial.Of(sum.Terms.Where(t => Part(t.Key, left).Degree > 0));
        return new[] { first, sum - first }.Where(side => !side.IsZero);
    }

    private static int[] Left(int[] variables) => variables[..((variables.Length + 1) / 2)];

    private static Monomial Part(Monomial monomial, int[] variables) => variables.Aggregate(Monomial.One, (m, i) => m * Monomial.Of(i, monomial[i]));

    private static Polynomial ToBox(Polynomial polynomial, IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> sides) =>
        polynomial.Substitute([.. sides.Select((s, i) => Polynomial.Variable(i).Scale(s.HalfWidth) + Polynomial.Constant(s.Centre))]);

    private static Polynomial FromBox(Polynomial polynomial, IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> sides) =>
        polynomial.Substitute([.. sides.Select((s, i) => Polynomial.Variable(i).Scale(s.HalfWidth.Reciprocal()) - Polynomial.Constant(s.Centre / s.HalfWidth))]);
}
