using Fractions;

namespace Theory.Numerics.Design;

/// <summary>What is wanted of K* = 0.</summary>
/// <param name="A1">The wanted a1; null for any.</param>
/// <param name="IsStable">Whether a1 shall not be positive.</param>
internal sealed record ZeroKernelWish(Fraction? A1, bool IsStable)
{
    /// <summary>That of a list; null where nothing is wanted of K* = 0.</summary>
    /// <exception cref="UserInputException">Two wishes contradict each other.</exception>
    public static ZeroKernelWish? Of(IReadOnlyList<Wish> wishes)
    {
        Wish.Coefficient[] values = [.. wishes.OfType<Wish.Coefficient>()];
        bool stable = wishes.Any(w => w is Wish.Stable);
        if (values.FirstOrDefault(v => v.Value != values[0].Value) is { } other)
        {
            throw new UserInputException($"'{values[0].Text}' and '{other.Text}' contradict each other");
        }

        return stable && values.FirstOrDefault()?.Value.IsPositive == true
            ? throw new UserInputException($"'{values[0].Text}' and 'stable', which is a1 <= 0, contradict each other")
            : values.Length > 0 || stable ? new ZeroKernelWish(values.FirstOrDefault()?.Value, stable) : null;
    }
}
