namespace Theory;

/// <summary>A value, or why there is none: what a step that may refuse comes to for those who go on without it.</summary>
/// <remarks>
/// Exact algebra meets a division by zero or a number too long to hold within an operator, which can only throw. This is the one place where such a refusal becomes a value; who has
/// nothing to go on with lets the exception pass.
/// </remarks>
/// <typeparam name="T">The kind of value.</typeparam>
/// <param name="Value">The value; null, or a default, where there is none.</param>
/// <param name="Refusal">Why there is none, in one line; null where there is one.</param>
public readonly record struct Attempt<T>(T? Value, string? Refusal);

/// <summary>Makes an <see cref="Attempt{T}"/>.</summary>
public static class Attempt
{
    /// <summary>What a step returns, or why it refuses; all other exceptions pass.</summary>
    /// <param name="step">The step.</param>
    public static Attempt<T> At<T>(Func<T> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        try
        {
            return new Attempt<T>(step(), null);
        }
        catch (UserInputException refusal)
        {
            return new Attempt<T>(default, refusal.Message);
        }
    }
}
