using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Theory.Expressions;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Batches;

/// <summary>Formulas as a list of operations on blocks of numbers: evaluates many points at a time with vector instructions and without allocation.</summary>
public sealed class VectorProgram
{
    /// <summary>Points of a block: with a few dozen registers it stays in the first-level cache.</summary>
    internal const int BlockSize = 256;

    private readonly VectorInstruction[] _instructions;
    private readonly int[] _outputs;
    private readonly int _inputs;
    private readonly int _registers;

    internal VectorProgram(VectorInstruction[] instructions, int inputs, int[] outputs, int registers)
    {
        _instructions = instructions;
        _inputs = inputs;
        _outputs = outputs;
        _registers = registers;
    }

    /// <summary>Compiles formulas of some symbols; what they have in common is computed once.</summary>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static VectorProgram Compile(IReadOnlyList<Expr> formulas, params IReadOnlyList<Symbol> symbols) =>
        new VectorProgramBuilder(symbols).Build(formulas);

    /// <summary>One formula of one symbol at many points.</summary>
    /// <param name="x">The values of the symbol.</param>
    /// <param name="y">The values of the formula, as many; may be <paramref name="x"/> itself.</param>
    /// <exception cref="ArgumentException">The program has more symbols or formulas, or the lengths differ.</exception>
    public void Evaluate(ReadOnlySpan<double> x, Span<double> y)
    {
        if (_inputs != 1 || _outputs.Length != 1 || x.Length != y.Length)
        {
            throw new ArgumentException($"this program has {_inputs} symbols and {_outputs.Length} formulas, and there are {x.Length} points and {y.Length} places for values");
        }

        double[] registers = ArrayPool<double>.Shared.Rent(_registers * BlockSize);
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, x.Length - start);
            x.Slice(start, count).CopyTo(registers);
            Run(registers, count);
            registers.AsSpan(_outputs[0] * BlockSize, count).CopyTo(y[start..]);
        }

        ArrayPool<double>.Shared.Return(registers);
    }

    /// <summary>Two formulas of one symbol at no more points than a block has.</summary>
    internal void Evaluate(ReadOnlySpan<double> x, Span<double> first, Span<double> second)
    {
        double[] registers = ArrayPool<double>.Shared.Rent(_registers * BlockSize);
        x.CopyTo(registers);
        Run(registers, x.Length);
        registers.AsSpan(_outputs[0] * BlockSize, x.Length).CopyTo(first);
        registers.AsSpan(_outputs[1] * BlockSize, x.Length).CopyTo(second);
        ArrayPool<double>.Shared.Return(registers);
    }

    /// <summary>Several formulas of several symbols at many points.</summary>
    /// <param name="inputs">For each symbol its values.</param>
    /// <param name="outputs">For each formula the place for its values.</param>
    /// <param name="start">The first point.</param>
    /// <param name="length">The number of points.</param>
    /// <exception cref="ArgumentException">There are not as many arrays as symbols and formulas.</exception>
    public void Evaluate(IReadOnlyList<double[]> inputs, IReadOnlyList<double[]> outputs, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count != _inputs || outputs.Count != _outputs.Length)
        {
            throw new ArgumentException($"this program has {_inputs} symbols and {_outputs.Length} formulas, not {inputs.Count} and {outputs.Count}");
        }

        double[] registers = ArrayPool<double>.Shared.Rent(_registers * BlockSize);
        for (int end = start + length; start < end; start += BlockSize)
        {
            int count = Math.Min(BlockSize, end - start);
            for (int i = 0; i < _inputs; i++)
            {
                inputs[i].AsSpan(start, count).CopyTo(registers.AsSpan(i * BlockSize));
            }

            Run(registers, count);
            for (int i = 0; i < _outputs.Length; i++)
            {
                registers.AsSpan(_outputs[i] * BlockSize, count).CopyTo(outputs[i].AsSpan(start));
            }
        }

        ArrayPool<double>.Shared.Return(registers);
    }

    private void Run(double[] registers, int count)
    {
        foreach (ref readonly VectorInstruction step in _instructions.AsSpan())
        {
            Span<double> target = registers.AsSpan(step.Target * BlockSize, count);
            ReadOnlySpan<double> a = step.A < 0 ? default : registers.AsSpan(step.A * BlockSize, count);
            ReadOnlySpan<double> b = step.B < 0 ? default : registers.AsSpan(step.B * BlockSize, count);
            switch (step.Operation)
            {
                case VectorOperation.Fill:
                    target.Fill(step.Constant);
                    break;
                case VectorOperation.Add:
                    TensorPrimitives.Add(a, b, target);
                    break;
                case VectorOperation.Subtract:
                    TensorPrimitives.Subtract(a, b, target);
                    break;
                case VectorOperation.AddConstant:
                    TensorPrimitives.Add(a, step.Constant, target);
                    break;
                case VectorOperation.Multiply:
                    TensorPrimitives.Multiply(a, b, target);
                    break;
                case VectorOperation.MultiplyConstant:
                    TensorPrimitives.Multiply(a, step.Constant, target);
                    break;
                case VectorOperation.AddMultiple:
                    TensorPrimitives.MultiplyAdd(a, step.Constant, b, target);
                    break;
                case VectorOperation.MultiplyAddConstant:
                    TensorPrimitives.MultiplyAdd(a, b, step.Constant, target);
                    break;
                case VectorOperation.Divide:
                    TensorPrimitives.Divide(a, b, target);
                    break;
                case VectorOperation.DivideConstant:
                    TensorPrimitives.Divide(step.Constant, a, target);
                    break;
                case VectorOperation.SquareRoot:
                    TensorPrimitives.Sqrt(a, target);
                    break;
                case VectorOperation.ExponentialMinusOne:
                    Map(a, target, VectorFunctions.Expm1, SpecialFunctions.Expm1);
                    break;
                case VectorOperation.Power:
                    TensorPrimitives.Pow(a, b, target);
                    break;
                default:
                    Call(step.Function, a, b, step.C < 0 ? default : registers.AsSpan(step.C * BlockSize, count), target);
                    break;
            }
        }
    }

    private static void Call(FunctionKind function, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> target)
    {
        switch (function)
        {
            case FunctionKind.Exp:
                TensorPrimitives.Exp(a, target);
                break;
            case FunctionKind.Sin:
                TensorPrimitives.Sin(a, target);
                break;
            case FunctionKind.Cos:
                TensorPrimitives.Cos(a, target);
                break;
            case FunctionKind.NormalCdf:
                Map(a, target, VectorFunctions.NormalCdf, SpecialFunctions.NormalCdf);
                break;
            case FunctionKind.NormalPdf:
                Map(a, target, VectorFunctions.NormalPdf, SpecialFunctions.NormalPdf);
                break;
            case FunctionKind.Tanh:
                Map(a, target, VectorFunctions.Tanh, Math.Tanh);
                break;
            case FunctionKind.Sech:
                Map(a, target, VectorFunctions.Sech, SpecialFunctions.Sech);
                break;
            case FunctionKind.Sigmoid:
                Map(a, target, VectorFunctions.Sigmoid, SpecialFunctions.Sigmoid);
                break;
            case FunctionKind.Softplus:
                Map(a, target, VectorFunctions.Softplus, SpecialFunctions.Softplus);
                break;
            case FunctionKind.Erf:
                Map(a, target, VectorFunctions.Erf, SpecialFunctions.Erf);
                break;
            case FunctionKind.BivariateNormalCdf:
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = SpecialFunctions.BivariateNormalCdf(a[i], b[i], c[i]);
                }

                break;
            default:
                Func<double, double> scalar = ScalarFunctions.Of(function);
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = scalar(a[i]);
                }

                break;
        }
    }

    private static void Map(ReadOnlySpan<double> a, Span<double> target, Func<Vector<double>, Vector<double>> vector, Func<double, double> scalar)
    {
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            vector(new Vector<double>(a[i..])).CopyTo(target[i..]);
        }

        for (; i < a.Length; i++)
        {
            target[i] = scalar(a[i]);
        }
    }
}
