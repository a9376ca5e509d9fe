using Fractions;

namespace Theory.Expressions;

/// <summary>An exact rational number.</summary>
public sealed class Number : Expr
{
    /// <summary>Arithmetic on larger numbers is too slow to be worth it.</summary>
    internal const int MaximumBits = 100_000;

    internal static readonly Number ZeroValue = new(Fraction.Zero);
    internal static readonly Number OneValue = new(Fraction.One);
    internal static readonly Number MinusOne = new(Fraction.MinusOne);
    internal static readonly Number Half = new(new Fraction(1, 2));

    /// <summary>Creates a number.</summary>
    /// <param name="value">A finite fraction; it is reduced.</param>
    /// <exception cref="UserInputException">The value is a division by zero or has more than 100,000 bits.</exception>
    public Number(Fraction value)
        : base(HashCode.Combine(1, value.Reduce().GetHashCode()), [])
    {
        if (value.IsNaN || value.IsInfinity)
        {
            throw new UserInputException("division by zero in an exact number");
        }

        Value = value.Reduce();
        if (Value.Numerator.GetBitLength() + Value.Denominator.GetBitLength() > MaximumBits)
        {
            throw new UserInputException($"an exact number of more than {MaximumBits} bits appears; use smaller exponents or decimals with fewer digits");
        }
    }

    /// <summary>The value, reduced.</summary>
    public Fraction Value { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <summary>True when the value is an integer.</summary>
    public bool IsInteger => Value.Denominator.IsOne;

    private protected override bool EqualsSameHash(Expr other) => other is Number n && n.Value == Value;
}
