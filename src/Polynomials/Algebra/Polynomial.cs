using System.Text;
using Fractions;

namespace Theory.Polynomials.Algebra;

/// <summary>A polynomial in up to eight variables with exact rational coefficients. Immutable; equal when all coefficients are.</summary>
public sealed class Polynomial : IEquatable<Polynomial>
{
    private readonly Dictionary<Monomial, Fraction> _terms;

    private Polynomial(Dictionary<Monomial, Fraction> terms) => _terms = terms;

    /// <summary>The polynomial 0.</summary>
    public static Polynomial Zero { get; } = new([]);

    /// <summary>The polynomial 1.</summary>
    public static Polynomial One { get; } = Constant(Fraction.One);

    /// <summary>The non-zero terms, in no particular order.</summary>
    public IReadOnlyDictionary<Monomial, Fraction> Terms => _terms;

    /// <summary>The total degree; 0 for the zero polynomial.</summary>
    public int Degree => _terms.Count == 0 ? 0 : _terms.Keys.Max(m => m.Degree);

    /// <summary>True for the polynomial 0.</summary>
    public bool IsZero => _terms.Count == 0;

    /// <summary>True for polynomials of degree 0.</summary>
    public bool IsConstant => Degree == 0;

    /// <summary>The coefficient of a monomial; 0 when it does not occur.</summary>
    public Fraction this[Monomial monomial] => _terms.GetValueOrDefault(monomial, Fraction.Zero);

    /// <summary>A constant.</summary>
    public static Polynomial Constant(Fraction value) => Of(Monomial.One, value);

    /// <summary>A variable, counted from 0.</summary>
    public static Polynomial Variable(int index) => Of(Monomial.Of(index, 1), Fraction.One);

    /// <summary>One term.</summary>
    public static Polynomial Of(Monomial monomial, Fraction coefficient) =>
        coefficient.IsZero ? new Polynomial([]) : new Polynomial(new Dictionary<Monomial, Fraction> { [monomial] = coefficient.Reduce() });

    /// <summary>A sum of terms; equal monomials are collected.</summary>
    public static Polynomial Of(IEnumerable<KeyValuePair<Monomial, Fraction>> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Dictionary<Monomial, Fraction> sum = [];
        foreach ((Monomial monomial, Fraction coefficient) in terms)
        {
            Add(sum, monomial, coefficient);
        }

        return Cleaned(sum);
    }

    /// <summary>A polynomial in the first variable from its coefficients by rising power.</summary>
    public static Polynomial Univariate(IEnumerable<Fraction> coefficients) =>
        Of(coefficients.Select((c, k) => KeyValuePair.Create(Monomial.Of(0, k), c)));

    /// <summary>The sum of weighted polynomials.</summary>
    public static Polynomial Combination(IEnumerable<(Fraction Weight, Polynomial Polynomial)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Dictionary<Monomial, Fraction> sum = [];
        foreach ((Fraction weight, Polynomial polynomial) in parts)
        {
            foreach ((Monomial monomial, Fraction coefficient) in polynomial._terms)
            {
                Add(sum, monomial, weight * coefficient);
            }
        }

        return Cleaned(sum);
    }

    /// <summary>The sum.</summary>
    public static Polynomial operator +(Polynomial a, Polynomial b) => Combination([(Fraction.One, a), (Fraction.One, b)]);

    /// <summary>The difference.</summary>
    public static Polynomial operator -(Polynomial a, Polynomial b) => Combination([(Fraction.One, a), (Fraction.MinusOne, b)]);

    /// <summary>The product.</summary>
    /// <exception cref="OverflowException">The degree exceeds 255.</exception>
    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        Dictionary<Monomial, Fraction> product = [];
        foreach ((Monomial m, Fraction c) in a._terms)
        {
            foreach ((Monomial n, Fraction d) in b._terms)
            {
                Add(product, m * n, c * d);
            }
        }

        return Cleaned(product);
    }

    /// <summary>A multiple.</summary>
    public Polynomial Scale(Fraction factor) =>
        factor.IsZero ? Zero : new Polynomial(_terms.ToDictionary(t => t.Key, t => (t.Value * factor).Reduce()));

    /// <summary>A power with a non-negative exponent.</summary>
    public Polynomial Pow(int exponent) => exponent switch
    {
        0 => One,
        1 => this,
        _ when exponent % 2 == 0 => (this * this).Pow(exponent / 2),
        _ => this * Pow(exponent - 1),
    };

    /// <summary>The terms of one degree.</summary>
    public Polynomial HomogeneousPart(int degree) => new(_terms.Where(t => t.Key.Degree == degree).ToDictionary());

    /// <summary>The value at a rational point.</summary>
    public Fraction Evaluate(params IReadOnlyList<Fraction> point)
    {
        ArgumentNullException.ThrowIfNull(point);
        Fraction sum = Fraction.Zero;
        foreach ((Monomial monomial, Fraction coefficient) in _terms)
        {
            Fraction term = coefficient;
            for (int i = 0; i < point.Count; i++)
            {
                int exponent = monomial[i];
                term = exponent == 0 ? term : term * Fraction.Pow(point[i], exponent);
            }

            sum += term;
        }

        return sum.Reduce();
    }

    /// <summary>The polynomial with every variable replaced by a polynomial.</summary>
    public Polynomial Substitute(IReadOnlyList<Polynomial> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        List<Polynomial>[] powers = [.. replacements.Select(r => new List<Polynomial> { One, r })];
        return Combination(_terms.Select(t => (t.Value, Enumerable.Range(0, replacements.Count)
            .Where(i => t.Key[i] > 0)
            .Aggregate(One, (product, i) => product * Power(powers[i], t.Key[i])))));
    }

    /// <summary>The partial derivative.</summary>
    public Polynomial Derivative(int variable) => Of(_terms.Where(t => t.Key[variable] > 0)
        .Select(t => KeyValuePair.Create(t.Key / Monomial.Of(variable, 1), t.Value * t.Key[variable])));

    /// <summary>The coefficients by rising power of the first variable, which must be the only one.</summary>
    public Fraction[] ToCoefficients() => [.. Enumerable.Range(0, Degree + 1).Select(k => this[Monomial.Of(0, k)])];

    /// <summary>The number of the last variable that occurs, plus 1.</summary>
    public int VariableCount => _terms.Count == 0 ? 0 : _terms.Keys.Max(m => (71 - System.Numerics.BitOperations.LeadingZeroCount(m.Packed)) / 8);

    /// <inheritdoc/>
    public bool Equals(Polynomial? other) =>
        other is not null && _terms.Count == other._terms.Count && _terms.All(t => other._terms.TryGetValue(t.Key, out Fraction c) && c == t.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Polynomial);

    /// <inheritdoc/>
    public override int GetHashCode() => _terms.Aggregate(0, (hash, t) => hash ^ HashCode.Combine(t.Key, t.Value));

    /// <summary>The polynomial as text that the parser reads back, highest degree first.</summary>
    public string ToString(IReadOnlyList<string> names)
    {
        StringBuilder text = new();
        foreach ((Monomial monomial, Fraction coefficient) in _terms.OrderByDescending(t => t.Key.Degree).ThenBy(t => t.Key))
        {
            text.Append(coefficient.IsNegative ? (text.Length == 0 ? "-" : " - ") : text.Length == 0 ? "" : " + ");
            Fraction magnitude = coefficient.Abs();
            string factor = monomial.ToString(names);
            string number = magnitude.Denominator.IsOne ? magnitude.ToString() : $"({magnitude})";
            text.Append(monomial.Packed == 0 ? magnitude.ToString() : magnitude == Fraction.One ? factor : $"{number}*{factor}");
        }

        return text.Length == 0 ? "0" : text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => ToString([.. Enumerable.Range(0, VariableCount).Select(i => "x" + (i + 1))]);

    private static Polynomial Power(List<Polynomial> powers, int exponent)
    {
        while (powers.Count <= exponent)
        {
            powers.Add(powers[^1] * powers[1]);
        }

        return powers[exponent];
    }

    private static void Add(Dictionary<Monomial, Fraction> sum, Monomial monomial, Fraction coefficient) =>
        sum[monomial] = sum.TryGetValue(monomial, out Fraction present) ? present + coefficient : coefficient;

    private static Polynomial Cleaned(Dictionary<Monomial, Fraction> terms)
    {
        foreach ((Monomial monomial, Fraction coefficient) in terms.ToArray())
        {
            if (coefficient.IsZero)
            {
                terms.Remove(monomial);
            }
            else
            {
                terms[monomial] = coefficient.Reduce();
            }
        }

        return new Polynomial(terms);
    }
}
