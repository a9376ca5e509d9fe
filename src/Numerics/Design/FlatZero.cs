namespace Theory.Numerics.Design;

/// <summary>Where a function touches 0 it vanishes in double precision over a whole range around, and the place is known to half of the digits or less.</summary>
internal static class FlatZero
{
    /// <summary>Residuals are ratios of expectations, known to this.</summary>
    private const double Rounding = 1e-14;

    private const int MostDecimals = 8;

    /// <summary>The number of the fewest decimals in that range: of members that cannot be told apart it is the one most likely meant, such as b = 0.</summary>
    /// <param name="t">A zero.</param>
    /// <param name="f">The function; NaN where it has no value.</param>
    /// <param name="reach">The range ends there at most.</param>
    public static double Shortest(double t, Func<double, double> f, double reach)
    {
        double level = Math.Max(Rounding, Math.Abs(f(t)));
        double range = Rounding * reach;
        while (2 * range <= reach && Math.Abs(f(t - (2 * range))) <= level && Math.Abs(f(t + (2 * range))) <= level)
        {
            range *= 2;
        }

        for (int decimals = 0; decimals <= MostDecimals; decimals++)
        {
            double round = Math.Round(t, decimals, MidpointRounding.ToEven);
            if (Math.Abs(round - t) <= range && Math.Abs(f(round)) <= level)
            {
                return round == 0 ? 0 : round;
            }
        }

        return t;
    }
}
