using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>Shifts of the variables that make coefficients vanish.</summary>
internal static class Centring
{
    /// <summary>
    /// For each variable the t for which f(x + t) has no term of the highest degree but one in that variable; 0 where the terms of the two
    /// highest degrees are not proportional, so that no shift does that.
    /// </summary>
    public static Fraction[] Of(Polynomial polynomial, int dimension) => [.. Enumerable.Range(0, dimension).Select(i => Of(polynomial, variable: i, polynomial.Terms.Count == 0 ? 0 : polynomial.Terms.Keys.Max(m => m[i])))];

    /// <summary>f(x + t).</summary>
    public static Polynomial Shifted(Polynomial polynomial, IReadOnlyList<Fraction> shift) =>
        polynomial.Substitute([.. shift.Select((t, i) => t.IsZero ? Polynomial.Variable(i) : Polynomial.Variable(i) + Polynomial.Constant(t))]);

    private static Fraction Of(Polynomial polynomial, int variable, int degree)
    {
        if (degree < 2)
        {
            return Fraction.Zero;
        }

        Polynomial top = Coefficient(polynomial, variable, degree);
        Polynomial next = Coefficient(polynomial, variable, degree - 1);
        Fraction ratio = next[top.Terms.Keys.First()] / top.Terms.Values.First();
        return next.Equals(top.Scale(ratio)) ? (-ratio / degree).Reduce() : Fraction.Zero;
    }

    private static Polynomial Coefficient(Polynomial polynomial, int variable, int power) => Polynomial.Of(
        polynomial.Terms.Where(t => t.Key[variable] == power).Select(t => KeyValuePair.Create(t.Key / Monomial.Of(variable, power), t.Value)));
}
