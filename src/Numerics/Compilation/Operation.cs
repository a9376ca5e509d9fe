namespace Theory.Numerics.Compilation;

/// <summary>What an <see cref="Instruction"/> does with its operands a, b, c and its numbers s and d.</summary>
/// <remarks>Every interpreter knows all of them: scalar, vector, tensor, error bound and extended range.</remarks>
public enum Operation
{
    /// <summary>s.</summary>
    Fill,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a - b.</summary>
    Subtract,

    /// <summary>a + s.</summary>
    AddConstant,

    /// <summary>a b.</summary>
    Multiply,

    /// <summary>a s/d.</summary>
    Scale,

    /// <summary>a s/d + b.</summary>
    AddMultiple,

    /// <summary>a b + s: a step of Horner's rule.</summary>
    MultiplyAddConstant,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>s / a.</summary>
    DivideConstant,

    /// <summary>sqrt(a).</summary>
    SquareRoot,

    /// <summary>a^b.</summary>
    Power,

    /// <summary>exp(a) - 1, which computed as written loses all digits at small a.</summary>
    ExponentialMinusOne,

    /// <summary>log(1 + a), likewise.</summary>
    LogarithmOfOnePlus,

    /// <summary>log(cosh(a)), which neither overflows nor cancels.</summary>
    LogarithmOfCosh,

    /// <summary>a + b with b = sqrt(a^2 + s), s > 0: for negative a as s/(b - a), because a + b cancels.</summary>
    AddRoot,

    /// <summary>arsinh(a) = log(a + sqrt(a^2 + 1)).</summary>
    Arsinh,

    /// <summary>A function of a (of a and b for max and min, of a, b and c for Phi2).</summary>
    Call,
}
