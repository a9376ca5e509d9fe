using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Sums in forms that do not cancel: complements as 1 - erf(x) = erfc(x), and a common denominator, over which what cancels does so exactly.</summary>
internal static class StableSum
{
    /// <summary>Longer sums stay as they are.</summary>
    private const int MostTerms = 40;

    /// <summary>The stable form of a sum whose terms are stable; anything else stays as it is.</summary>
    public static Expr Of(Expr expr)
    {
        if (expr is not Sum { Terms.Length: <= MostTerms } sum)
        {
            return expr;
        }

        foreach (Expr term in sum.Terms)
        {
            foreach (Expr factor in StableForm.Factors(term))
            {
                if (Complement(sum, term, factor) is Expr simpler)
                {
                    return Of(simpler);
                }
            }
        }

        return OverCommonDenominators(sum);
    }

    /// <summary>The sum with a term c M f and its partner, c M or -c M, replaced by one term; null when there is no such partner.</summary>
    private static Expr? Complement(Sum sum, Expr term, Expr factor)
    {
        if (OneMinusExponential(factor) is Expr exponent)
        {
            // m/(1 - exp(y)) - m/2 = -m/(2 tanh(y/2)), as is m exp(y)/(1 - exp(y)) + m/2: over a common denominator the derivatives cancel on one side, those of
            // z/(exp(z) - 1) + z/2 where z is large.
            Expr half = term / factor / 2;
            Expr cotangent = -half / Function.Of(FunctionKind.Tanh, exponent / 2);
            Expr exponential = Function.Of(FunctionKind.Exp, exponent);
            return Replace(-half, cotangent) ?? Replace(half / exponential, cotangent / exponential);
        }

        (Function? function, int power) = factor switch
        {
            Function f => (f, 1),
            Power { Base: Function { Kind: FunctionKind.Tanh } f, Exponent: Number n } when n.Value == 2 => (f, 2),
            _ => (null, 0),
        };
        if (function is null || function.Arguments.Length != 1)
        {
            return null;
        }

        Expr y = function.Arguments[0];
        Expr m = term / factor;
        Expr F(FunctionKind kind, Expr x) => Function.Of(kind, x);
        return (function.Kind, power) switch
        {
            (FunctionKind.Tanh, 2) => Replace(-m, -m * F(FunctionKind.Sech, y).Pow(2)),
            (FunctionKind.Tanh, 1) => Replace(m, 2 * m * F(FunctionKind.Sigmoid, 2 * y)) ?? Replace(-m, -2 * m * F(FunctionKind.Sigmoid, -2 * y)),
            (FunctionKind.Sigmoid, _) => Replace(-m, -m * F(FunctionKind.Sigmoid, -y))
                ?? Replace(-m / 2, m / 2 * F(FunctionKind.Tanh, y / 2))
                ?? (m.IsConstant || StableForm.Factors(m).All(f => f is Symbol or Power { Base: Symbol }) ? Replace(-m * F(FunctionKind.Sigmoid, -y), m * F(FunctionKind.Tanh, y / 2)) : null),
            (FunctionKind.NormalCdf, _) => Replace(-m, -m * F(FunctionKind.NormalCdf, -y)),
            (FunctionKind.Erf, _) => Replace(m, m * Erfc(-y)) ?? Replace(-m, -m * Erfc(y)),
            (FunctionKind.Erfc, _) => Replace(-m, -m * F(FunctionKind.Erf, y)),
            (FunctionKind.Cos, _) => Replace(-m, -2 * m * F(FunctionKind.Sin, y / 2).Pow(2)),
            (FunctionKind.Cosh, _) => Replace(-m, 2 * m * F(FunctionKind.Sinh, y / 2).Pow(2)),
            (FunctionKind.Exp, _) when !F(FunctionKind.Exp, -y).Equals(factor) => Replace(m * F(FunctionKind.Exp, -y), 2 * m * F(FunctionKind.Cosh, y))
                ?? Replace(-m * F(FunctionKind.Exp, -y), 2 * m * F(FunctionKind.Sinh, y)),
            _ => null,
        };

        Expr? Replace(Expr partner, Expr by) => !partner.IsZero && sum.Terms.Contains(partner) ? sum - term - partner + by : null;
    }

    /// <summary>y in 1/(1 - exp(y)); null for anything else.</summary>
    private static Expr? OneMinusExponential(Expr factor) =>
        factor is Power { Base: Sum sum, Exponent: Number { Value: var n } } && n == -1 && Expr.One - sum is Function { Kind: FunctionKind.Exp } exp ? exp.Arguments[0] : null;

    private static Expr Erfc(Expr x) => StableForm.Of(Function.Of(FunctionKind.Erfc, x));

    /// <summary>z^2/(1 + z^2)^2 - 1/(1 + z^2) as -1/(1 + z^2)^2, for each group of terms that have the other factors in common.</summary>
    private static Expr OverCommonDenominators(Sum sum)
    {
        if (!sum.Terms.Any(t => StableForm.Factors(t).Any(IsDenominator)))
        {
            return sum;
        }

        List<Expr> groups = [];
        foreach (IGrouping<Expr, Expr> group in sum.Terms.GroupBy(Cofactor))
        {
            Expr[] terms = [.. group];
            groups.Add(Common(terms) ?? Sum.Of(terms));
        }

        return Sum.Of(groups);
    }

    /// <summary>The terms over their common denominator; null where they have none, or where multiplying out gains nothing.</summary>
    private static Expr? Common(Expr[] terms)
    {
        Dictionary<Expr, Fraction> least = [];
        foreach (Expr factor in terms.SelectMany(StableForm.Factors).Where(IsDenominator))
        {
            var power = (Power)factor;
            Fraction exponent = ((Number)power.Exponent).Value;
            least[power.Base] = least.TryGetValue(power.Base, out Fraction other) && other < exponent ? other : exponent;
        }

        if (least.Count == 0 || terms.Length < 2 || least.Keys.Any(IsShifted) || terms.SelectMany(StableForm.Factors).Any(f => f is Power { Base: Sum other, Exponent: Number { IsInteger: true } } && !least.ContainsKey(other)))
        {
            return null;
        }

        Expr denominator = Product.Of(least.Select(p => Power.Of(p.Key, p.Value)));
        Expr?[] over = [.. terms.Select(t => Expansion.TryExpand(t / denominator))];
        return Array.TrueForAll(over, t => t is not null) && Expansion.TryExpand(Sum.Of(over!)) is Expr numerator and not Sum { Terms.Length: > MostTerms }
            ? numerator * denominator
            : null;
    }

    /// <summary>1 + (z - 1000)^2 is accurate near 1000, and multiplied out it is not.</summary>
    private static bool IsShifted(Expr denominator) => ((Sum)denominator).Terms.SelectMany(StableForm.Factors)
        .Any(f => f is Sum or Power { Base: Sum, Exponent: Number { IsInteger: true } });

    private static bool IsDenominator(Expr factor) => factor is Power { Base: Sum, Exponent: Number { Value.IsNegative: true } };

    /// <summary>The factors other than powers of symbols, of sigmoid functions and of sums.</summary>
    private static Expr Cofactor(Expr term) => Product.Of(StableForm.Factors(term).Where(f => !f.IsConstant && f switch
    {
        Symbol or Sum or Power { Base: Symbol or Sum, Exponent: Number } => false,
        _ => StableForm.BaseOf(f) is not Function { Kind: FunctionKind.Sigmoid },
    }));
}
