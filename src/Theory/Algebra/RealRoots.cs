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
    public const int MaximumSturmDegree = 40;

    /// <summary>The exact real roots, unordered, possibly repeated.</summary>
    /// <exception cref="UserInputException">The roots exist but have no exact form that is known here.</exception>
    public static IEnumerable<Expr> Of(Expr expr)
    {
        List<Expr> roots = [];
        return Add(expr, roots) is Expr unknown
            ? throw new UserInputException($"no exact form is known for the points where {unknown} changes sign; write them with piecewise(z<..., ..., ...)")
            : roots;
    }

    /// <summary>The same; null where the roots have no exact form that is known here.</summary>
    public static IReadOnlyList<Expr>? TryOf(Expr expr)
    {
        List<Expr> roots = [];

        // Exact numbers may grow beyond what is computed with.
        return Attempt.At(() => Add(expr, roots)) is { Value: null, Refusal: null } ? roots : null;
    }

    /// <summary>Adds the roots of an expression; returns that of which none are known, null where all are.</summary>
    /// <param name="expr">The expression.</param>
    /// <param name="roots">Where to.</param>
    /// <param name="others">Finds the roots that have no exact form here; null where it cannot.</param>
    public static Expr? Add(Expr expr, List<Expr> roots, Func<Expr, IReadOnlyList<Expr>?>? others = null)
    {
        Symbol z = Symbol.Z;
        if (!expr.Contains(z) || Positivity.IsPositive(expr))
        {
            return null;
        }

        if (UnivariatePolynomial.TryFrom(expr, z) is UnivariatePolynomial polynomial)
        {
            return OfPolynomial(polynomial, expr, roots) is Expr unknown ? AddOthers(unknown) : null;
        }

        return expr switch
        {
            Product product => product.Factors.Select(f => Add(f, roots, others)).FirstOrDefault(u => u is not null),
            Power power => Add(power.Base, roots, others),
            Function f when IsSignPreserving(f.Kind) => Add(f.Arguments[0], roots, others),
            Function { Kind: FunctionKind.Log } log => Add(log.Arguments[0] - 1, roots, others),
            Sum sum when LinearInFunction(sum) is Expr equation => Add(equation, roots, others),
            _ => AddOthers(expr),
        };

        Expr? AddOthers(Expr equation)
        {
            IReadOnlyList<Expr>? found = others?.Invoke(equation);
            roots.AddRange(found ?? []);
            return found is null ? equation : null;
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

    private static Expr? OfPolynomial(UnivariatePolynomial polynomial, Expr original, List<Expr> roots)
    {
        UnivariatePolynomial? rest = polynomial;
        while (rest.Degree > 0 && rest[0].IsZero)
        {
            roots.Add(Expr.Zero);
            rest = UnivariatePolynomial.Of([.. rest.Coefficients.Skip(1)]);
        }

        if (rest.Degree > 2)
        {
            rest = TakeOutRationalRoots(rest, roots);
        }

        switch (rest?.Degree)
        {
            case <= 0:
                return null;
            case 1:
                roots.Add(Expansion.Expand(-rest[0] / rest[1]));
                return null;
            case 2:
                return OfQuadratic(rest[2], rest[1], rest[0], roots);
            default:
                return rest?.Degree <= MaximumSturmDegree && RationalPolynomial.TryOf(RationalPolynomial.Coefficients(rest)!)!.CountRealRoots() == 0 ? null : rest?.ToExpr(Symbol.Z) ?? original;
        }
    }

    private static Expr? OfQuadratic(Expr a, Expr b, Expr c, List<Expr> roots)
    {
        Expr discriminant = Expansion.Expand((b * b) - (4 * a * c));
        if (ConstantValue.Of(discriminant) is not double sign)
        {
            return discriminant;
        }

        if (discriminant.IsZero)
        {
            roots.Add(Expansion.Expand(-b / (2 * a)));
        }
        else if (!(sign < 0))
        {
            Expr root = Expr.Sqrt(discriminant);
            roots.AddRange([Expansion.Expand((-b - root) / (2 * a)), Expansion.Expand((-b + root) / (2 * a))]);
        }

        return null;
    }

    /// <summary>What is left without them; null where they are too many to be tried.</summary>
    private static UnivariatePolynomial? TakeOutRationalRoots(UnivariatePolynomial polynomial, List<Expr> roots)
    {
        if (polynomial.Coefficients.Any(c => c is not Number))
        {
            return null;
        }

        Fraction[] rational = [.. polynomial.Coefficients.Select(c => ((Number)c).Value)];
        BigInteger common = rational.Aggregate(BigInteger.One, (lcm, c) => lcm * c.Denominator / BigInteger.GreatestCommonDivisor(lcm, c.Denominator));
        BigInteger last = BigInteger.Abs((rational[0] * common).Numerator);
        BigInteger leading = BigInteger.Abs((rational[^1] * common).Numerator);
        if (last > MaximumCandidates || leading > MaximumCandidates)
        {
            return null;
        }

        UnivariatePolynomial rest = polynomial;
        int[] numerators = Divisors((int)last);
        int[] denominators = Divisors((int)leading);
        if ((long)numerators.Length * denominators.Length * polynomial.Degree > MaximumCandidates)
        {
            return null;
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
}
