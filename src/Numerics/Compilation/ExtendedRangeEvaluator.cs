using Theory.Expressions;
using Theory.Numerics.Quadrature;

namespace Theory.Numerics.Compilation;

/// <summary>Runs a program with <see cref="ExtendedNumber"/>s: the value where doubles overflow on the way to it, as in exp(2z)/exp(2z).</summary>
/// <remarks>Slow, for points at which the compiled formula is not finite. If the result is not a number here either, the formula has no value there.</remarks>
internal static class ExtendedRangeEvaluator
{
    /// <summary>Beyond it exp(x) is not added to or subtracted from 1, and sinh(x) is exp(x)/2.</summary>
    private const double Far = 40;

    /// <summary>Where a formula that can overflow does so: up to the arguments of the largest kernels.</summary>
    private static readonly double[] Magnitudes = [0, .. Enumerable.Range(-8, 60).Select(i => Math.Pow(10, i / 4.0))];

    /// <summary>The compiled formula where it is finite and lost nothing; elsewhere the value in extended range.</summary>
    /// <remarks>
    /// A quotient whose denominator alone overflows is 0 in doubles, and a term of the sum in which it stands is missing without a word; one whose denominator is below the normal doubles, as phi(z)/Phi(z)
    /// has it left of -37.5, loses its digits.
    /// </remarks>
    public static Func<double, double> Complete(Func<double, double> compiled, FormulaProgram program, int output)
    {
        (double left, double right) = (SafeTo(program, output, -1), SafeTo(program, output, 1));
        return double.IsInfinity(left) && double.IsInfinity(right) && Array.TrueForAll(Magnitudes, z => double.IsFinite(compiled(z)) && double.IsFinite(compiled(-z)))
            ? compiled
            : z =>
            {
                double value = compiled(z);
                return double.IsFinite(value) && z <= right && -z <= left ? value : Evaluate(program, output, z);
            };
    }

    /// <summary>Up to which |z| on a side no denominator of a formula overflows or underflows.</summary>
    private static double SafeTo(FormulaProgram program, int output, int side)
    {
        int first = Array.FindIndex(Magnitudes, z => LosesDivisor(program, output, side * z));
        return first < 0 ? double.PositiveInfinity : Magnitudes[Math.Max(0, first - 1)];
    }

    /// <summary>True where a divisor that the formula uses is a number other than 0, but too large or too small for a double.</summary>
    private static bool LosesDivisor(FormulaProgram program, int output, double z)
    {
        ExtendedNumber[] values = Run(program, z);
        bool[] isUsed = new bool[values.Length];
        isUsed[program.Outputs[output]] = true;
        foreach (Instruction step in program.Instructions.Reverse().Where(step => isUsed[step.Target]))
        {
            foreach (int operand in new[] { step.A, step.B, step.C }.Where(v => v >= 0))
            {
                isUsed[operand] = true;
            }

            int divisor = step.Operation switch
            {
                Operation.Divide => step.B,
                Operation.DivideConstant => step.A,
                Operation.Power when values[step.B].IsNegative => step.A,
                _ => -1,
            };
            if (divisor >= 0 && !double.IsNormal(values[divisor].ToDouble()) && values[divisor].ToScaled().Mantissa is var mantissa && double.IsFinite(mantissa) && mantissa != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One formula of a program of one symbol.</summary>
    public static double Evaluate(FormulaProgram program, int output, double z) => Extended(program, output, z).ToDouble();

    /// <summary>The same where the value itself may lie beyond the range of doubles.</summary>
    public static ScaledNumber Scaled(FormulaProgram program, int output, double z) => Extended(program, output, z).ToScaled();

    private static ExtendedNumber Extended(FormulaProgram program, int output, double z) => Run(program, z)[program.Outputs[output]];

    private static ExtendedNumber[] Run(FormulaProgram program, double z)
    {
        ExtendedNumber[] values = new ExtendedNumber[program.Inputs + program.Instructions.Count];
        values[0] = z;
        foreach (Instruction step in program.Instructions)
        {
            values[step.Target] = Apply(
                step, step.A < 0 ? default : values[step.A], step.B < 0 ? default : values[step.B], step.C < 0 ? default : values[step.C]);
        }

        return values;
    }

    private static ExtendedNumber Apply(Instruction step, ExtendedNumber a, ExtendedNumber b, ExtendedNumber c) => step.Operation switch
    {
        Operation.Fill => step.Constant,
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.AddConstant => a + step.Constant,
        Operation.Multiply => a * b,
        Operation.Scale => a * step.Constant / step.Divisor,
        Operation.AddMultiple => (a * step.Constant / step.Divisor) + b,
        Operation.MultiplyAddConstant => (a * b) + step.Constant,
        Operation.Divide => a / b,
        Operation.DivideConstant => step.Constant / a,
        Operation.SquareRoot => ExtendedNumber.Sqrt(a),
        Operation.Power => ExtendedNumber.Pow(a, b),
        Operation.ExponentialMinusOne => Math.Abs(a.ToDouble()) < Far ? SpecialFunctions.Expm1(a.ToDouble()) : ExtendedNumber.Exp(a) - 1,
        Operation.LogarithmOfOnePlus => Math.Abs(a.ToDouble()) < 1 ? Small(a, SpecialFunctions.Log1p) : ExtendedNumber.Log(a + 1),
        Operation.LogarithmOfCosh => double.IsFinite(a.ToDouble()) ? Small(a, SpecialFunctions.LogCosh) : a.Magnitude,
        Operation.AddRoot => a.IsNegative ? step.Constant / (b - a) : a + b,
        Operation.Arsinh => double.IsFinite(a.ToDouble()) ? Small(a, SpecialFunctions.Arsinh)
            : a.IsNegative ? -ExtendedNumber.Log(a.Magnitude * 2) : ExtendedNumber.Log(a * 2),
        _ => Call(step.Function, a, b, c),
    };

    /// <summary>Near 0 a function f(x) = x + O(x^2) is its argument, which doubles may not hold.</summary>
    private static ExtendedNumber Small(ExtendedNumber x, Func<double, double> f) => Math.Abs(x.ToDouble()) < 1e-300 && f(1e-300) == 1e-300 ? x : f(x.ToDouble());

    private static ExtendedNumber Call(FunctionKind kind, ExtendedNumber a, ExtendedNumber b, ExtendedNumber c)
    {
        double x = a.ToDouble();
        switch (kind)
        {
            case FunctionKind.Exp:
                return ExtendedNumber.Exp(a);
            case FunctionKind.Log:
                return ExtendedNumber.Log(a);
            case FunctionKind.Abs:
                return a.Magnitude;
            case FunctionKind.Max:
                return (a - b).IsNegative ? b : a;
            case FunctionKind.Min:
                return (a - b).IsNegative ? a : b;
            case FunctionKind.BivariateNormalCdf:
                return SpecialFunctions.BivariateNormalCdf(x, b.ToDouble(), c.ToDouble());
            case FunctionKind.Sinh when Math.Abs(x) > Far:
                return x < 0 ? -(ExtendedNumber.Exp(-a) / 2) : ExtendedNumber.Exp(a) / 2;
            case FunctionKind.Cosh when Math.Abs(x) > Far:
                return ExtendedNumber.Exp(a.Magnitude) / 2;
            case FunctionKind.Sech when Math.Abs(x) > Far:
                return ExtendedNumber.Exp(-a.Magnitude) * 2;
            case FunctionKind.Sigmoid or FunctionKind.Softplus when x < -Far:
                return ExtendedNumber.Exp(a);
            case FunctionKind.Softplus when x > Far:
                return a;
            case FunctionKind.NormalPdf when Math.Abs(x) > 1:
                return ExtendedNumber.Exp(a * a / -2) / Math.Sqrt(2 * Math.PI);
            case FunctionKind.NormalCdf when x < -1:
                return ExtendedNumber.Exp(a * a / -2) * SpecialFunctions.Erfcx(-x * Math.Sqrt(0.5)) / 2;
            case FunctionKind.Erfc when x > 1:
                return ExtendedNumber.Exp(-(a * a)) * SpecialFunctions.Erfcx(x);
            case FunctionKind.Erf when Math.Abs(x) < 1e-300:
                return a * 2 / Math.Sqrt(Math.PI);
            case FunctionKind.Sin or FunctionKind.Tanh or FunctionKind.Sinh or FunctionKind.Arcsin or FunctionKind.Arctan when Math.Abs(x) < 1e-300:
                return a;
            default:
                return FieldFunction.Of(kind).Scalar(x);
        }
    }
}
