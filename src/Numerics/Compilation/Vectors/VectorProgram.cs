using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Theory.Expressions;

namespace Theory.Numerics.Compilation.Vectors;

/// <summary>Formulas as a list of operations on blocks of numbers: evaluates many points at a time with vector instructions and without allocation.</summary>
public sealed class VectorProgram
{
    /// <summary>Points of a block: with a few dozen registers it stays in the first-level cache.</summary>
    internal const int BlockSize = 256;

    private readonly Instruction[] _instructions;
    private readonly int[] _outputs;
    private readonly int _inputs;
    private readonly int _registers;

    internal VectorProgram(Instruction[] instructions, int inputs, int[] outputs, int registers)
    {
        _instructions = instructions;
        _inputs = inputs;
        _outputs = outputs;
        _registers = registers;
    }

    /// <summary>Compiles formulas of some symbols; what they have in common is computed once.</summary>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static VectorProgram Compile(IReadOnlyList<Expr> formulas, params IReadOnlyList<Symbol> symbols) =>
        RegisterAllocation.Assign(FormulaProgram.Compile(formulas, symbols));

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

    /// <summary>All formulas of one symbol at many points, in single or double precision.</summary>
    /// <param name="x">The values of the symbol.</param>
    /// <param name="y">The values of formula i begin at i * <paramref name="stride"/>; may not overlap <paramref name="x"/>.</param>
    /// <param name="stride">The distance from one formula to the next.</param>
    /// <exception cref="ArgumentException">The program has more symbols, or there is not enough place.</exception>
    public void Evaluate<T>(ReadOnlySpan<T> x, Span<T> y, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (_inputs != 1 || stride < x.Length || y.Length < ((_outputs.Length - 1) * stride) + x.Length)
        {
            throw new ArgumentException($"this program has {_inputs} symbols and {_outputs.Length} formulas, and there are {x.Length} points and {y.Length} places for values");
        }

        T[] registers = ArrayPool<T>.Shared.Rent(_registers * BlockSize);
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            int count = Math.Min(BlockSize, x.Length - start);
            x.Slice(start, count).CopyTo(registers);
            Run(registers, count);
            for (int i = 0; i < _outputs.Length; i++)
            {
                registers.AsSpan(_outputs[i] * BlockSize, count).CopyTo(y[((i * stride) + start)..]);
            }
        }

        ArrayPool<T>.Shared.Return(registers);
    }

    private void Run<T>(T[] registers, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (ref readonly Instruction step in _instructions.AsSpan())
        {
            Span<T> target = registers.AsSpan(step.Target * BlockSize, count);
            ReadOnlySpan<T> a = step.A < 0 ? default : registers.AsSpan(step.A * BlockSize, count);
            ReadOnlySpan<T> b = step.B < 0 ? default : registers.AsSpan(step.B * BlockSize, count);
            T constant = T.CreateTruncating(step.Constant);
            switch (step.Operation)
            {
                case Operation.Fill:
                    target.Fill(constant);
                    break;
                case Operation.Add:
                    TensorPrimitives.Add(a, b, target);
                    break;
                case Operation.Subtract:
                    TensorPrimitives.Subtract(a, b, target);
                    break;
                case Operation.AddConstant:
                    TensorPrimitives.Add(a, constant, target);
                    break;
                case Operation.Multiply:
                    TensorPrimitives.Multiply(a, b, target);
                    break;
                case Operation.Scale:
                    TensorPrimitives.Multiply(a, T.CreateTruncating(step.Ratio), target);
                    break;
                case Operation.AddMultiple:
                    TensorPrimitives.MultiplyAdd(a, T.CreateTruncating(step.Ratio), b, target);
                    break;
                case Operation.MultiplyAddConstant:
                    TensorPrimitives.MultiplyAdd(a, b, constant, target);
                    break;
                case Operation.Divide:
                    TensorPrimitives.Divide(a, b, target);
                    break;
                case Operation.DivideConstant:
                    TensorPrimitives.Divide(constant, a, target);
                    break;
                case Operation.SquareRoot:
                    TensorPrimitives.Sqrt(a, target);
                    break;
                case Operation.ExponentialMinusOne:
                    Map(a, target, VectorFunctions.Expm1, SpecialFunctions.Expm1);
                    break;
                case Operation.LogarithmOfOnePlus:
                    Map(a, target, VectorFunctions.Log1p, SpecialFunctions.Log1p);
                    break;
                case Operation.LogarithmOfCosh:
                    Map(a, target, null, SpecialFunctions.LogCosh);
                    break;
                case Operation.AddRoot:
                    AddRoot(a, b, constant, target);
                    break;
                case Operation.Arsinh:
                    Map(a, target, null, SpecialFunctions.Arsinh);
                    break;
                case Operation.Power:
                    TensorPrimitives.Pow(a, b, target);
                    break;
                default:
                    Call<T>(step.Function, a, b, step.C < 0 ? default : registers.AsSpan(step.C * BlockSize, count), target);
                    break;
            }
        }
    }

    private static void Call<T>(FunctionKind function, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
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
            case FunctionKind.Abs:
                TensorPrimitives.Abs(a, target);
                break;
            case FunctionKind.Max:
                TensorPrimitives.Max(a, b, target);
                break;
            case FunctionKind.Min:
                TensorPrimitives.Min(a, b, target);
                break;
            case FunctionKind.BivariateNormalCdf:
                for (int i = 0; i < target.Length; i++)
                {
                    target[i] = T.CreateTruncating(SpecialFunctions.BivariateNormalCdf(double.CreateTruncating(a[i]), double.CreateTruncating(b[i]), double.CreateTruncating(c[i])));
                }

                break;
            default:
                FieldFunction row = FieldFunction.Of(function);
                Map(a, target, row.Vector, row.Scalar);
                break;
        }
    }

    private static void AddRoot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, T s, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = a[i] < T.Zero ? s / (b[i] - a[i]) : a[i] + b[i];
        }
    }

    /// <summary>In double precision, whatever the type of the numbers.</summary>
    private static void Map<T>(ReadOnlySpan<T> a, Span<T> target, Func<Vector<double>, Vector<double>>? vector, Func<double, double> scalar)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        if (vector is not null && typeof(T) == typeof(double))
        {
            ReadOnlySpan<Vector<double>> from = MemoryMarshal.Cast<T, Vector<double>>(a);
            Span<Vector<double>> to = MemoryMarshal.Cast<T, Vector<double>>(target);
            for (int k = 0; k < from.Length; k++)
            {
                to[k] = vector(from[k]);
            }

            i = from.Length * Vector<double>.Count;
        }
        else if (vector is not null && typeof(T) == typeof(float))
        {
            ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<T, Vector<float>>(a);
            Span<Vector<float>> to = MemoryMarshal.Cast<T, Vector<float>>(target);
            for (int k = 0; k < from.Length; k++)
            {
                Vector.Widen(from[k], out Vector<double> low, out Vector<double> high);
                to[k] = Vector.Narrow(vector(low), vector(high));
            }

            i = from.Length * Vector<float>.Count;
        }

        for (; i < a.Length; i++)
        {
            target[i] = T.CreateTruncating(scalar(double.CreateTruncating(a[i])));
        }
    }
}
