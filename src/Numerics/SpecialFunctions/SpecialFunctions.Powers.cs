namespace Theory.Numerics;

/// <content>Powers.</content>
public static partial class SpecialFunctions
{
    /// <summary>x^power by products of squares, for small powers from 1 on.</summary>
    internal static double SmallPower(double x, int power)
    {
        double square = x * x;
        double result = power % 2 == 0 ? square : x;
        for (int i = power % 2 == 0 ? 2 : 1; i < power; i += 2)
        {
            result *= square;
        }

        return result;
    }
}
