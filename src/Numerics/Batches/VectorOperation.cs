namespace Theory.Numerics.Batches;

/// <summary>What a <see cref="VectorInstruction"/> does with its operands a, b, c and its constant s.</summary>
internal enum VectorOperation
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

    /// <summary>a s.</summary>
    MultiplyConstant,

    /// <summary>a s + b.</summary>
    AddMultiple,

    /// <summary>a b + s: a step of Horner's rule.</summary>
    MultiplyAddConstant,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>s / a.</summary>
    DivideConstant,

    /// <summary>sqrt(a).</summary>
    SquareRoot,

    /// <summary>exp(a) - 1.</summary>
    ExponentialMinusOne,

    /// <summary>a^b.</summary>
    Power,

    /// <summary>A function of a (of a, b and c for Phi2).</summary>
    Call,
}
