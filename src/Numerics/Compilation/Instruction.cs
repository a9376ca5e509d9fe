using Theory.Expressions;

namespace Theory.Numerics.Compilation;

/// <summary>One operation of a <see cref="FormulaProgram"/>: a value computed from earlier ones, a, b and c.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Target">The number of the value it defines.</param>
/// <param name="A">The number of the first operand; -1 without one.</param>
/// <param name="B">The number of the second operand; -1 without one.</param>
/// <param name="C">The number of the third operand; -1 without one.</param>
/// <param name="Constant">The number s.</param>
/// <param name="Divisor">The number by which <see cref="Operation.Scale"/> divides: K/10 is correctly rounded, 0.1 K is not.</param>
/// <param name="ConstantError">A bound of the rounding error of s.</param>
/// <param name="Function">The function of <see cref="Operation.Call"/>.</param>
public readonly record struct Instruction(
    Operation Operation,
    int Target,
    int A = -1,
    int B = -1,
    int C = -1,
    double Constant = 0,
    double Divisor = 1,
    double ConstantError = 0,
    FunctionKind Function = default)
{
    /// <summary>s/d in one number, where a division costs more than half a unit in the last place is worth.</summary>
    public double Ratio => Constant / Divisor;
}
