using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>Where a network is to equal its polynomial: a box, or all of space.</summary>
public sealed class InputDomain
{
    private InputDomain(IReadOnlyList<RationalInterval> sides) => Sides = sides;

    /// <summary>The interval of each variable.</summary>
    public IReadOnlyList<RationalInterval> Sides { get; }

    /// <summary>The number of variables.</summary>
    public int Dimension => Sides.Count;

    /// <summary>True for a box, false for all of space.</summary>
    public bool IsBounded => Sides.All(s => s.IsBounded);

    /// <summary>A box with the same interval for every variable.</summary>
    /// <exception cref="UserInputException">The interval is empty or reversed.</exception>
    public static InputDomain Cube(int dimension, Fraction lower, Fraction upper) => Box(Enumerable.Repeat((lower, upper), dimension));

    /// <summary>A box.</summary>
    /// <exception cref="UserInputException">An interval is empty or reversed, or there are more than eight variables.</exception>
    public static InputDomain Box(IEnumerable<(Fraction Lower, Fraction Upper)> sides)
    {
        RationalInterval[] intervals = [.. sides.Select(s => s.Lower < s.Upper
            ? new RationalInterval(s.Lower, s.Upper)
            : throw new UserInputException(s.Lower == s.Upper
                ? $"the domain {s.Lower},{s.Upper} is a single point; its upper end must be larger than its lower end"
                : $"the domain {s.Lower},{s.Upper} is reversed; write {s.Upper},{s.Lower}"))];
        return new InputDomain(intervals);
    }

    /// <summary>All of space.</summary>
    public static InputDomain Everywhere(int dimension) => new([.. Enumerable.Repeat(RationalInterval.Everything, dimension)]);

    /// <summary>True when every point of the other domain, of the same dimension, is one of this.</summary>
    internal bool Contains(InputDomain other) => Dimension == other.Dimension && Sides.Zip(other.Sides).All(s =>
        (s.First.Lower is not Fraction lower || s.Second.Lower >= lower) && (s.First.Upper is not Fraction upper || s.Second.Upper <= upper));

    /// <summary>Centre and half width of each side; only of a box.</summary>
    internal IReadOnlyList<(Fraction Centre, Fraction HalfWidth)> CentresAndHalfWidths() =>
        [.. Sides.Select(s => (((s.Lower!.Value + s.Upper!.Value) / 2).Reduce(), ((s.Upper.Value - s.Lower.Value) / 2).Reduce()))];
}
