using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>Encloses the Taylor coefficients of a formula in z, given those of z.</summary>
/// <remarks>
/// Each subexpression is evaluated once. Where numerator and denominator vanish together at z = 0, their Taylor series are divided, and those of
/// the quotient near 0 follow from it.
/// </remarks>
internal sealed class JetEvaluator
{
    /// <summary>Beyond this distance from 0, in units of the radius, nothing is gained by an expansion there.</summary>
    private const double LargestDistance = 16;

    private readonly Jet _z;
    private readonly Dictionary<Expr, Jet> _known = [];
    private readonly Lazy<JetEvaluator?> _atZero;
    private readonly Lazy<JetEvaluator?> _fromZero;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="z">The jet of z.</param>
    public JetEvaluator(Jet z)
    {
        _z = z;
        bool near = z.Length > 1 && z[0].Magnitude <= LargestDistance * z[1].Magnitude;
        _atZero = new(() => !near ? null : z[0].IsZero ? this : new JetEvaluator(At(Interval.Zero)));
        _fromZero = new(() => !near || z[0].ContainsZero ? null : new JetEvaluator(At(Interval.Hull(Interval.Zero, z[0]))));

        Jet At(Interval value) => new([value, .. Enumerable.Range(1, z.Length - 1).Select(k => z[k])]);
    }

    /// <summary>True when z is one point of which the jet is exact, so that a coefficient 0 is 0.</summary>
    public bool IsPoint => _z[0].Lower == _z[0].Upper;

    private int Length => _z.Length;

    /// <summary>The coefficients of a formula.</summary>
    public Jet Evaluate(Expr expr)
    {
        if (expr is Symbol symbol && symbol.Equals(Symbol.Z))
        {
            return _z;
        }

        if (!_known.TryGetValue(expr, out Jet? jet))
        {
            jet = Compute(expr);
            _known[expr] = jet;
        }

        return jet;
    }

    /// <summary>An enclosure of a constant.</summary>
    public static Interval Constant(Expr expr) => new JetEvaluator(Jet.Constant(Interval.NotReal, 1)).Evaluate(expr).Value;

    private Jet Compute(Expr expr) => expr switch
    {
        Number number => Jet.Constant(Interval.OfRational(number.Value), Length),
        Pi => Jet.Constant(IntervalFunctions.Pi, Length),
        Root root => Jet.Constant(new Interval(root.Low, root.High), Length),
        Sum sum => sum.Terms.Select(Evaluate).Aggregate((a, b) => a + b),
        Product or Power { Exponent: Number { Value.IsNegative: true, Value.Denominator.IsOne: true } } => Quotient(expr),
        Power power => OfPower(power.Base, power.Exponent),
        Function function => OfFunction(function),
        _ => Jet.NotReal(Length),
    };

    private Jet Quotient(Expr expr)
    {
        (Jet numerator, Jet denominator) = Parts(expr);
        if (denominator.Degree == 0 && denominator[0] is { Lower: 1, Upper: 1 } && denominator.Exponent == 0)
        {
            return numerator;
        }

        if (Multiplicity(expr) is int zeros and > 0 && zeros < Length - 1)
        {
            return denominator[0].ContainsZero ? numerator.Shifted(zeros) / denominator.Shifted(zeros) : Near(expr, numerator / denominator);
        }

        if (IsPoint && denominator[0].IsZero)
        {
            // A pole at this point has no weight; over an interval, this would be no function.
            return numerator.IsNotReal ? numerator : Jet.Known(Interval.Whole, Length);
        }

        return numerator / denominator;
    }

    /// <summary>How often numerator and denominator vanish at 0; null when 0 is far.</summary>
    private int? Multiplicity(Expr expr)
    {
        if (_atZero.Value is not JetEvaluator point)
        {
            return null;
        }

        (Jet numerator, Jet denominator) = point.Parts(expr);
        int zeros = denominator.LeadingZeros;
        return numerator.LeadingZeros >= zeros ? zeros : null;
    }

    /// <summary>The Taylor polynomial at 0 of a quotient 0/0, expanded again here; both enclosures hold.</summary>
    private Jet Near(Expr expr, Jet direct)
    {
        Jet atZero = _atZero.Value!.Evaluate(expr);
        Jet fromZero = _fromZero.Value!.Evaluate(expr);
        int n = Math.Min(Math.Min(atZero.Length, fromZero.Length), direct.Length) - 1;
        if (atZero.Exponent != 0 || fromZero.Exponent != 0 || direct.Exponent != 0)
        {
            return direct;
        }

        Interval distance = _z[0] / _z[1];
        Interval[] c = new Interval[n];
        for (int k = 0; k < n; k++)
        {
            // sum of C(j, k) f_j d^(j - k), and the last f_j over everything between here and 0, by Horner's rule.
            Interval sum = fromZero[n] * Interval.Of(Binomial(n, k));
            for (int j = n - 1; j >= k; j--)
            {
                sum = (sum * distance) + (atZero[j] * Interval.Of(Binomial(j, k)));
            }

            c[k] = sum.IsNotReal ? direct[k] : Interval.Intersect(sum, direct[k]);
        }

        return new Jet(c);

        static double Binomial(int n, int k) => k == 0 ? 1 : Binomial(n - 1, k - 1) * n / k;
    }

    private (Jet Numerator, Jet Denominator) Parts(Expr expr)
    {
        Jet numerator = Jet.Constant(expr is Product { Coefficient: var c } ? Interval.OfRational(c) : Interval.One, Length);
        Jet denominator = Jet.Constant(Interval.One, Length);
        foreach (Expr factor in expr is Product product ? product.Factors : [expr])
        {
            if (factor is not Power { Exponent: Number { Value: { IsNegative: true } e } } power || !e.Denominator.IsOne)
            {
                numerator *= factor is Power p ? OfPower(p.Base, p.Exponent) : Evaluate(factor);
            }
            else if (LogisticForms.LogisticArgument(power.Base) is Expr u)
            {
                numerator *= JetFunctions.IntegerPower(JetFunctions.Sigmoid(-Evaluate(u)), (int)-e.Numerator);
            }
            else
            {
                denominator *= JetFunctions.IntegerPower(Evaluate(power.Base), (int)-e.Numerator);
            }
        }

        return (numerator, denominator);
    }

    private Jet OfPower(Expr @base, Expr exponent)
    {
        Jet u = Evaluate(@base);
        if (exponent is Number { Value: var e })
        {
            return e.Denominator.IsOne ? JetFunctions.IntegerPower(u, (int)e.Numerator) : JetFunctions.Power(u, Interval.OfRational(e));
        }

        // u^v = exp(v log u).
        return JetFunctions.Exp(Evaluate(exponent) * JetFunctions.Log(u));
    }

    private Jet OfFunction(Function function)
    {
        Expr argument = function.Arguments[0];
        if (LogisticForms.SoftplusArgument(function) is Expr exponent)
        {
            return JetFunctions.Softplus(Evaluate(exponent));
        }

        if (function.Kind == FunctionKind.Log && argument is Sum sum && sum.Terms.Contains(Expr.One))
        {
            return JetFunctions.LogOnePlus(Evaluate(sum - 1));
        }

        Jet u = Evaluate(argument);
        return function.Kind switch
        {
            FunctionKind.Exp => JetFunctions.Exp(u),
            FunctionKind.Log => JetFunctions.Log(u),
            FunctionKind.Abs => JetFunctions.Abs(u),
            FunctionKind.Sign => JetFunctions.Switch(u, -1, 1),
            FunctionKind.Step => JetFunctions.Switch(u, 0, 1),
            FunctionKind.Max => JetFunctions.Max(u, Evaluate(function.Arguments[1])),
            FunctionKind.Min => -JetFunctions.Max(-u, -Evaluate(function.Arguments[1])),
            FunctionKind.Erf => JetFunctions.Erf(u),
            FunctionKind.Erfc => JetFunctions.Erfc(u),
            FunctionKind.NormalCdf => JetFunctions.NormalCdf(u),
            FunctionKind.NormalPdf => JetFunctions.NormalPdf(u),
            FunctionKind.Sin => JetFunctions.Sin(u),
            FunctionKind.Cos => JetFunctions.Cos(u),
            FunctionKind.Tanh => JetFunctions.Tanh(u),
            FunctionKind.Sinh => JetFunctions.Sinh(u),
            FunctionKind.Cosh => JetFunctions.Cosh(u),
            FunctionKind.Sech => JetFunctions.Sech(u),
            FunctionKind.Sigmoid => JetFunctions.Sigmoid(u),
            FunctionKind.Softplus => JetFunctions.Softplus(u),
            FunctionKind.Gamma when u.Degree == 0 => Jet.Constant(SpecialIntervalFunctions.Gamma(u.Value), Length),
            FunctionKind.Arcsin => JetFunctions.Arcsin(u),
            FunctionKind.Arctan => JetFunctions.Arctan(u),
            _ => Jet.NotReal(Length),
        };
    }
}
