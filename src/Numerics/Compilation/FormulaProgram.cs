using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>Formulas as one list of instructions in the order of evaluation: every value once, constants folded, stable forms chosen.</summary>
/// <remarks>
/// The one place where an <see cref="Expr"/> becomes arithmetic. Value i is input i for i below <see cref="Inputs"/>, and else what instruction
/// i - Inputs defines. Interpreters walk the list: <see cref="ExpressionCompiler"/> makes delegates, <see cref="Vectors.VectorProgram"/> runs blocks of numbers,
/// <see cref="RunningErrorEvaluator"/> bounds rounding errors, and TensorCompiler of the validation layer makes tensors.
/// </remarks>
public sealed class FormulaProgram
{
    internal FormulaProgram(Instruction[] instructions, int inputs, int[] outputs) => (Instructions, Inputs, Outputs) = (instructions, inputs, outputs);

    /// <summary>The instructions; each refers to inputs and to earlier ones.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>The number of symbols.</summary>
    public int Inputs { get; }

    /// <summary>For each formula the number of its value.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Lowers formulas of some symbols; what they have in common is computed once.</summary>
    /// <exception cref="UserInputException">Another symbol occurs.</exception>
    public static FormulaProgram Compile(IReadOnlyList<Expr> formulas, params IReadOnlyList<Symbol> symbols)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        ArgumentNullException.ThrowIfNull(symbols);
        return new FormulaBuilder(symbols).Build(formulas);
    }
}
