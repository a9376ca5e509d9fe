using System.Numerics;
using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Quotients of exponentials by sigmoid functions: exp(2z)/(1 + exp(2z)) is sigmoid(2z), (1 - exp(-z))/(1 + exp(-z)) is sigmoid(z) - sigmoid(-z).</summary>
internal static class ExponentialQuotient
{
    /// <summary>A numerator of more terms stays as it is.</summary>
    private const int MostTerms = 100;

    /// <summary>Rewrites a quotient whose denominator is a sum of exponentials; null for anything else.</summary>
    /// <param name="expr">A product or a power.</param>
    /// <param name="rewrite">Rewrites the other factors.</param>
    public static Expr? TryRewrite(Expr expr, Func<Expr, Expr> rewrite)
    {
        if (expr is not (Product or Power))
        {
            return null;
        }

        Expr meeting = Expr.One;
        Expr staying = expr is Product product ? product.Coefficient : Expr.One;
        List<Expr> numerators = [];
        bool found = false;
        foreach (Expr factor in StableForm.Factors(expr))
        {
            if (factor is Power { Base: Sum sum, Exponent: Number { Value: { IsNegative: true } q } } && ExponentialSum.TryRead(sum) is ExponentialSum denominator)
            {
                (Expr meets, Expr stays) = denominator.Power(q);
                meeting *= meets;
                staying *= stays;
                found = true;
            }
            else
            {
                numerators.Add(factor);
            }
        }

        if (!found)
        {
            return null;
        }

        Expr above = Expr.One;
        foreach (Expr factor in numerators)
        {
            if (HasExponential(factor) && ExponentialSum.Expanded(factor) is Expr expanded)
            {
                above *= expanded;
            }
            else
            {
                staying *= rewrite(factor);
            }
        }

        if (ExponentialSum.Expanded(above) is not Expr sumAbove)
        {
            return null;
        }

        IReadOnlyList<Expr> terms = sumAbove is Sum { Terms: var several } ? several : [sumAbove];
        return terms.Count > MostTerms ? null : staying * StableSum.Of(Sum.Of(terms.Select(t => Absorb(rewrite(t) * meeting))));
    }

    /// <summary>exp(-n y) sigmoid(y)^n = sigmoid(-y)^n and exp(-y/2) sigmoid(y) = sech(y/2)/2, for all sigmoid functions that meet an exponential in a product.</summary>
    public static Expr Absorb(Expr expr)
    {
        if (expr is not Product product || !product.Factors.Any(f => f is Function { Kind: FunctionKind.Exp }) || !product.Factors.Any(f => Sigmoid(f) is not null))
        {
            return expr;
        }

        foreach (Expr factor in product.Factors)
        {
            if (Sigmoid(factor) is not (Expr y, Fraction n) || n < 1)
            {
                continue;
            }

            Expr exponential = product.Factors.First(f => f is Function { Kind: FunctionKind.Exp });
            Fraction steps = -ExponentialSum.Ratio(((Function)exponential).Arguments[0], y);
            if (steps < new Fraction(1, 2) || (steps < 1 && steps != new Fraction(1, 2)))
            {
                continue;
            }

            Expr sigmoid = Function.Of(FunctionKind.Sigmoid, y);
            if (steps < 1)
            {
                return Absorb(product / sigmoid * Function.Of(FunctionKind.Exp, y / 2) * Function.Of(FunctionKind.Sech, y / 2) / 2);
            }

            Fraction count = new(BigInteger.Min(Floor(steps), Floor(n)));
            return Absorb(product * (Function.Of(FunctionKind.Sigmoid, -y) / sigmoid).Pow(count) * Function.Of(FunctionKind.Exp, count * y));
        }

        return product;
    }

    private static BigInteger Floor(Fraction x) => x.Numerator / x.Denominator;

    private static (Expr Argument, Fraction Exponent)? Sigmoid(Expr factor) => factor switch
    {
        Function { Kind: FunctionKind.Sigmoid } sigmoid => (sigmoid.Arguments[0], Fraction.One),
        Power { Base: Function { Kind: FunctionKind.Sigmoid } sigmoid, Exponent: Number n } => (sigmoid.Arguments[0], n.Value),
        _ => null,
    };

    private static bool HasExponential(Expr factor) => factor switch
    {
        Function function => function.Kind is FunctionKind.Exp or FunctionKind.Sinh or FunctionKind.Cosh,
        Sum sum => sum.Terms.Any(HasExponential),
        Product product => product.Factors.Any(HasExponential),
        Power { Exponent: Number { IsInteger: true, Value.IsPositive: true } } power => HasExponential(power.Base),
        _ => false,
    };
}
