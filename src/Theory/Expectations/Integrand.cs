using Fractions;

namespace Theory.Expectations;

/// <summary>What is averaged over z ~ N(0, K): a sum of products of s and its derivatives, such as s'^2 + s s''.</summary>
/// <remarks>Two integrands are equal when their terms are.</remarks>
public sealed class Integrand : IEquatable<Integrand>
{
    private Integrand(IEnumerable<(Fraction Coefficient, DerivativeMonomial Monomial)> terms) => Terms =
        [.. terms.GroupBy(t => t.Monomial, t => t.Coefficient)
            .Select(g => (Coefficient: g.Aggregate(Fraction.Zero, (a, b) => (a + b).Reduce()), Monomial: g.Key))
            .Where(t => !t.Coefficient.IsZero)
            .OrderBy(t => t.Monomial.Order).ThenByDescending(t => t.Monomial.S1).ThenByDescending(t => t.Monomial.S).ThenByDescending(t => t.Monomial.S2)];

    /// <summary>The products with their coefficients, each product once.</summary>
    public IReadOnlyList<(Fraction Coefficient, DerivativeMonomial Monomial)> Terms { get; }

    /// <summary>The order of the highest derivative that occurs.</summary>
    public int Order => Terms.Select(t => t.Monomial.Order).DefaultIfEmpty(0).Max();

    /// <summary>The largest number of factors.</summary>
    public int Degree => Terms.Select(t => t.Monomial.Degree).DefaultIfEmpty(0).Max();

    /// <summary>A single product.</summary>
    public static Integrand Of(int s, int s1 = 0, int s2 = 0, int s3 = 0) => Of(new DerivativeMonomial(s, s1, s2, s3));

    /// <summary>A single product.</summary>
    public static Integrand Of(DerivativeMonomial monomial) => new([(Fraction.One, monomial)]);

    /// <summary>The sum.</summary>
    public static Integrand operator +(Integrand a, Integrand b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new([.. a.Terms, .. b.Terms]);
    }

    /// <summary>A multiple.</summary>
    public static Integrand operator *(Fraction factor, Integrand a)
    {
        ArgumentNullException.ThrowIfNull(a);
        return new(a.Terms.Select(t => ((factor * t.Coefficient).Reduce(), t.Monomial)));
    }

    /// <summary>The derivative in z between breakpoints.</summary>
    /// <exception cref="InvalidOperationException">It would hold s''''.</exception>
    public Integrand Derivative() => new(Terms.SelectMany(t => Enumerable.Range(0, DerivativeMonomial.HighestOrder + 1)
        .Where(order => t.Monomial[order] > 0)
        .Select(order => order < DerivativeMonomial.HighestOrder
            ? ((t.Coefficient * t.Monomial[order]).Reduce(), t.Monomial.Times(order, -1).Times(order + 1, 1))
            : throw new InvalidOperationException("the fourth derivative of s is not available"))));

    /// <summary>As plain text, with an argument such as (z) after each s unless it is empty.</summary>
    public string Text(string argument = "") => Joined(m => m.Text(argument), c => c.ToString(), " ");

    /// <summary>As LaTeX.</summary>
    public string Latex(string argument = "") =>
        Joined(m => m.Latex(argument), c => c.Denominator.IsOne ? c.ToString() : $@"\frac{{{c.Numerator}}}{{{c.Denominator}}}", @" \, ");

    /// <inheritdoc/>
    public bool Equals(Integrand? other) => ReferenceEquals(this, other) || (other is not null && Terms.SequenceEqual(other.Terms));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Integrand);

    /// <inheritdoc/>
    public override int GetHashCode() => Terms.Aggregate(0, (hash, t) => HashCode.Combine(hash, t.Coefficient, t.Monomial));

    /// <inheritdoc/>
    public override string ToString() => Text();

    private string Joined(Func<DerivativeMonomial, string> monomial, Func<Fraction, string> number, string times)
    {
        string text = string.Concat(Terms.Select((t, i) =>
        {
            Fraction size = t.Coefficient.IsNegative ? (-t.Coefficient).Reduce() : t.Coefficient;
            string sign = t.Coefficient.IsNegative ? i == 0 ? "-" : " - " : i == 0 ? "" : " + ";
            return sign + (size == Fraction.One ? "" : number(size) + times) + monomial(t.Monomial);
        }));
        return text.Length == 0 ? "0" : text;
    }
}
