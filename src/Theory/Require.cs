namespace Theory;

/// <summary>Conditions on what a user asked for.</summary>
public static class Require
{
    /// <summary>Refuses input that does not meet a condition.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="otherwise">What is wrong and what would be right, in one line; numbers in it are written as everywhere. It is put together only when needed.</param>
    /// <exception cref="UserInputException">The condition does not hold.</exception>
    public static void That(bool condition, FormattableString otherwise)
    {
        if (!condition)
        {
            throw new UserInputException(FormattableString.Invariant(otherwise));
        }
    }

    /// <summary>A number that must be positive and finite, as variances and kernels.</summary>
    /// <param name="value">The number.</param>
    /// <param name="name">What it is, as in "C_W".</param>
    /// <returns>The number.</returns>
    /// <exception cref="UserInputException">It is not.</exception>
    public static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new UserInputException(FormattableString.Invariant($"{name} must be a positive finite number, got {value}"));
}
