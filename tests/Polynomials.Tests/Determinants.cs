using Fractions;

namespace Theory.Polynomials.Tests;

/// <summary>Determinants by cofactor expansion: slow, and independent of every elimination.</summary>
internal static class Determinants
{
    public static Fraction Of(Fraction[][] matrix)
    {
        if (matrix.Length == 1)
        {
            return matrix[0][0].Reduce();
        }

        Fraction sum = Fraction.Zero;
        for (int j = 0; j < matrix.Length; j++)
        {
            int column = j;
            Fraction[][] minor = [.. matrix.Skip(1).Select(row => row.Where((_, k) => k != column).ToArray())];
            sum += (j % 2 == 0 ? 1 : -1) * matrix[0][j] * Of(minor);
        }

        return sum.Reduce();
    }
}
