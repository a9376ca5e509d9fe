namespace Theory.Expressions;

/// <summary>Bounds on the values of an expression over all real values of its symbols.</summary>
/// <param name="From">A lower bound, possibly minus infinity.</param>
/// <param name="To">An upper bound, possibly infinity.</param>
/// <remarks>Interval arithmetic in double precision: bounds hold up to rounding, and are not always the best.</remarks>
internal readonly record struct ValueRange(double From, double To)
{
    private static readonly ValueRange All = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>True when both bounds are finite.</summary>
    public bool IsBounded => double.IsFinite(From) && double.IsFinite(To);

    /// <summary>The range of an expression.</summary>
    public static ValueRange Of(Expr expr)
    {
        ValueRange range = expr switch
        {
            _ when ConstantValue.Of(expr) is double value => new ValueRange(value, value),
            Sum sum => sum.Terms.Select(Of).Aggregate(new ValueRange(0, 0), (a, b) => new ValueRange(a.From + b.From, a.To + b.To)),
            Product product => product.Factors.Select(Of).Aggregate(Of((Expr)product.Coefficient), Times),
            Power power => OfPower(power),
            Function function => OfFunction(function.Kind, [.. function.Arguments.Select(Of)]),
            _ => All,
        };
        return double.IsNaN(range.From) || double.IsNaN(range.To) ? All : range;
    }

    private static ValueRange Times(ValueRange a, ValueRange b)
    {
        double[] corners = [a.From * b.From, a.From * b.To, a.To * b.From, a.To * b.To];

        // 0*infinity: a bound of 0 stays one.
        corners = [.. corners.Select(c => double.IsNaN(c) ? 0 : c)];
        return new ValueRange(corners.Min(), corners.Max());
    }

    private static ValueRange OfPower(Power power)
    {
        ValueRange x = Of(power.Base);
        if (power.Exponent is not Number { Value: var e })
        {
            return x.From >= 0 ? new ValueRange(0, double.PositiveInfinity) : All;
        }

        double exponent = e.ToNearestDouble();
        bool isEven = e.Denominator.IsOne && e.Numerator.IsEven;
        ValueRange magnitude = x.From >= 0 ? x : x.To <= 0 ? new ValueRange(-x.To, -x.From) : new ValueRange(0, Math.Max(-x.From, x.To));
        if (x.From >= 0 || isEven)
        {
            (double a, double b) = (Math.Pow(magnitude.From, exponent), Math.Pow(magnitude.To, exponent));
            return new ValueRange(Math.Min(a, b), Math.Max(a, b));
        }

        return exponent > 0 && e.Denominator.IsOne ? new ValueRange(Math.Pow(x.From, exponent), Math.Pow(x.To, exponent)) : All;
    }

    private static ValueRange OfFunction(FunctionKind kind, ValueRange[] x)
    {
        ValueRange Increasing(Func<double, double> f) => new(f(x[0].From), f(x[0].To));
        return kind switch
        {
            FunctionKind.Exp => Increasing(Math.Exp),
            FunctionKind.Log => x[0].From >= 0 ? Increasing(Math.Log) : All,
            FunctionKind.Abs => x[0].From >= 0 ? x[0] : new ValueRange(x[0].To <= 0 ? -x[0].To : 0, Math.Max(-x[0].From, x[0].To)),
            FunctionKind.Max => new ValueRange(Math.Max(x[0].From, x[1].From), Math.Max(x[0].To, x[1].To)),
            FunctionKind.Min => new ValueRange(Math.Min(x[0].From, x[1].From), Math.Min(x[0].To, x[1].To)),
            FunctionKind.Tanh => Increasing(Math.Tanh),
            FunctionKind.Sinh => Increasing(Math.Sinh),
            FunctionKind.Arctan => Increasing(Math.Atan),
            FunctionKind.Sigmoid => Increasing(v => 1 / (1 + Math.Exp(-v))),
            FunctionKind.Erf or FunctionKind.Sign or FunctionKind.Sin or FunctionKind.Cos => new ValueRange(-1, 1),
            FunctionKind.Step or FunctionKind.NormalCdf or FunctionKind.BivariateNormalCdf or FunctionKind.Sech or FunctionKind.NormalPdf => new ValueRange(0, 1),
            FunctionKind.Erfc => new ValueRange(0, 2),
            FunctionKind.Cosh => new ValueRange(1, double.PositiveInfinity),
            FunctionKind.Softplus => new ValueRange(Math.Max(0, x[0].From), double.PositiveInfinity),
            FunctionKind.Arcsin => new ValueRange(-Math.PI / 2, Math.PI / 2),
            _ => All,
        };
    }
}
