using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>The limit of a function of z that is smooth beside a point, where putting the point in may be 0/0.</summary>
internal static class OneSidedLimit
{
    private const int Steps = 12;

    /// <summary>The limit at z = b, from below or from above.</summary>
    /// <returns>The limit, exact where substitution or a series gives it; infinite at a pole.</returns>
    /// <exception cref="UserInputException">Neither the series nor the values beside b decide.</exception>
    public static LimitValue Of(Expr f, Expr b, bool fromBelow)
    {
        // Putting the point in; where that is 0/0, as of sin(z)/z at 0, or a pole, a Laurent series; where there is none, as of sqrt(z) or z*log(z), numbers.
        if (f.TrySubstitute(Symbol.Z, b) is Expr value)
        {
            return new LimitValue(value, null);
        }

        if (f.TrySubstitute(Symbol.Z, Symbol.Z + b) is Expr shifted && TaylorExpansion.LimitAtZero(shifted) is LimitValue limit)
        {
            return limit;
        }

        return Numerically(f, b, fromBelow)
            ?? throw new UserInputException($"the limit of {f} at z = {b} from {(fromBelow ? "below" : "above")} could not be decided; write the function by pieces that are finite there");
    }

    /// <summary>The limit of a geometric sequence of which three members are given.</summary>
    private static double Extrapolated(double[] x)
    {
        (double step, double next) = (x[1] - x[0], x[2] - x[1]);
        return step == next ? x[2] : x[2] + (next * next / (step - next));
    }

    /// <summary>
    /// From values at distances that fall by 4: they converge when their steps fall geometrically, and grow without bound when the steps do not fall at all.
    /// </summary>
    private static LimitValue? Numerically(Expr f, Expr b, bool fromBelow)
    {
        if (ConstantValue.Of(b) is not double at)
        {
            return null;
        }

        double[] values = new double[Steps];
        for (int i = 0; i < Steps; i++)
        {
            double distance = Math.ScaleB(Math.Max(1, Math.Abs(at)), -6 - (2 * i));
            if (ConstantValue.Of(f, fromBelow ? at - distance : at + distance) is not double value)
            {
                return null;
            }

            values[i] = value;
        }

        double[] steps = [.. values.Skip(1).Zip(values, (next, value) => Math.Abs(next - value))];
        double largest = values.Max(Math.Abs);
        double[] last = steps[(Steps / 2)..];
        double rounding = 1e-9 * largest;
        if (last.Zip(last.Skip(1)).All(p => p.Second <= Math.Max(0.7 * p.First, rounding)))
        {
            double limit = Extrapolated(values[^3..]);
            double uncertainty = (4 * Math.Abs(limit - Extrapolated(values[^4..^1]))) + rounding;
            return uncertainty < 1e-4 * Math.Max(1, largest) ? new LimitValue(null, limit) { Uncertainty = uncertainty } : null;
        }

        return last.Zip(last.Skip(1)).All(p => p.Second >= 0.9 * p.First && p.First > 0) ? LimitValue.Infinite : null;
    }
}
