using Fractions;

namespace Theory.Expressions;

/// <summary>An exact rational number.</summary>
public sealed class Number : Expr
{
    /// <summary>Arithmetic on larger numbers is too slow to be worth it.</summary>
    internal const int MaximumBits = 20_000;

    internal static readonly Number ZeroValue = new(Fraction.Zero);
    internal static readonly Number OneValue = new(Fraction.One);
    internal static readonly Number MinusOne = new(Fraction.MinusOne);
    internal static readonly Number Half = new(new Fraction(1, 2));

    /// <summary>Creates a number.</summary>
    /// <param name="value">A finite fraction; it is reduced.</param>
    /// <exception cref="UserInputException">The value is a division by zero or has more than 20,000 bits.</exception>
    public Number(Fraction value)
        : base(HashCode.Combine(1, value.Reduce().GetHashCode()), [])
    {
        if (value.IsNaN || value.IsInfinity)
        {
            throw new UserInputException("division by zero in an exact number");
        }

        Value = RequireSize(value.Reduce());
    }

    /// <summary>The value, reduced.</summary>
    public Fraction Value { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <summary>True when the value is an integer.</summary>
    public bool IsInteger => Value.Denominator.IsOne;

    /// <summary>Refuses a number that is too large, before more arithmetic is done with it.</summary>
    internal static Fraction RequireSize(Fraction value) => value.Numerator.GetBitLength() + value.Denominator.GetBitLength() <= MaximumBits
        ? value
        : throw new UserInputException($"an exact number of more than {MaximumBits} bits appears; use smaller exponents or decimals with fewer digits");

    private protected override bool EqualsSameHash(Expr other) => other is Number n && n.Value == Value;
}
