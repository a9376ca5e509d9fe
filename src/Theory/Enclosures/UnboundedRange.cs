using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Enclosures;

/// <summary>Encloses products over z from a positive number to infinity, where factors that grow meet others that fall: z*sigmoid(-z), z/sqrt(z^2 + 1).</summary>
internal static class UnboundedRange
{
    /// <summary>The range of a product; z reaches to infinity from a positive number.</summary>
    public static Interval Of(Product product, Interval z)
    {
        Interval range = Interval.OfRational(product.Coefficient);
        Fraction power = 0;
        List<(Expr Factor, Interval Argument, double Rate)> falling = [];
        foreach (Expr factor in product.Factors)
        {
            if (PowerOf(factor) is Fraction n)
            {
                power += n;
            }
            else if (Falling(factor, z) is { } fall)
            {
                falling.Add((factor, fall.Argument, fall.Rate));
            }
            else if (LeadingPowerOut(factor) is { } parts)
            {
                power += parts.Power;
                range *= FormulaRange.Of(parts.Bounded, z);
            }
            else
            {
                range *= FormulaRange.Of(factor, z);
            }
        }

        // z^n times what falls like exp(-rate z) decreases from n/rate on.
        double exponent = power.ToNearestDouble();
        foreach ((Expr factor, Interval argument, double rate) in falling)
        {
            bool meets = exponent > 0 && argument.Upper <= 0 && z.Lower * rate > exponent * (1 + 1e-12);
            range *= meets ? new Interval(0, (FormulaRange.Of(Z(power), Interval.Of(z.Lower)) * Interval.Of(2) * IntervalFunctions.Exp(argument)).Upper) : FormulaRange.Of(factor, z);
            (power, exponent) = meets ? (0, 0) : (power, exponent);
        }

        return power.IsZero ? range : range * FormulaRange.Of(Z(power), z);
    }

    private static Expr Z(Fraction power) => Symbol.Z.Pow(power);

    private static Fraction? PowerOf(Expr factor) => factor switch
    {
        Symbol symbol when symbol.Equals(Symbol.Z) => 1,
        Power { Exponent: Number n, Base: Symbol symbol } when symbol.Equals(Symbol.Z) => n.Value,
        _ => null,
    };

    /// <summary>z^m and (p(z)/z^d)^e of a power of a polynomial of degree d.</summary>
    private static (Fraction Power, Expr Bounded)? LeadingPowerOut(Expr factor)
    {
        (Expr @base, Fraction e) = factor is Power { Exponent: Number n } power ? (power.Base, n.Value) : (factor, 1);
        return @base is Sum && UnivariatePolynomial.TryFrom(@base, Symbol.Z) is { Degree: > 0 } polynomial
            ? (e * polynomial.Degree, Expansion.Expand(@base / Symbol.Z.Pow(polynomial.Degree)).Pow(e))
            : null;
    }

    /// <summary>
    /// For a function below 2 exp(x) at negative x: x at the lower end, and how fast at least it falls from there on. exp, sigmoid, softplus and Phi are, erfc and, of even functions, sech and
    /// the normal density up to the sign of their arguments.
    /// </summary>
    private static (Interval Argument, double Rate)? Falling(Expr factor, Interval z)
    {
        if (factor is Power { Exponent: Number { Value.IsPositive: true, IsInteger: true } n } power)
        {
            // Below -log(2) also powers of 2 exp(x) are below 2 exp(x).
            return Falling(power.Base, z) is { } fall && fall.Argument.Upper <= -FormulaRange.LogTwo ? (fall.Argument, fall.Rate) : null;
        }

        if (factor is not Function function)
        {
            return null;
        }

        Expr x = function.Arguments[0];
        return function.Kind switch
        {
            FunctionKind.Exp or FunctionKind.Sigmoid or FunctionKind.Softplus or FunctionKind.NormalCdf => Along(x),
            FunctionKind.Erfc => Along(-x),
            FunctionKind.Sech or FunctionKind.NormalPdf => Along(x) ?? Along(-x),

            // Below their argument where that is positive.
            FunctionKind.Tanh or FunctionKind.Arctan => Falling(x, z),
            _ => null,
        };

        (Interval, double)? Along(Expr argument)
        {
            Interval slope = FormulaRange.Of(argument.Derivative(Symbol.Z), z);
            return slope.Upper < 0 ? (FormulaRange.Of(argument, Interval.Of(z.Lower)), -slope.Upper) : null;
        }
    }
}
