using Fractions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Planning;

/// <summary>Linear forms with small integer coefficients, simple ones first.</summary>
internal static class LinearFormGrid
{
    private const int MostCandidates = 3000;

    /// <summary>Forms in the given variables whose powers of the degree span all forms of that degree.</summary>
    /// <remarks>The coefficients 0, …, degree suffice for that (they are a unisolvent grid); those with signs come first because they are better conditioned.</remarks>
    public static IEnumerable<Polynomial> Of(int[] variables, int degree)
    {
        List<int[]> vectors = [];
        int reach = 1;
        while (vectors.Count < MostCandidates && reach <= Math.Max(2, degree))
        {
            vectors = [.. Vectors(variables.Length, reach).Where(IsPrimitive).Take(MostCandidates)];
            reach++;
        }

        return vectors
            .OrderBy(v => v.Sum(Math.Abs)).ThenBy(v => v.Max(Math.Abs))
            .Select(v => Polynomial.Combination(v.Select((c, i) => (new Fraction(c), Polynomial.Variable(variables[i])))));
    }

    private static IEnumerable<int[]> Vectors(int length, int reach) => length == 0
        ? [[]]
        : Vectors(length - 1, reach).SelectMany(rest => Enumerable.Range(0, (2 * reach) + 1).Select(n => n % 2 == 1 ? (n + 1) / 2 : -n / 2).Select(c => (int[])[.. rest, c]));

    /// <summary>Coprime, and the first non-zero coefficient positive: one for each line.</summary>
    private static bool IsPrimitive(int[] vector) =>
        vector.FirstOrDefault(c => c != 0) > 0 && vector.Aggregate(0, (a, b) => (int)System.Numerics.BigInteger.GreatestCommonDivisor(a, b)) == 1;
}
