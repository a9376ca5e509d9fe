using Fractions;
using Theory.Expressions;
using Theory.Polynomials.Algebra;

namespace Theory.Polynomials.Parsing;

/// <summary>A polynomial as a user writes it, with the names of its variables.</summary>
/// <param name="Polynomial">The polynomial; its variables are counted as in <paramref name="Variables"/>.</param>
/// <param name="Variables">Names, at least one.</param>
public sealed record PolynomialText(Polynomial Polynomial, IReadOnlyList<string> Variables)
{
    /// <summary>The largest degree that is accepted.</summary>
    public const int MaximumDegree = 128;

    /// <summary>The most terms that are accepted.</summary>
    public const int MaximumTerms = 5_000;

    /// <summary>Reads a polynomial such as <c>3x^4*y - x*y^2 + 7</c>. Decimals are exact.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="variables">The variables in the order of the inputs; when null, those that occur: x, y, z, u, v, w, t, s, x1, …, x8 first, in this order.</param>
    /// <exception cref="UserInputException">It is not a polynomial with rational coefficients in these variables, or is too large.</exception>
    public static PolynomialText Parse(string text, IReadOnlyList<string>? variables = null)
    {
        (Expr expr, IReadOnlyList<string> names) = VariableNames.Parse(text, variables);
        Dictionary<string, int> index = names.Index().ToDictionary(t => t.Item, t => t.Index);
        long degree = DegreeBound(expr);
        if (degree > MaximumDegree)
        {
            throw new UserInputException($"the polynomial has degree {degree}, and at most {MaximumDegree} is supported");
        }

        double terms = MonomialCount(names.Count, (int)degree);
        if (terms > MaximumTerms && CountTerms(expr) > MaximumTerms)
        {
            throw new UserInputException($"multiplied out, the polynomial may have {CountTerms(expr)} terms, and at most {MaximumTerms} are supported");
        }

        return new PolynomialText(Read(expr, index), names);
    }

    /// <summary>Reads several polynomials of the same variables, separated by commas, semicolons or line ends.</summary>
    /// <param name="text">The formulas; what follows # on a line is a comment.</param>
    /// <param name="variables">The variables in the order of the inputs; when null, those that occur in any of the formulas.</param>
    /// <exception cref="UserInputException">One is not a polynomial, or there is none.</exception>
    public static IReadOnlyList<PolynomialText> ParseSeveral(string text, IReadOnlyList<string>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] formulas = [.. text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Split('#')[0]).SelectMany(Separated).Where(f => f.Trim().Length > 0)];
        if (formulas.Length <= 1)
        {
            return [Parse(formulas.Length == 0 ? text : formulas[0], variables)];
        }

        IReadOnlyList<string> names = variables ?? VariableNames.InAny(formulas);
        return [.. formulas.Select(f => Parse(f, names))];
    }

    /// <summary>The members of a list; commas inside parentheses belong to a member.</summary>
    private static IEnumerable<string> Separated(string text)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0 && text[i] is ',' or ';')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    /// <inheritdoc/>
    public override string ToString() => Polynomial.ToString(Variables);

    private static Polynomial Read(Expr expr, Dictionary<string, int> index) => expr switch
    {
        Number number => Polynomial.Constant(number.Value),
        Symbol symbol => Polynomial.Variable(index[symbol.Name]),
        Sum sum => Polynomial.Combination(sum.Terms.Select(t => (Fraction.One, Read(t, index)))),
        Product product => product.Factors.Aggregate(Polynomial.Constant(product.Coefficient), (a, f) => a * Read(f, index)),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } exponent } power => Read(power.Base, index).Pow((int)exponent.Value.Numerator),
        _ => throw NotPolynomial(expr),
    };

    /// <summary>An upper bound of the degree, before anything is multiplied out.</summary>
    private static long DegreeBound(Expr expr) => expr switch
    {
        Number => 0,
        Symbol => 1,
        Sum sum => sum.Terms.Max(DegreeBound),
        Product product => product.Factors.Sum(DegreeBound),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } exponent } power =>
            exponent.Value.Numerator > int.MaxValue ? int.MaxValue : DegreeBound(power.Base) * (long)exponent.Value.Numerator,
        _ => throw NotPolynomial(expr),
    };

    /// <summary>An upper bound of the number of terms, before anything is multiplied out.</summary>
    private static long CountTerms(Expr expr) => expr switch
    {
        Sum sum => sum.Terms.Sum(CountTerms),
        Product product => product.Factors.Aggregate(1L, (n, f) => Math.Min(int.MaxValue, n * CountTerms(f))),
        Power { Exponent: Number exponent } power => (long)Math.Min(int.MaxValue, MonomialCount((int)Math.Min(1000, CountTerms(power.Base) - 1), (int)exponent.Value.Numerator)),
        _ => 1,
    };

    /// <summary>The number of monomials of a degree or less.</summary>
    private static double MonomialCount(int variables, int degree)
    {
        double count = 1;
        for (int i = 1; i <= variables; i++)
        {
            count = count * (degree + i) / i;
        }

        return count;
    }

    private static UserInputException NotPolynomial(Expr expr) => expr.IsConstant
        ? new UserInputException($"the coefficient {expr} is not rational, and exact weights are; write a decimal or a fraction, or use `theory approximate`")
        : new UserInputException($"{expr} is not a polynomial; did you mean `approximate`?");
}
