using System.Linq.Expressions;
using FastExpressionCompiler;
using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Compiles exact expressions to delegates in double precision.</summary>
public static class ExpressionCompiler
{
    /// <summary>Compiles an expression in one symbol.</summary>
    /// <param name="expr">The expression.</param>
    /// <param name="symbol">The only symbol in it.</param>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static Func<double, double> Compile(Expr expr, Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(symbol);
        ParameterExpression x = Expression.Parameter(typeof(double), symbol.Name);
        return Expression.Lambda<Func<double, double>>(Translate(expr, [symbol], [x]), x).CompileFast();
    }

    /// <summary>Compiles an expression in several symbols; the function takes their values in the same order.</summary>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static Func<double[], double> Compile(Expr expr, IReadOnlyList<Symbol> symbols)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(symbols);
        ParameterExpression values = Expression.Parameter(typeof(double[]), "values");
        Expression[] variables = [.. symbols.Select((_, i) => Expression.ArrayIndex(values, Expression.Constant(i)))];
        return Expression.Lambda<Func<double[], double>>(Translate(expr, symbols, variables), values).CompileFast();
    }

    private static Expression Translate(Expr expr, IReadOnlyList<Symbol> symbols, Expression[] x) => expr switch
    {
        Symbol symbol => Enumerable.Range(0, x.Length).Where(i => symbols[i].Equals(symbol)).Select(i => x[i]).FirstOrDefault()
            ?? throw new UserInputException($"the expression contains {symbol.Name}, which has no value; it may contain only {string.Join(", ", symbols.Select(s => s.Name))}"),
        Number number => Expression.Constant(number.Value.ToNearestDouble()),
        Pi => Expression.Constant(Math.PI),
        Sum sum => TranslateSum(sum, symbols, x),
        Product product => TranslateProduct(product, symbols, x),
        Power power => TranslatePower(power, symbols, x),
        Function function => Call(function.Kind, [.. function.Arguments.Select(a => Translate(a, symbols, x))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Expression TranslateSum(Sum sum, IReadOnlyList<Symbol> symbols, Expression[] x)
    {
        if (ExponentialMinusOne.TryRead(sum) is not ExponentialMinusOne pair)
        {
            return sum.Terms.Select(t => Translate(t, symbols, x)).Aggregate(Expression.Add);
        }

        Expression expm1 = Expression.Multiply(
            Expression.Constant(pair.Coefficient.ToNearestDouble()), Call(SpecialFunctions.Expm1, Translate(pair.Argument, symbols, x)));
        return pair.Rest.Select(t => Translate(t, symbols, x)).Aggregate((Expression)expm1, Expression.Add);
    }

    /// <summary>Divides by denominators instead of multiplying with rounded reciprocals: K/10 is correctly rounded, 0.1*K is not.</summary>
    private static Expression TranslateProduct(Product product, IReadOnlyList<Symbol> symbols, Expression[] x)
    {
        List<Expression> numerator = [];
        List<Expression> denominator = [];
        if (product.Coefficient != Fraction.One)
        {
            double above = new Fraction(product.Coefficient.Numerator).ToNearestDouble();
            double below = new Fraction(product.Coefficient.Denominator).ToNearestDouble();
            bool fits = double.IsFinite(above) && double.IsFinite(below);
            numerator.Add(Expression.Constant(fits ? above : product.Coefficient.ToNearestDouble()));
            if (fits && below != 1)
            {
                denominator.Add(Expression.Constant(below));
            }
        }

        foreach (Expr factor in product.Factors)
        {
            if (factor is Power { Exponent: Number { Value.IsNegative: true } exponent } power)
            {
                denominator.Add(Translate(Power.Of(power.Base, -exponent), symbols, x));
            }
            else
            {
                numerator.Add(Translate(factor, symbols, x));
            }
        }

        Expression top = numerator.Count == 0 ? Expression.Constant(1.0) : numerator.Aggregate(Expression.Multiply);
        return denominator.Count == 0 ? top : Expression.Divide(top, denominator.Aggregate(Expression.Multiply));
    }

    private static Expression TranslatePower(Power power, IReadOnlyList<Symbol> symbols, Expression[] x)
    {
        Expression @base = Translate(power.Base, symbols, x);
        if (power.Exponent is not Number { Value: var exponent })
        {
            return Call(Math.Pow, @base, Translate(power.Exponent, symbols, x));
        }

        if (exponent.IsNegative)
        {
            return Expression.Divide(Expression.Constant(1.0), Translate(Power.Of(power.Base, -exponent), symbols, x));
        }

        if (exponent.Denominator == 1 && exponent.Numerator <= 64)
        {
            return Bind(@base, b => IntegerPower(b, (int)exponent.Numerator));
        }

        if (exponent.Denominator == 2 && exponent.Numerator <= 64)
        {
            Expression root = Call(Math.Sqrt, @base);
            return exponent.Numerator == 1
                ? root
                : Bind(@base, b => Expression.Multiply(IntegerPower(b, (int)(exponent.Numerator / 2)), Call(Math.Sqrt, b)));
        }

        return Call(Math.Pow, @base, Expression.Constant(exponent.ToNearestDouble()));
    }

    /// <summary>Evaluates an operand once, however often it is used.</summary>
    private static Expression Bind(Expression operand, Func<Expression, Expression> use)
    {
        if (operand is ParameterExpression)
        {
            return use(operand);
        }

        ParameterExpression variable = Expression.Variable(typeof(double));
        return Expression.Block([variable], Expression.Assign(variable, operand), use(variable));
    }

    private static Expression IntegerPower(Expression x, int n)
    {
        if (n == 1)
        {
            return x;
        }

        Expression half = Bind(IntegerPower(x, n / 2), h => Expression.Multiply(h, h));
        return n % 2 == 0 ? half : Expression.Multiply(half, x);
    }

    private static MethodCallExpression Call(FunctionKind kind, Expression[] x) => kind switch
    {
        FunctionKind.Max => Call(Math.Max, x[0], x[1]),
        FunctionKind.Min => Call(Math.Min, x[0], x[1]),
        FunctionKind.BivariateNormalCdf => Expression.Call(((Func<double, double, double, double>)SpecialFunctions.BivariateNormalCdf).Method, x),
        _ => Expression.Call(ScalarFunctions.Of(kind).Method, x[0]),
    };

    private static MethodCallExpression Call(Func<double, double> method, Expression x) => Expression.Call(method.Method, x);

    private static MethodCallExpression Call(Func<double, double, double> method, Expression x, Expression y) => Expression.Call(method.Method, x, y);
}
