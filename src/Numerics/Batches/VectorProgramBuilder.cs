using Fractions;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Batches;

/// <summary>Translates formulas into a <see cref="VectorProgram"/>: equal subexpressions once, polynomials by Horner's rule.</summary>
internal sealed class VectorProgramBuilder
{
    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly List<VectorInstruction> _instructions = [];
    private readonly Dictionary<Expr, int> _known = [];
    private int _values;

    /// <summary>Starts a program of these symbols.</summary>
    public VectorProgramBuilder(IReadOnlyList<Symbol> symbols)
    {
        _symbols = symbols;
        foreach (Symbol symbol in symbols)
        {
            _known[symbol] = _values++;
        }
    }

    /// <summary>The program of these formulas.</summary>
    public VectorProgram Build(IReadOnlyList<Expr> formulas)
    {
        int[] outputs = [.. formulas.Select(Value)];
        return RegisterAllocation.Assign(_instructions, _symbols.Count, outputs);
    }

    private int Value(Expr expr)
    {
        if (_known.TryGetValue(expr, out int known))
        {
            return known;
        }

        int value = expr switch
        {
            Symbol other => throw new UserInputException($"the formula contains {other.Name}, which has no value; it may contain only {string.Join(", ", _symbols.Select(s => s.Name))}"),
            _ when expr.IsConstant => Emit(VectorOperation.Fill, constant: Constant(expr)),
            Sum sum => OfSum(sum),
            Product product => OfProduct(product),
            Power power => OfPower(power),
            Function { Kind: FunctionKind.Max or FunctionKind.Min } => throw new UserInputException($"{expr} cannot be evaluated in batches"),
            Function function => Emit(
                VectorOperation.Call,
                Value(function.Arguments[0]),
                function.Arguments.Length > 1 ? Value(function.Arguments[1]) : -1,
                function.Arguments.Length > 2 ? Value(function.Arguments[2]) : -1,
                function: function.Kind),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _known[expr] = value;
        return value;
    }

    private int OfSum(Sum sum)
    {
        foreach (Symbol symbol in _symbols)
        {
            if (UnivariatePolynomial.TryFrom(sum, symbol) is { Degree: >= 1 } p && p.Coefficients.All(c => c.IsConstant))
            {
                return Horner(p, Value(symbol));
            }
        }

        double constant = 0;
        int total = -1;
        IEnumerable<Expr> terms = sum.Terms;
        if (ExponentialMinusOne.TryRead(sum) is ExponentialMinusOne pair)
        {
            total = Scaled(Emit(VectorOperation.ExponentialMinusOne, Value(pair.Argument)), pair.Coefficient.ToNearestDouble());
            terms = pair.Rest;
        }

        foreach (Expr term in terms)
        {
            if (term.IsConstant)
            {
                constant += Constant(term);
                continue;
            }

            (Fraction coefficient, Expr rest) = Product.SplitCoefficient(term);
            int value = Value(rest);
            double c = coefficient.ToNearestDouble();
            total = total < 0 ? (c == 1 ? value : Emit(VectorOperation.MultiplyConstant, value, constant: c))
                : c == 1 ? Emit(VectorOperation.Add, total, value)
                : c == -1 ? Emit(VectorOperation.Subtract, total, value)
                : Emit(VectorOperation.AddMultiple, value, total, constant: c);
        }

        return constant == 0 ? total : Emit(VectorOperation.AddConstant, total, constant: constant);
    }

    private int Horner(UnivariatePolynomial p, int x)
    {
        double leading = Constant(p[p.Degree]);
        int value = p.Degree == 1 || leading != 1 ? Emit(VectorOperation.MultiplyConstant, x, constant: leading) : x;
        double next = Constant(p[p.Degree - 1]);
        value = next == 0 ? value : Emit(VectorOperation.AddConstant, value, constant: next);
        for (int i = p.Degree - 2; i >= 0; i--)
        {
            double c = Constant(p[i]);
            value = c == 0 ? Emit(VectorOperation.Multiply, value, x) : Emit(VectorOperation.MultiplyAddConstant, value, x, constant: c);
        }

        return value;
    }

    private int OfProduct(Product product)
    {
        double constant = product.Coefficient.ToNearestDouble();
        int above = -1;
        int below = -1;
        foreach (Expr factor in product.Factors)
        {
            if (factor.IsConstant)
            {
                constant *= Constant(factor);
            }
            else if (factor is Power { Exponent: Number { Value.IsNegative: true } n } power)
            {
                below = Times(below, Value(Power.Of(power.Base, -n.Value)));
            }
            else
            {
                above = Times(above, Value(factor));
            }
        }

        return above < 0 ? Emit(VectorOperation.DivideConstant, below, constant: constant) : Scaled(below < 0 ? above : Emit(VectorOperation.Divide, above, below), constant);
    }

    private int Times(int left, int right) => left < 0 ? right : Emit(VectorOperation.Multiply, left, right);

    private int Scaled(int value, double constant) => constant == 1 ? value : Emit(VectorOperation.MultiplyConstant, value, constant: constant);

    private int OfPower(Power power)
    {
        if (power.Exponent is not Number { Value: var n } || (n.Denominator != 1 && n.Denominator != 2) || n.Abs() > 64)
        {
            return Emit(VectorOperation.Power, Value(power.Base), Value(power.Exponent));
        }

        if (n.IsNegative)
        {
            return Emit(VectorOperation.DivideConstant, Value(Power.Of(power.Base, -n)), constant: 1);
        }

        if (n.Denominator == 2)
        {
            return n == new Fraction(1, 2)
                ? Emit(VectorOperation.SquareRoot, Value(power.Base))
                : Emit(VectorOperation.Multiply, Value(Power.Of(power.Base, n - new Fraction(1, 2))), Value(Expr.Sqrt(power.Base)));
        }

        int half = Value(Power.Of(power.Base, n.Numerator.IsEven ? n / 2 : n - 1));
        return Emit(VectorOperation.Multiply, half, n.Numerator.IsEven ? half : Value(power.Base));
    }

    private int Emit(VectorOperation operation, int a = -1, int b = -1, int c = -1, double constant = 0, FunctionKind function = default)
    {
        _instructions.Add(new VectorInstruction(operation, _values, a, b, c, constant, function));
        return _values++;
    }

    private static double Constant(Expr expr) => RunningErrorEvaluator.ValueOf(expr);
}
