using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Validation.Tensors;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>A <see cref="FormulaProgram"/> of one symbol run on tensors of any shape, floating type and device.</summary>
internal sealed class TensorProgram
{
    private readonly FormulaProgram _program;
    private readonly Func<Tensor, Tensor>?[] _functions;
    private readonly TensorSeries[][] _series;

    /// <summary>Lowers formulas in z.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="piece">Where they hold.</param>
    /// <exception cref="UserInputException">A formula contains a function that torch lacks.</exception>
    public TensorProgram(IReadOnlyList<Expr> formulas, Piece piece)
    {
        _program = FormulaProgram.Compile(formulas, Symbol.Z);

        // Complains at once about a function without a tensor form.
        _functions = [.. _program.Instructions.Select(step => step.Operation == Operation.Call ? TensorFunctions.Of(step.Function) : null)];
        _series = [.. formulas.Select(f => RemovablePoints.Series(f, piece).Reverse().Select(s => new TensorSeries(s.Centre, s.Series)).ToArray())];
    }

    /// <summary>True when torch has every function of a formula in z.</summary>
    public static bool Has(Expr formula) => FormulaProgram.Compile([formula], Symbol.Z).Instructions
        .All(step => step.Operation != Operation.Call || TensorFunctions.TryOf(step.Function) is not null);

    /// <summary>The values of all formulas; one tensor can be two of them, or the argument. Intermediate tensors belong to the scope of the caller.</summary>
    public Tensor[] Evaluate(Tensor z)
    {
        Tensor[] values = new Tensor[_program.Inputs + _program.Instructions.Count];
        values[0] = z;
        for (int i = 0; i < _functions.Length; i++)
        {
            Instruction step = _program.Instructions[i];
            values[step.Target] = Apply(step, z, step.A < 0 ? z : values[step.A], step.B < 0 ? z : values[step.B], _functions[i]);
        }

        return [.. _program.Outputs.Select((o, i) => _series[i].Aggregate(values[o], (value, series) => series.Join(z, value)))];
    }

    private static Tensor Apply(Instruction step, Tensor z, Tensor a, Tensor b, Func<Tensor, Tensor>? function) => step.Operation switch
    {
        Operation.Fill => z.FilledLike(step.Constant),
        Operation.Add => a.Plus(b),
        Operation.Subtract => a.Plus(b.neg()),
        Operation.AddConstant => a.Plus(step.Constant),
        Operation.Multiply => a * b,
        Operation.Scale => a.Times(step.Ratio),
        Operation.AddMultiple => b.Plus(a.Times(step.Ratio)),
        Operation.MultiplyAddConstant => (a * b).Plus(step.Constant),
        Operation.Divide => a.div(b),
        Operation.DivideConstant => step.Constant == 1 ? a.reciprocal() : a.reciprocal().Times(step.Constant),
        Operation.SquareRoot => a.sqrt(),
        Operation.Power => a.pow(b),
        Operation.ExponentialMinusOne => a.expm1(),
        Operation.LogarithmOfOnePlus => a.log1p(),
        Operation.LogarithmOfCosh => TensorFunctions.LogarithmOfCosh(a),
        Operation.AddRoot => TensorFunctions.AddRoot(a, b, step.Constant),
        Operation.Arsinh => TensorFunctions.Arsinh(a),
        _ => function!(a),
    };
}
