using System.Numerics;
using Fractions;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Lowers formulas to a <see cref="FormulaProgram"/>: equal subexpressions once, polynomials by Horner's rule, and sums that cancel in forms that do not.</summary>
internal sealed class FormulaBuilder
{
    private static readonly Fraction Half = new(1, 2);

    private readonly IReadOnlyList<Symbol> _symbols;
    private readonly bool _folds;
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<Expr, int> _known = [];
    private readonly Dictionary<Instruction, int> _emitted = [];
    private int _values;

    /// <summary>Starts a program of these symbols.</summary>
    /// <param name="symbols">The inputs.</param>
    /// <param name="folds">Constants become one number each. Without, they are computed step by step, which is how their value is found.</param>
    public FormulaBuilder(IReadOnlyList<Symbol> symbols, bool folds = true)
    {
        _symbols = symbols;
        _folds = folds;
        foreach (Symbol symbol in symbols)
        {
            _known[symbol] = _values++;
        }
    }

    /// <summary>The program of these formulas.</summary>
    public FormulaProgram Build(IReadOnlyList<Expr> formulas)
    {
        int[] outputs = [.. formulas.Select(Value)];
        return new FormulaProgram([.. _instructions], _symbols.Count, outputs);
    }

    /// <summary>A constant with a bound of its rounding error.</summary>
    public static BoundedValue ConstantOf(Expr expr) => expr switch
    {
        Number number => RunningErrorEvaluator.OfNumber(number.Value),
        Pi => new BoundedValue(Math.PI, 1.3e-16),
        Root root => new BoundedValue(root.Value, Math.BitIncrement(root.High - root.Low)),
        _ => RunningErrorEvaluator.Run(new FormulaBuilder([], folds: false).Build([expr]), [])[0],
    };

    private int Value(Expr expr)
    {
        if (_known.TryGetValue(expr, out int known))
        {
            return known;
        }

        int value = expr switch
        {
            Symbol other => throw new UserInputException($"the expression contains {other.Name}, which has no value; it may contain only {string.Join(", ", _symbols.Select(s => s.Name))}"),
            _ when IsConstant(expr) => Fill(ConstantOf(expr)),
            Sum sum => OfSum(sum),
            Product product => OfProduct(product),
            Power power => OfPower(power),
            Function function => OfFunction(function),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _known[expr] = value;
        return value;
    }

    private bool IsConstant(Expr expr) => _folds ? expr.IsConstant : expr is Number or Pi or Root;

    private int OfSum(Sum sum)
    {
        foreach (Symbol symbol in _symbols)
        {
            if (UnivariatePolynomial.TryFrom(sum, symbol) is { Degree: >= 1 } p && p.Coefficients.All(c => c.IsConstant))
            {
                return Horner(p, Value(symbol));
            }
        }

        BoundedValue constant = default;
        int total = -1;
        IEnumerable<Expr> terms = sum.Terms;
        if (ExponentialMinusOne.TryRead(sum) is ExponentialMinusOne exponential)
        {
            total = Scaled(Emit(new(Operation.ExponentialMinusOne, -1, Value(exponential.Argument))), exponential.Coefficient);
            terms = exponential.Rest;
        }
        else if (SumWithRoot.TryRead(sum) is SumWithRoot pair)
        {
            total = OfSumWithRoot(pair);
            terms = pair.Rest;
        }

        foreach (Expr term in terms)
        {
            if (IsConstant(term))
            {
                BoundedValue c = ConstantOf(term);
                double sumOfConstants = constant.Value + c.Value;
                constant = new(sumOfConstants, constant.Error + c.Error + (constant.Value == 0 ? 0 : Math.Abs(sumOfConstants) * RunningErrorEvaluator.U));
                continue;
            }

            (Fraction coefficient, Expr rest) = Product.SplitCoefficient(term);
            int value = Value(rest);
            total = total < 0 ? Scaled(value, coefficient)
                : coefficient == Fraction.One ? Emit(new(Operation.Add, -1, total, value))
                : coefficient == Fraction.MinusOne ? Emit(new(Operation.Subtract, -1, total, value))
                : Emit(Multiple(Operation.AddMultiple, value, coefficient) with { B = total });
        }

        return total < 0 ? Fill(constant) : constant.Value == 0 ? total : Emit(WithConstant(Operation.AddConstant, constant, total));
    }

    private int OfSumWithRoot(SumWithRoot pair)
    {
        int a = Value(pair.Term);
        int b = Value(pair.Root);
        int value = Emit(WithConstant(Operation.AddRoot, ConstantOf(pair.Difference), a, b));
        return pair.IsNegative ? Scaled(value, Fraction.MinusOne) : value;
    }

    private int Horner(UnivariatePolynomial p, int x)
    {
        int value = p.Degree == 1 || !p[p.Degree].IsOne ? ScaledBy(x, p[p.Degree]) : x;
        value = p[p.Degree - 1].IsZero ? value : Emit(WithConstant(Operation.AddConstant, ConstantOf(p[p.Degree - 1]), value));
        for (int i = p.Degree - 2; i >= 0; i--)
        {
            value = p[i].IsZero ? Emit(new(Operation.Multiply, -1, value, x)) : Emit(WithConstant(Operation.MultiplyAddConstant, ConstantOf(p[i]), value, x));
        }

        return value;
    }

    private int OfProduct(Product product)
    {
        Expr constant = product.Coefficient;
        int above = -1;
        int below = -1;
        foreach (Expr factor in product.Factors)
        {
            if (factor.IsConstant && _folds)
            {
                constant *= factor;
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

        return above < 0
            ? Emit(WithConstant(Operation.DivideConstant, ConstantOf(constant), below))
            : ScaledBy(below < 0 ? above : Emit(new(Operation.Divide, -1, above, below)), constant);
    }

    private int Times(int left, int right) => left < 0 ? right : Emit(new(Operation.Multiply, -1, left, right));

    private int ScaledBy(int value, Expr constant) => constant is Number { Value: var rational }
        ? Scaled(value, rational)
        : Emit(WithConstant(Operation.Scale, ConstantOf(constant), value));

    private int Scaled(int value, Fraction factor) => factor == Fraction.One ? value : Emit(Multiple(Operation.Scale, value, factor));

    /// <summary>p/q as two exact numbers where both are; a power of two as divisor is none.</summary>
    private static Instruction Multiple(Operation operation, int a, Fraction factor)
    {
        const long exact = 1L << 53;
        bool fits = BigInteger.Abs(factor.Numerator) <= exact && factor.Denominator <= exact;
        return !fits || factor.Denominator.IsPowerOfTwo
            ? WithConstant(operation, fits ? new(factor.ToNearestDouble(), 0) : RunningErrorEvaluator.OfNumber(factor), a)
            : new(operation, -1, a, Constant: (double)factor.Numerator, Divisor: (double)factor.Denominator);
    }

    private int OfPower(Power power)
    {
        if (power.Exponent is not Number { Value: var n } || (n.Denominator != 1 && n.Denominator != 2) || n.Abs() > 64)
        {
            return Emit(new(Operation.Power, -1, Value(power.Base), Value(power.Exponent)));
        }

        if (n.IsNegative)
        {
            return Emit(WithConstant(Operation.DivideConstant, new(1, 0), Value(Power.Of(power.Base, -n))));
        }

        if (n == Half)
        {
            return Emit(new(Operation.SquareRoot, -1, Value(power.Base)));
        }

        if (n.Denominator == 2)
        {
            return Emit(new(Operation.Multiply, -1, Value(Power.Of(power.Base, n - Half)), Value(Expr.Sqrt(power.Base))));
        }

        int half = Value(Power.Of(power.Base, n.Numerator.IsEven ? n / 2 : n - 1));
        return Emit(new(Operation.Multiply, -1, half, n.Numerator.IsEven ? half : Value(power.Base)));
    }

    private int OfFunction(Function function)
    {
        Expr x = function.Arguments[0];
        switch (function.Kind, x)
        {
            case (FunctionKind.Log, Sum sum) when SumWithRoot.TryRead(sum) is { IsNegative: false, Difference.IsOne: true, Rest: [] } pair:
                return Emit(new(Operation.Arsinh, -1, Value(pair.Term)));
            case (FunctionKind.Log, Sum sum) when sum.Terms.Any(t => t.IsOne):
                return Emit(new(Operation.LogarithmOfOnePlus, -1, Value(sum - Expr.One)));
            case (FunctionKind.Log, Function { Kind: FunctionKind.Cosh } cosh):
                return Emit(new(Operation.LogarithmOfCosh, -1, Value(cosh.Arguments[0])));
            default:
                return Emit(new(
                    Operation.Call,
                    -1,
                    Value(x),
                    function.Arguments.Length > 1 ? Value(function.Arguments[1]) : -1,
                    function.Arguments.Length > 2 ? Value(function.Arguments[2]) : -1,
                    Function: function.Kind));
        }
    }

    private int Fill(BoundedValue constant) => Emit(WithConstant(Operation.Fill, constant));

    private static Instruction WithConstant(Operation operation, BoundedValue constant, int a = -1, int b = -1) =>
        new(operation, -1, a, b, Constant: constant.Value, ConstantError: constant.Error);

    /// <summary>The value of an instruction whose target is still open; the same instruction again is the same value.</summary>
    private int Emit(Instruction open)
    {
        if (!_emitted.TryGetValue(open, out int value))
        {
            value = _values++;
            _emitted[open] = value;
            _instructions.Add(open with { Target = value });
        }

        return value;
    }
}
