using System.Collections.Immutable;
using Theory.Expressions;

namespace Theory.Activations;

/// <summary>An exact point of the line and its double value, by which it is ordered.</summary>
/// <param name="Exact">The exact constant.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Breakpoint(Expr Exact, double Value)
{
    private const double LargestValue = 1e100;

    /// <summary>The breakpoint at an exact constant.</summary>
    /// <exception cref="UserInputException">The constant has no finite real value.</exception>
    public static Breakpoint At(Expr exact) => new(exact, ConstantValue.Of(exact) is double value && Math.Abs(value) < LargestValue
        ? value
        : throw new UserInputException($"the breakpoint {exact} is not a real number below {LargestValue:0e0} in magnitude"));

    /// <summary>Sorts and removes equal points.</summary>
    /// <exception cref="UserInputException">Two points are too close to tell whether they are equal.</exception>
    public static ImmutableArray<Breakpoint> Merge(IEnumerable<Breakpoint> breakpoints)
    {
        List<Breakpoint> merged = [];
        foreach (Breakpoint next in breakpoints.OrderBy(b => b.Value))
        {
            if (merged.Count == 0 || next.Value - merged[^1].Value > 1e-12 * Math.Max(1e-3, Math.Abs(next.Value)))
            {
                merged.Add(next);
            }
            else if (!Expansion.Expand(next.Exact - merged[^1].Exact).IsZero)
            {
                throw new UserInputException($"the breakpoints {merged[^1].Exact} and {next.Exact} are too close to be told apart");
            }
        }

        return [.. merged];
    }
}
