using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>exp(e) (c_0 + c_1 u + … + c_d u^d) with u = exp(v) and coefficients that are not negative, c_0 and c_d positive.</summary>
/// <remarks>With s = sigmoid(v) and t = sigmoid(-v), u = s/t and s + t = 1: the polynomial is P(s, t)/t^d, and P, homogeneous, stays between bounds for every v.</remarks>
/// <param name="Offset">e.</param>
/// <param name="Variable">v.</param>
/// <param name="Coefficients">c_k.</param>
internal sealed record ExponentialSum(Expr Offset, Expr Variable, Fraction[] Coefficients)
{
    private const int LargestDegree = 24;

    /// <summary>d.</summary>
    public int Degree => Coefficients.Length - 1;

    /// <summary>True for c (1 + u).</summary>
    public bool IsBinomial => Degree == 1 && Coefficients[0] == Coefficients[1];

    private Expr S => Function.Of(FunctionKind.Sigmoid, Variable);

    private Expr T => Function.Of(FunctionKind.Sigmoid, -Variable);

    /// <summary>P(s, t).</summary>
    public Expr Homogeneous => Sum.Of(Coefficients.Select((c, k) => (Expr)c * S.Pow(k) * T.Pow(Degree - k)));

    /// <summary>Reads a sum of exponentials, hyperbolic cosines included; null for anything else.</summary>
    public static ExponentialSum? TryRead(Expr expr)
    {
        if (expr is not Sum sum || Expanded(sum) is not Sum { Terms: var terms } || terms.Length > LargestDegree)
        {
            return null;
        }

        List<(Fraction Coefficient, Expr Exponent)> read = [];
        foreach (Expr term in terms)
        {
            (Fraction coefficient, Expr monomial) = Product.SplitCoefficient(term);
            if (!coefficient.IsPositive || (!monomial.IsOne && monomial is not Function { Kind: FunctionKind.Exp }))
            {
                return null;
            }

            read.Add((coefficient, monomial is Function exponential ? exponential.Arguments[0] : Expr.Zero));
        }

        return Collect(read);
    }

    /// <summary>Its logarithm without overflow; log(1 + exp(v)) is softplus(v).</summary>
    public Expr Logarithm()
    {
        Expr log = Function.Of(FunctionKind.Log, Coefficients[0]);
        if (IsBinomial && (2 * Offset).Equals(-Variable))
        {
            return log + Function.Of(FunctionKind.Log, 2) + Function.Of(FunctionKind.Log, Function.Of(FunctionKind.Cosh, Variable / 2));
        }

        if (IsBinomial)
        {
            return Offset + log + Function.Of(FunctionKind.Softplus, Variable);
        }

        // P = (s + t)^d + Q = 1 + Q, so that log(1 + Q) keeps its digits where P is close to 1.
        Fraction binomial = Fraction.One;
        List<Expr> rest = [];
        for (int k = 0; k <= Degree; k++)
        {
            rest.Add((Coefficients[k] - binomial) * S.Pow(k) * T.Pow(Degree - k));
            binomial = binomial * (Degree - k) / (k + 1);
        }

        return Offset + (Degree * Function.Of(FunctionKind.Softplus, Variable)) + Function.Of(FunctionKind.Log, 1 + Sum.Of(rest));
    }

    /// <summary>Its power q with sigmoid functions of v in place of large exponentials: the factors that each term of a numerator must meet, and the one that stays outside.</summary>
    public (Expr Meeting, Expr Staying) Power(Fraction q) => IsBinomial
        ? (Exponential(q) * T.Pow(-q), ((Expr)Coefficients[0]).Pow(q))
        : (Exponential(q) * T.Pow(-q * Degree), Homogeneous.Pow(q));

    /// <summary>Hyperbolic functions as exponentials, multiplied out.</summary>
    public static Expr? Expanded(Expr expr) => expr.TryToExponentials();

    /// <summary>The r of x = r y + …, by the first term of y.</summary>
    public static Fraction Ratio(Expr x, Expr y)
    {
        (Fraction below, Expr monomial) = Product.SplitCoefficient(y is Sum sum ? sum.Terms[0] : y);
        foreach (Expr term in x is Sum terms ? terms.Terms : [x])
        {
            (Fraction above, Expr other) = Product.SplitCoefficient(term);
            if (other.Equals(monomial))
            {
                return above / below;
            }
        }

        return Fraction.Zero;
    }

    private Expr Exponential(Fraction q) => Function.Of(FunctionKind.Exp, q * Offset);

    private static ExponentialSum? Collect(List<(Fraction Coefficient, Expr Exponent)> terms)
    {
        Expr first = terms[0].Exponent;
        Expr? variable = terms.Select(t => t.Exponent - first).FirstOrDefault(d => !d.IsConstant);
        if (variable is null)
        {
            return null;
        }

        Fraction[] powers = [.. terms.Select(t => Ratio(t.Exponent - first, variable).Reduce())];
        if (terms.Zip(powers).Any(t => !(t.First.Exponent - first - (t.Second * variable)).IsZero))
        {
            return null;
        }

        // The term that is constant comes first, so that what is small beside it is not the difference of large numbers.
        int constant = terms.FindIndex(t => t.Exponent.IsZero);
        int sign = constant >= 0 && powers[constant] == powers.Max() ? -1 : 1;
        powers = [.. powers.Select(p => (p * sign).Reduce())];
        Fraction least = powers.Min();
        Fraction unit = powers.Select(p => (p - least).Reduce()).Aggregate(Fraction.Zero, Divisor);
        Fraction degree = ((powers.Max() - least) / unit).Reduce();
        if (degree > LargestDegree)
        {
            return null;
        }

        Fraction[] coefficients = [.. Enumerable.Repeat(Fraction.Zero, (int)degree.Numerator + 1)];
        for (int i = 0; i < powers.Length; i++)
        {
            coefficients[(int)((powers[i] - least) / unit).Reduce().Numerator] += terms[i].Coefficient;
        }

        return new(terms[Array.IndexOf(powers, least)].Exponent, unit * sign * variable, coefficients);
    }

    /// <summary>The greatest common divisor of two fractions that are not negative.</summary>
    private static Fraction Divisor(Fraction a, Fraction b) => new Fraction(
        System.Numerics.BigInteger.GreatestCommonDivisor(a.Numerator * b.Denominator, b.Numerator * a.Denominator), a.Denominator * b.Denominator).Reduce();
}
