namespace Theory.Expressions;

/// <summary>Exact derivatives.</summary>
public static class Differentiation
{
    /// <summary>The derivative with respect to a symbol.</summary>
    /// <remarks>
    /// The ordinary derivative: kinks and jumps of abs, sign, step, max and min contribute nothing at the point itself. Where such
    /// points matter, differentiate the pieces of an <see cref="Activations.Activation"/> and treat its breakpoints.
    /// </remarks>
    public static Expr Derivative(this Expr expr, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(expr);
        if (!expr.Contains(symbol))
        {
            return Expr.Zero;
        }

        return expr switch
        {
            Symbol => Expr.One,
            Sum sum => Sum.Of(sum.Terms.Select(t => t.Derivative(symbol))),
            Product product => Sum.Of(product.Factors.Select((f, i) =>
                Product.Of([product.Coefficient, f.Derivative(symbol), .. product.Factors.RemoveAt(i)]))),
            Power power => OfPower(power, symbol),
            Function { Kind: FunctionKind.Max or FunctionKind.Min } extremum => OfExtremum(extremum, symbol),
            Function { Kind: FunctionKind.BivariateNormalCdf } cdf => OfBivariateCdf(cdf, symbol),
            Function function => OfFunction(function) * function.Arguments[0].Derivative(symbol),
            _ => Expr.Zero,
        };
    }

    /// <summary>False where <see cref="Derivative"/> has no formula: gamma of the symbol.</summary>
    public static bool HasDerivative(this Expr expr, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(expr);
        return !expr.Contains(symbol) || (expr is not Function { Kind: FunctionKind.Gamma } && expr.Children.All(c => c.HasDerivative(symbol)));
    }

    private static Expr OfPower(Power power, Symbol symbol)
    {
        Expr byBase = power.Exponent * power.Base.Pow(power.Exponent - 1) * power.Base.Derivative(symbol);
        Expr exponentDerivative = power.Exponent.Derivative(symbol);
        return exponentDerivative.IsZero ? byBase : byBase + (power * Function.Of(FunctionKind.Log, power.Base) * exponentDerivative);
    }

    private static Expr OfExtremum(Function extremum, Symbol symbol)
    {
        (Expr a, Expr b) = (extremum.Arguments[0], extremum.Arguments[1]);
        Expr aWins = Function.Of(FunctionKind.Step, extremum.Kind == FunctionKind.Max ? a - b : b - a);
        return (aWins * a.Derivative(symbol)) + ((1 - aWins) * b.Derivative(symbol));
    }

    /// <summary>d Phi2/dh = phi(h) Phi((k - rho h)/sqrt(1 - rho^2)); d Phi2/d rho is the bivariate density (Plackett).</summary>
    private static Expr OfBivariateCdf(Function cdf, Symbol symbol)
    {
        (Expr h, Expr k, Expr rho) = (cdf.Arguments[0], cdf.Arguments[1], cdf.Arguments[2]);
        Expr root = Expr.Sqrt(1 - (rho * rho));
        Expr byThreshold = Conditional(h, k) * h.Derivative(symbol);
        Expr byOther = Conditional(k, h) * k.Derivative(symbol);
        Expr density = Function.Of(FunctionKind.Exp, -((h * h) - (2 * rho * h * k) + (k * k)) / (2 * (1 - (rho * rho)))) / (2 * Pi.Value * root);
        return byThreshold + byOther + (density * rho.Derivative(symbol));

        Expr Conditional(Expr x, Expr y) => Function.Of(FunctionKind.NormalPdf, x) * Function.Of(FunctionKind.NormalCdf, (y - (rho * x)) / root);
    }

    /// <summary>f'(x), in the form that keeps relative accuracy in the tails (sech^2 rather than 1 - tanh^2).</summary>
    private static Expr OfFunction(Function function)
    {
        Expr x = function.Arguments[0];
        Expr F(FunctionKind kind) => Function.Of(kind, x);
        return function.Kind switch
        {
            FunctionKind.Exp => function,
            FunctionKind.Log => 1 / x,
            FunctionKind.Abs => F(FunctionKind.Sign),
            FunctionKind.Sign or FunctionKind.Step => Expr.Zero,
            FunctionKind.Erf => 2 / Expr.Sqrt(Pi.Value) * Function.Of(FunctionKind.Exp, -(x * x)),
            FunctionKind.Erfc => -2 / Expr.Sqrt(Pi.Value) * Function.Of(FunctionKind.Exp, -(x * x)),
            FunctionKind.NormalCdf => F(FunctionKind.NormalPdf),
            FunctionKind.NormalPdf => -x * function,
            FunctionKind.Sin => F(FunctionKind.Cos),
            FunctionKind.Cos => -F(FunctionKind.Sin),
            FunctionKind.Tanh => F(FunctionKind.Sech).Pow(2),
            FunctionKind.Sinh => F(FunctionKind.Cosh),
            FunctionKind.Cosh => F(FunctionKind.Sinh),
            FunctionKind.Sech => -function * F(FunctionKind.Tanh),
            FunctionKind.Sigmoid => function * Function.Of(FunctionKind.Sigmoid, -x),
            FunctionKind.Softplus => F(FunctionKind.Sigmoid),
            FunctionKind.Gamma => throw new UserInputException("the derivative of gamma(x), the digamma function, is not supported; gamma may be used on constants"),
            FunctionKind.Arcsin => 1 / Expr.Sqrt(1 - (x * x)),
            FunctionKind.Arctan => 1 / (1 + (x * x)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
