using Theory.Expressions;

namespace Theory.Numerics.Batches;

/// <summary>One operation on blocks of numbers; the registers hold one block each.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Target">The register of the result.</param>
/// <param name="A">The register of the first operand.</param>
/// <param name="B">The register of the second operand.</param>
/// <param name="C">The register of the third operand.</param>
/// <param name="Constant">The scalar operand.</param>
/// <param name="Function">The function of <see cref="VectorOperation.Call"/>.</param>
internal readonly record struct VectorInstruction(
    VectorOperation Operation, int Target, int A = -1, int B = -1, int C = -1, double Constant = 0, FunctionKind Function = default);
