using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <summary>The exact real points at which an expression in z can change sign.</summary>
internal static class RealRoots
{
    /// <summary>Rational roots are searched among this many candidates at most.</summary>
    private const int MaximumCandidates = 100_000;

    /// <summary>The coefficients of Sturm sequences grow quickly.</summary>
    private const int MaximumSturmDegree = 40;

    /// <summary>The exact real roots, unordered, possibly repeated.</summary>
    /// <exception cref="UserInputException">The roots exist but have no exact form that is known here.</exception>
    public static IEnumerable<Expr> Of(Expr expr)
    {
        Symbol z = Symbol.Z;
        if (!expr.Contains(z) || Positivity.IsPositive(expr))
        {
            return [];
        }

        if (UnivariatePolynomial.TryFrom(expr, z) is UnivariatePolynomial polynomial)
        {
            return OfPolynomial(polynomial, expr);
        }

        return expr switch
        {
            Product product => product.Factors.SelectMany(Of),
            Power power => Of(power.Base),
            Function f when IsSignPreserving(f.Kind) => Of(f.Arguments[0]),
            Function { Kind: FunctionKind.Log } log => Of(log.Arguments[0] - 1),
            Sum sum when LinearInFunction(sum) is Expr equation => Of(equation),
            _ => throw Unknown(expr),
        };
    }

    /// <summary>The same; null where the roots have no exact form that is known here.</summary>
    public static IReadOnlyList<Expr>? TryOf(Expr expr)
    {
        try
        {
            return [.. Of(expr)];
        }
        catch (UserInputException)
        {
            return null;
        }
    }

    private static bool IsSignPreserving(FunctionKind kind) => kind is
        FunctionKind.Tanh or FunctionKind.Sinh or FunctionKind.Arcsin or FunctionKind.Arctan or FunctionKind.Erf or FunctionKind.Sign
        or FunctionKind.Abs;

    /// <summary>c*f(u) + d with an invertible f becomes u - f^-1(-d/c); with no solution, a positive expression.</summary>
    private static Expr? LinearInFunction(Sum sum)
    {
        Expr[] varying = [.. sum.Terms.Where(t => t.Contains(Symbol.Z))];
        if (varying is not [Expr term])
        {
            return null;
        }

        Function? f = term as Function ?? (term as Product)?.Factors.OfType<Function>().FirstOrDefault(g => g.Contains(Symbol.Z));
        if (f is null)
        {
            return null;
        }

        Expr coefficient = term / f;
        Expr target = -(sum - term) / coefficient;
        if (coefficient.Contains(Symbol.Z) || ConstantValue.Of(target) is not double value)
        {
            return null;
        }

        Expr u = f.Arguments[0];
        return f.Kind switch
        {
            FunctionKind.Exp => value > 0 ? u - Function.Of(FunctionKind.Log, target) : Expr.One,
            FunctionKind.Log => u - Function.Of(FunctionKind.Exp, target),
            FunctionKind.Tanh => Math.Abs(value) < 1 ? u - (Function.Of(FunctionKind.Log, (1 + target) / (1 - target)) / 2) : Expr.One,
            FunctionKind.Sigmoid => value > 0 && value < 1 ? u - Function.Of(FunctionKind.Log, target / (1 - target)) : Expr.One,
            FunctionKind.Abs => value >= 0 ? (u - target) * (u + target) : Expr.One,
            _ => null,
        };
    }

    private static List<Expr> OfPolynomial(UnivariatePolynomial polynomial, Expr original)
    {
        List<Expr> roots = [];
        UnivariatePolynomial rest = polynomial;
        while (rest.Degree > 0 && rest[0].IsZero)
        {
            roots.Add(Expr.Zero);
            rest = UnivariatePolynomial.Of([.. rest.Coefficients.Skip(1)]);
        }

        if (rest.Degree > 2)
        {
            rest = TakeOutRationalRoots(rest, original, roots);
        }

        switch (rest.Degree)
        {
            case <= 0:
                break;
            case 1:
                roots.Add(Expansion.Expand(-rest[0] / rest[1]));
                break;
            case 2:
                roots.AddRange(OfQuadratic(rest[2], rest[1], rest[0]));
                break;
            default:
                if (rest.Degree > MaximumSturmDegree || RationalPolynomial.TryOf(RationalPolynomial.Coefficients(rest)!)!.CountRealRoots() > 0)
                {
                    throw Unknown(original);
                }

                break;
        }

        return roots;
    }

    private static IEnumerable<Expr> OfQuadratic(Expr a, Expr b, Expr c)
    {
        Expr discriminant = Expansion.Expand((b * b) - (4 * a * c));
        double sign = ConstantValue.Of(discriminant) ?? throw Unknown(discriminant);
        if (discriminant.IsZero)
        {
            return [Expansion.Expand(-b / (2 * a))];
        }

        if (sign < 0)
        {
            return [];
        }

        Expr root = Expr.Sqrt(discriminant);
        return [Expansion.Expand((-b - root) / (2 * a)), Expansion.Expand((-b + root) / (2 * a))];
    }

    private static UnivariatePolynomial TakeOutRationalRoots(UnivariatePolynomial polynomial, Expr original, List<Expr> roots)
    {
        if (polynomial.Coefficients.Any(c => c is not Number))
        {
            throw Unknown(original);
        }

        Fraction[] rational = [.. polynomial.Coefficients.Select(c => ((Number)c).Value)];
        BigInteger common = rational.Aggregate(BigInteger.One, (lcm, c) => lcm * c.Denominator / BigInteger.GreatestCommonDivisor(lcm, c.Denominator));
        BigInteger last = BigInteger.Abs((rational[0] * common).Numerator);
        BigInteger leading = BigInteger.Abs((rational[^1] * common).Numerator);
        if (last > MaximumCandidates || leading > MaximumCandidates)
        {
            throw Unknown(original);
        }

        UnivariatePolynomial rest = polynomial;
        int[] numerators = Divisors((int)last);
        int[] denominators = Divisors((int)leading);
        if ((long)numerators.Length * denominators.Length * polynomial.Degree > MaximumCandidates)
        {
            throw Unknown(original);
        }

        foreach (int p in numerators)
        {
            foreach (int q in denominators)
            {
                foreach (Fraction candidate in (Fraction[])[new Fraction(p, q), new Fraction(-p, q)])
                {
                    while (rest.Degree > 2 && rest.ValueAt(candidate).IsZero)
                    {
                        roots.Add(candidate);
                        rest = Deflate(rest, candidate);
                    }
                }
            }
        }

        return rest;
    }

    private static UnivariatePolynomial Deflate(UnivariatePolynomial polynomial, Expr root)
    {
        Expr[] quotient = new Expr[polynomial.Degree];
        Expr carry = Expr.Zero;
        for (int i = polynomial.Degree; i > 0; i--)
        {
            carry = polynomial[i] + (carry * root);
            quotient[i - 1] = carry;
        }

        return UnivariatePolynomial.Of(quotient);
    }

    private static int[] Divisors(int n) => [.. Enumerable.Range(1, n).Where(d => n % d == 0)];

    private static UserInputException Unknown(Expr expr) => new(
        $"no exact form is known for the points where {expr} changes sign; write them with piecewise(z<..., ..., ...)");
}
