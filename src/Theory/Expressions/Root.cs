using System.Globalization;
using Fractions;

namespace Theory.Expressions;

/// <summary>The number at which an equation in z holds, where no exact form of it is known: the only root of it between two doubles.</summary>
public sealed class Root : Expr
{
    /// <summary>A root.</summary>
    /// <param name="equation">What vanishes there.</param>
    /// <param name="low">A double below the root, positive.</param>
    /// <param name="high">A double above the root, a few units in the last place away.</param>
    internal Root(Expr equation, double low, double high)
        : base(HashCode.Combine(4, low, high), []) => (Equation, Low, High) = (equation, low, high);

    /// <summary>What vanishes there.</summary>
    public Expr Equation { get; }

    /// <summary>A double below the root.</summary>
    public double Low { get; }

    /// <summary>A double above the root.</summary>
    public double High { get; }

    /// <summary>The root in double precision.</summary>
    public double Value => Low + ((High - Low) / 2);

    /// <inheritdoc/>
    public override IReadOnlyList<Expr> Children => [];

    /// <summary>The digits of the root in double precision.</summary>
    internal string Digits => Value.ToString("G16", CultureInfo.InvariantCulture);

    /// <summary>True where a function of z certainly vanishes at a constant, as it does at a root of itself; false says nothing.</summary>
    /// <param name="f">A function of z.</param>
    /// <param name="at">The constant.</param>
    public static bool Vanishes(Expr f, Expr at)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(at);
        return at is Root right ? Normal(f).Equals(right.Equation)
            : -at is Root left ? Normal(f.Substitute(Symbol.Z, -Symbol.Z)).Equals(left.Equation)
            : f.TrySubstitute(Symbol.Z, at) is Expr value && Expansion.TryExpand(value) is { IsZero: true };
    }

    /// <summary>Without the factor in front of its first term, and divided by the lowest power of z: such multiples of an equation have the same positive roots.</summary>
    internal static Expr Normal(Expr equation)
    {
        Expr logistic = LogisticForms.Recognise(equation);
        Expr expanded = Expansion.TryExpand(logistic) ?? logistic;
        if (expanded is not Sum sum)
        {
            return expanded;
        }

        Fraction lowest = sum.Terms.Min(PowerOf);
        Expr cleared = lowest.IsZero ? sum : Expansion.Expand(sum * Symbol.Z.Pow(-lowest));
        return cleared is Sum { Terms: [Product { Coefficient: var c }, ..] } ? Expansion.Expand(cleared / c) : cleared;
    }

    private static Fraction PowerOf(Expr term) => term switch
    {
        Product product => product.Factors.Select(PowerOf).Aggregate(Fraction.Zero, (a, b) => a + b),
        Power { Exponent: Number n } power when power.Base.Equals(Symbol.Z) => n.Value,
        Symbol symbol when symbol.Equals(Symbol.Z) => 1,
        _ => 0,
    };

    private protected override bool EqualsSameHash(Expr other) => other is Root root && root.Low == Low && root.High == High && root.Equation.Equals(Equation);
}
