using System.Runtime.CompilerServices;
using Fractions;
using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Evaluates an expression together with a bound of the rounding error, which shows where a formula cancels.</summary>
public static class RunningErrorEvaluator
{
    /// <summary>Unit roundoff of doubles.</summary>
    internal const double U = 1.0 / (1L << 53);

    /// <summary>Error of pow, expm1 and their like in units of roundoff; see SpecialFunctions for the measured errors.</summary>
    private const double FunctionError = 8;

    /// <summary>Closed forms are evaluated at many points, each a reference that lives as long as its derivation.</summary>
    private static readonly ConditionalWeakTable<Expr, Lowered> Programs = [];

    /// <summary>The value of an expression in one symbol, whose value is taken as exact.</summary>
    public static BoundedValue Evaluate(Expr expr, Symbol symbol, double value)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(symbol);
        Lowered lowered = Programs.GetValue(expr, Lowered.Of);
        return lowered.Symbols.Length == 0 || (lowered.Symbols is [Symbol only] && only.Equals(symbol))
            ? Run(lowered.Program, [value])[0]
            : throw new ArgumentException($"{Array.Find(lowered.Symbols, s => !s.Equals(symbol))} has no value", nameof(symbol));
    }

    /// <summary>The value of an expression in several symbols, whose values are taken as exact.</summary>
    /// <exception cref="ArgumentException">A symbol has no value.</exception>
    public static BoundedValue Evaluate(Expr expr, IReadOnlyDictionary<Symbol, double> values)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(values);
        Lowered lowered = Programs.GetValue(expr, Lowered.Of);
        Span<double> inputs = stackalloc double[Math.Max(1, lowered.Symbols.Length)];
        for (int i = 0; i < lowered.Symbols.Length; i++)
        {
            inputs[i] = values.TryGetValue(lowered.Symbols[i], out double value)
                ? value
                : throw new ArgumentException($"{lowered.Symbols[i]} has no value", nameof(values));
        }

        return Run(lowered.Program, inputs)[0];
    }

    /// <summary>The value of a constant; NaN when a symbol occurs in it.</summary>
    public static double ValueOf(Expr constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
        return constant.IsConstant ? FormulaBuilder.ConstantOf(constant).Value : double.NaN;
    }

    /// <summary>The values of all formulas of a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">The values of its symbols, taken as exact.</param>
    internal static BoundedValue[] Run(FormulaProgram program, ReadOnlySpan<double> inputs)
    {
        int count = program.Inputs + program.Instructions.Count;
        Span<BoundedValue> values = count <= 128 ? stackalloc BoundedValue[count] : new BoundedValue[count];
        for (int i = 0; i < program.Inputs; i++)
        {
            values[i] = new BoundedValue(inputs[i], 0);
        }

        foreach (ref readonly Instruction step in ((Instruction[])program.Instructions).AsSpan())
        {
            values[step.Target] = Apply(
                step, step.A < 0 ? default : values[step.A], step.B < 0 ? default : values[step.B], step.C < 0 ? default : values[step.C]);
        }

        BoundedValue[] outputs = new BoundedValue[program.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = values[program.Outputs[i]];
        }

        return outputs;
    }

    internal static BoundedValue OfNumber(Fraction number)
    {
        double value = number.ToNearestDouble();
        bool exact = number.Denominator.IsOne && Math.Abs(value) <= 1L << 53;
        return new BoundedValue(value, exact ? 0 : Math.Abs(value) * U);
    }

    private static BoundedValue Apply(in Instruction step, BoundedValue a, BoundedValue b, BoundedValue c)
    {
        BoundedValue s = new(step.Constant, step.ConstantError);
        return step.Operation switch
        {
            Operation.Fill => s,
            Operation.Add => Add(a, b),
            Operation.Subtract => Add(a, new(-b.Value, b.Error)),
            Operation.AddConstant => Add(a, s),
            Operation.Multiply => Multiply(a, b),
            Operation.Scale => Scale(a, step),
            Operation.AddMultiple => Add(Scale(a, step), b),
            Operation.MultiplyAddConstant => Add(Multiply(a, b), s),
            Operation.Divide => Divide(a, b),
            Operation.DivideConstant => Divide(s, a),
            Operation.SquareRoot => Function(Math.Sqrt(a.Value), a.Error == 0 ? 0 : 0.5 / Math.Sqrt(a.Value), a.Error, 1),
            Operation.Power => Power(a, b),
            Operation.ExponentialMinusOne => Function(SpecialFunctions.Expm1(a.Value), Math.Exp(a.Value), a.Error, FunctionError),
            Operation.LogarithmOfOnePlus => Function(SpecialFunctions.Log1p(a.Value), 1 / (1 + a.Value), a.Error, FunctionError),
            Operation.LogarithmOfCosh => Function(SpecialFunctions.LogCosh(a.Value), Math.Tanh(a.Value), a.Error, FunctionError),
            Operation.AddRoot => AddRoot(a, b, s),
            Operation.Arsinh => Function(SpecialFunctions.Arsinh(a.Value), 1 / Math.Sqrt(1 + (a.Value * a.Value)), a.Error, FunctionError),
            _ => Call(step.Function, a, b, c),
        };
    }

    private static BoundedValue Add(BoundedValue a, BoundedValue b)
    {
        double sum = a.Value + b.Value;
        return new BoundedValue(sum, a.Error + b.Error + (a.Value == 0 || b.Value == 0 ? 0 : Math.Abs(sum) * U));
    }

    private static BoundedValue Multiply(BoundedValue a, BoundedValue b)
    {
        double product = a.Value * b.Value;
        return new BoundedValue(product, Propagated(a.Value, b.Error) + Propagated(b.Value, a.Error) + (Math.Abs(product) * U));
    }

    private static BoundedValue Scale(BoundedValue a, in Instruction step)
    {
        double value = a.Value * step.Constant / step.Divisor;
        return new BoundedValue(
            value,
            Propagated(step.Ratio, a.Error) + Propagated(a.Value, step.ConstantError)
                + (Math.Abs(value) * U * ((Math.Abs(step.Constant) == 1 ? 0 : 1) + (step.Divisor == 1 ? 0 : 1))));
    }

    private static BoundedValue Divide(BoundedValue a, BoundedValue b)
    {
        double quotient = a.Value / b.Value;
        return new BoundedValue(quotient, (a.Error / Math.Abs(b.Value)) + Propagated(quotient / b.Value, b.Error) + (Math.Abs(quotient) * U));
    }

    private static BoundedValue Power(BoundedValue x, BoundedValue exponent)
    {
        double power = Math.Pow(x.Value, exponent.Value);
        double propagated = (x.Error == 0 ? 0 : Math.Abs(exponent.Value) * x.RelativeError)
            + (exponent.Error == 0 ? 0 : Math.Abs(Math.Log(Math.Abs(x.Value))) * exponent.Error);
        return new BoundedValue(power, Math.Abs(power) * (propagated + (FunctionError * U)));
    }

    /// <summary>d(a + sqrt(a^2 + s))/da = (a + b)/b; the error of b is that of a root of rounded numbers.</summary>
    private static BoundedValue AddRoot(BoundedValue a, BoundedValue b, BoundedValue s)
    {
        double value = SpecialFunctions.AddRoot(a.Value, b.Value, s.Value);
        double relative = (a.Error + b.Error) / b.Value;
        return new BoundedValue(value, Math.Abs(value) * (relative + (s.Error / s.Value) + (FunctionError * U)));
    }

    private static BoundedValue Call(FunctionKind kind, BoundedValue a, BoundedValue b, BoundedValue c)
    {
        switch (kind)
        {
            case FunctionKind.Max:
                return a.Value >= b.Value ? a : b;
            case FunctionKind.Min:
                return a.Value <= b.Value ? a : b;
            case FunctionKind.BivariateNormalCdf:
                return BivariateCdf(a, b, c);
            default:
                FieldFunction function = FieldFunction.Of(kind);
                return Function(function.Scalar(a.Value), a.Error == 0 ? 0 : function.Slope(a.Value), a.Error, function.Units);
        }
    }

    private static BoundedValue Function(double value, double slope, double error, double units) =>
        new(value, Propagated(slope, error) + (Math.Abs(value) * units * U));

    /// <summary>What an exact operand contributes is 0, also where the factor is infinite.</summary>
    private static double Propagated(double factor, double error) => error == 0 ? 0 : Math.Abs(factor) * error;

    /// <summary>The slopes of Phi2 are at most phi(h), phi(k) and the density 1/(2 pi sqrt(1 - rho^2)).</summary>
    private static BoundedValue BivariateCdf(BoundedValue h, BoundedValue k, BoundedValue rho)
    {
        double y = SpecialFunctions.BivariateNormalCdf(h.Value, k.Value, rho.Value);
        double density = 1 / (2 * Math.PI * Math.Sqrt(1 - (rho.Value * rho.Value)));
        double propagated = (SpecialFunctions.NormalPdf(h.Value) * h.Error) + (SpecialFunctions.NormalPdf(k.Value) * k.Error)
            + (rho.Error == 0 ? 0 : density * rho.Error);
        return new BoundedValue(y, propagated + ((Math.Abs(y) + 1e-3) * FunctionError * U));
    }

    /// <summary>A program with its symbols.</summary>
    private sealed record Lowered(FormulaProgram Program, Symbol[] Symbols)
    {
        public static Lowered Of(Expr expr)
        {
            Symbol[] symbols = [.. expr.Symbols];
            return new(FormulaProgram.Compile([expr], symbols), symbols);
        }
    }
}
