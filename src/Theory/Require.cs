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
}
