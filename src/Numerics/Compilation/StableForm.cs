using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Rewrites a formula into an equal one that neither overflows on the way nor cancels where that can be seen from its form.</summary>
/// <remarks>
/// Logistic functions, tanh, sech, softplus and log cosh are recognised in exponentials, complements as erfc(x) in 1 - erf(x), and quotients are brought to a
/// common denominator. This comes before differentiation: the derivative of sigmoid(z) is sigmoid(z) sigmoid(-z), that of 1/(1 + exp(-z)) as written is inf/inf
/// far out. Typed and named forms of one function become the same formula.
/// </remarks>
public static class StableForm
{
    /// <summary>The stable form of a formula.</summary>
    public static Expr Of(Expr expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return Rewrite(expr, []);
    }

    /// <summary>The stable forms of a formula in z and of its derivatives, by order.</summary>
    /// <param name="expr">The formula.</param>
    /// <param name="order">The highest derivative.</param>
    /// <param name="expanded">Multiplied out: the derivatives of one formula then have most in common.</param>
    public static Expr[] Derivatives(Expr expr, int order, bool expanded = false)
    {
        Expr[] all = new Expr[order + 1];
        all[0] = Of(expr);
        for (int k = 1; k <= order; k++)
        {
            Expr derivative = all[k - 1].Derivative(Symbol.Z);
            all[k] = Of(expanded ? Expansion.Expand(derivative) : derivative);
        }

        return all;
    }

    private static Expr Rewrite(Expr expr, Dictionary<Expr, Expr> known)
    {
        if (expr.Children.Count == 0 || expr.IsConstant)
        {
            return expr;
        }

        if (!known.TryGetValue(expr, out Expr? stable))
        {
            stable = OfNode(expr, known);
            known[expr] = stable;
        }

        return stable;
    }

    private static Expr OfNode(Expr expr, Dictionary<Expr, Expr> known)
    {
        // Quotients of exponentials are read as they stand, before their parts turn into hyperbolic functions.
        if (ExponentialQuotient.TryRewrite(expr, part => Rewrite(part, known)) is Expr quotient)
        {
            return StableSum.Of(quotient);
        }

        if (expr is Function { Kind: FunctionKind.Log } log && ExponentialSum.TryRead(log.Arguments[0])?.Logarithm() is Expr logarithm)
        {
            return logarithm;
        }

        Expr[] parts = [.. expr.Children.Select(c => Rewrite(c, known))];
        Expr node = parts.Zip(expr.Children).All(p => ReferenceEquals(p.First, p.Second)) ? expr : Substitution.WithChildren(expr, parts);
        return node switch
        {
            Sum sum => StableSum.Of(OfRoot(sum)),
            Power power => OfPower(power),
            Product product => OfProduct(product),
            Function function => OfFunction(function),
            _ => node,
        };
    }

    /// <summary>sqrt(x^2 + s) - x of a positive x as sqrt(s) exp(-arsinh(x/sqrt(s))): that of x = exp(z) has derivatives that cancel as well, and squares that overflow.</summary>
    private static Expr OfRoot(Sum sum)
    {
        if (SumWithRoot.TryRead(sum) is not SumWithRoot pair || !IsPositive(-pair.Term))
        {
            return sum;
        }

        Expr size = Expr.Sqrt(pair.Difference);
        Expr x = -pair.Term / size;
        Expr difference = size * Function.Of(FunctionKind.Exp, -Function.Of(FunctionKind.Log, x + Expr.Sqrt(x.Pow(2) + Expr.One)));
        return Sum.Of(pair.Rest.Append(pair.IsNegative ? -difference : difference));
    }

    private static Expr OfPower(Power power) => power switch
    {
        { Base: Function { Kind: FunctionKind.Cosh } cosh, Exponent: Number { Value.IsNegative: true } n } => Function.Of(FunctionKind.Sech, cosh.Arguments[0]).Pow(-n),
        _ => power,
    };

    private static Expr OfProduct(Product product)
    {
        Expr result = ExponentialQuotient.Absorb(product);
        foreach (Function sinh in Factors(result).Select(BaseOf).OfType<Function>().Where(f => f.Kind == FunctionKind.Sinh).ToArray())
        {
            Expr sech = Function.Of(FunctionKind.Sech, sinh.Arguments[0]);
            while (Has(result, sinh) && Has(result, sech))
            {
                result = result / sinh / sech * Function.Of(FunctionKind.Tanh, sinh.Arguments[0]);
            }

            // cosh/sinh has derivatives that cancel far out, 1 - cosh^2/sinh^2, and those of 1/tanh do not.
            Expr cosh = Function.Of(FunctionKind.Cosh, sinh.Arguments[0]);
            while (Has(result, cosh) && IsDividedBy(result, sinh))
            {
                result = result * sinh / cosh / Function.Of(FunctionKind.Tanh, sinh.Arguments[0]);
            }
        }

        return result;
    }

    private static Expr OfFunction(Function function)
    {
        Expr x = function.Arguments[0];
        return (function.Kind, x) switch
        {
            (FunctionKind.Log, Function { Kind: FunctionKind.Sigmoid } sigmoid) => -Function.Of(FunctionKind.Softplus, -sigmoid.Arguments[0]),
            (FunctionKind.Log, Function { Kind: FunctionKind.Sech } sech) => -Function.Of(FunctionKind.Log, Function.Of(FunctionKind.Cosh, sech.Arguments[0])),
            (FunctionKind.Log, Power { Exponent: Number n } power) when IsPositive(power.Base) => n * OfLog(power.Base),
            (FunctionKind.Log, Product product) when product.Coefficient.IsPositive && product.Factors.All(IsPositive) =>
                Sum.Of(product.Factors.Select(OfLog).Prepend(Function.Of(FunctionKind.Log, product.Coefficient))),
            (FunctionKind.Exp, _) => OfExponential(x),
            (FunctionKind.Erfc, _) when WithoutRoot(x) is Expr scaled => 2 * Function.Of(FunctionKind.NormalCdf, -scaled),
            _ => function,
        };
    }

    private static Expr OfLog(Expr x) => Function.Of(FunctionKind.Log, x) is Function function ? OfFunction(function) : Function.Of(FunctionKind.Log, x);

    /// <summary>exp(-n log(1 + exp(v))) = sigmoid(-v)^n.</summary>
    private static Expr OfExponential(Expr x)
    {
        foreach (Expr term in x is Sum sum ? sum.Terms : [x])
        {
            (Fraction n, Expr monomial) = Product.SplitCoefficient(term);
            if (n.IsNegative && n.Denominator.IsOne && monomial is Function { Kind: FunctionKind.Softplus } softplus)
            {
                return ExponentialQuotient.Absorb(OfExponential(x - term) * Function.Of(FunctionKind.Sigmoid, -softplus.Arguments[0]).Pow(-n));
            }
        }

        return Function.Of(FunctionKind.Exp, x);
    }

    /// <summary>sqrt(2) x where that rids x of a root: erfc(z/sqrt(2)) = 2 Phi(-z).</summary>
    private static Expr? WithoutRoot(Expr x)
    {
        Expr scaled = Expansion.Expand(Expr.Sqrt(2) * x);
        return HasRoot(x) && !HasRoot(scaled) ? scaled : null;
    }

    private static bool HasRoot(Expr x) => x is Power { Base: Number } || x.Children.Any(HasRoot);

    private static bool IsPositive(Expr x) => x switch
    {
        Number number => number.Value.IsPositive,
        Pi or Root => true,
        Sum sum => sum.Terms.All(IsPositive),
        Product product => product.Coefficient.IsPositive && product.Factors.All(IsPositive),
        Power power => IsPositive(power.Base),
        Function function => function.Kind is FunctionKind.Exp or FunctionKind.Cosh or FunctionKind.Sech or FunctionKind.Sigmoid or FunctionKind.Softplus
            or FunctionKind.NormalCdf or FunctionKind.NormalPdf or FunctionKind.Erfc,
        _ => false,
    };

    internal static IReadOnlyList<Expr> Factors(Expr expr) => expr is Product product ? product.Factors : [expr];

    internal static Expr BaseOf(Expr expr) => expr is Power power ? power.Base : expr;

    /// <summary>True when x, or a power of it with an exponent of at least 1, is a factor.</summary>
    private static bool Has(Expr expr, Expr x) => Factors(expr).Any(f => f.Equals(x) || (f is Power { Exponent: Number n } power && power.Base.Equals(x) && n.Value >= 1));

    /// <summary>True when 1/x, or a power of it, is a factor.</summary>
    private static bool IsDividedBy(Expr expr, Expr x) => Factors(expr).Any(f => f is Power { Exponent: Number n } power && power.Base.Equals(x) && n.Value <= -1);
}
