using Fractions;
using Theory.Expressions;

namespace Theory.Algebra;

/// <content>Functions of a series, by the differential equations they solve.</content>
internal sealed partial class PowerSeries
{
    /// <summary>f(u(z)) for a function of one argument.</summary>
    /// <exception cref="UserInputException">f is not analytic at u(0).</exception>
    public PowerSeries Apply(FunctionKind f) => f switch
    {
        FunctionKind.Exp => Solve(f, (y, n) => y[n]),
        FunctionKind.Tanh => Solve(f, (y, n) => Expansion.ExpandedSum(n == 0 ? 1 : 0, MinusSquare(y, n))),
        FunctionKind.Sigmoid => Solve(f, (y, n) => Expansion.ExpandedSum(y[n], MinusSquare(y, n))),
        FunctionKind.Softplus => Integrate(f, Apply(FunctionKind.Sigmoid)),
        FunctionKind.Sin or FunctionKind.Cos => Pair(FunctionKind.Sin, FunctionKind.Cos, -1, first: f == FunctionKind.Sin),
        FunctionKind.Sinh or FunctionKind.Cosh => Pair(FunctionKind.Sinh, FunctionKind.Cosh, 1, first: f == FunctionKind.Sinh),
        FunctionKind.Sech => Apply(FunctionKind.Cosh).Pow(Fraction.MinusOne),
        FunctionKind.Erf => Integrate(f, Scaled(Gaussian(Number.MinusOne), 2 / Expr.Sqrt(Pi.Value))),
        FunctionKind.Erfc => Integrate(f, Scaled(Gaussian(Number.MinusOne), -2 / Expr.Sqrt(Pi.Value))),
        FunctionKind.NormalPdf => Scaled(Gaussian(-Number.Half), 1 / Expr.Sqrt(2 * Pi.Value)),
        FunctionKind.NormalCdf => Integrate(f, Apply(FunctionKind.NormalPdf)),
        FunctionKind.Log => Integrate(f, Pow(Fraction.MinusOne)),
        FunctionKind.Arcsin => Integrate(f, OneAnd(-1).Pow(new Fraction(-1, 2))),
        FunctionKind.Arctan => Integrate(f, OneAnd(1).Pow(Fraction.MinusOne)),
        _ => throw new UserInputException($"no series of {FunctionInfo.Of(f).Name} is known"),
    };

    private static PowerSeries Scaled(PowerSeries a, Expr factor) =>
        new(a.Valuation, [.. a._coefficients.Select(c => Expansion.Expand(c * factor))]);

    /// <summary>f(u) from y' = slope(y) u', y(0) = f(u(0)): the n-th coefficient of y needs only lower ones of the slope.</summary>
    private PowerSeries Solve(FunctionKind f, Func<Expr[], int, Expr> slope)
    {
        Expr[] u = ToTaylor();
        Expr[] du = Derivative(u);
        Expr[] y = new Expr[u.Length];
        Expr[] w = new Expr[u.Length];
        for (int n = 0; n < u.Length; n++)
        {
            y[n] = n == 0 ? Function.Of(f, u[0]) : Scale(new Fraction(1, n), Convolution(w.AsSpan(0, n), du, n - 1));
            w[n] = slope(y[..(n + 1)], n);
        }

        return OfTaylor(y);
    }

    private static Expr MinusSquare(Expr[] y, int n) => Scale(Fraction.MinusOne, Convolution(y, y, n));

    /// <summary>s' = c u', c' = ± s u'.</summary>
    private PowerSeries Pair(FunctionKind odd, FunctionKind even, int sign, bool first)
    {
        Expr[] u = ToTaylor();
        if (u.Length == 0)
        {
            return this;
        }

        Expr[] du = Derivative(u);
        Expr[] s = new Expr[u.Length];
        Expr[] c = new Expr[u.Length];
        (s[0], c[0]) = (Function.Of(odd, u[0]), Function.Of(even, u[0]));
        for (int n = 1; n < u.Length; n++)
        {
            s[n] = Scale(new Fraction(1, n), Convolution(c.AsSpan(0, n), du, n - 1));
            c[n] = Scale(new Fraction(sign, n), Convolution(s.AsSpan(0, n), du, n - 1));
        }

        return OfTaylor(first ? s : c);
    }

    /// <summary>f(u) from the series of f'(u).</summary>
    private PowerSeries Integrate(FunctionKind f, PowerSeries slope)
    {
        Expr[] u = ToTaylor();
        if (u.Length == 0)
        {
            return this;
        }

        Expr[] du = Derivative(u);
        Expr[] w = slope.ToTaylor();
        Expr[] y = new Expr[Math.Min(u.Length, w.Length + 1)];
        y[0] = Function.Of(f, u[0]);
        for (int n = 1; n < y.Length; n++)
        {
            y[n] = Scale(new Fraction(1, n), Convolution(w, du, n - 1));
        }

        return OfTaylor(y);
    }

    /// <summary>exp(a u^2).</summary>
    private PowerSeries Gaussian(Expr a) => Scaled(Square(), a).Apply(FunctionKind.Exp);

    /// <summary>1 ± u^2.</summary>
    private PowerSeries OneAnd(int sign) => Constant(1, Precision) + Scaled(Square(), sign);

    /// <summary>The square of z + … is known further than z + … itself; no more of it is kept.</summary>
    private PowerSeries Square()
    {
        PowerSeries square = this * this;
        return new PowerSeries(square.Valuation, square._coefficients[..Math.Clamp(Precision - square.Valuation, 0, square._coefficients.Length)]);
    }

    private static Expr[] Derivative(Expr[] u) => [.. u.Skip(1).Select((c, i) => Scale(new Fraction(i + 1), c))];
}
