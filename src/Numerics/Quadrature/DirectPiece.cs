using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Batches;

namespace Theory.Numerics.Quadrature;

/// <summary>A smooth piece of an activation for evaluation at many points.</summary>
internal sealed class DirectPiece
{
    private readonly Lazy<VectorProgram> _functionAndDerivative;

    /// <summary>Compiles a piece.</summary>
    public DirectPiece(Piece piece)
    {
        (From, To) = (piece.FromValue, piece.ToValue);
        IsZero = piece.Expression.IsZero;
        Function = VectorProgram.Compile([piece.Expression], Symbol.Z);
        _functionAndDerivative = new Lazy<VectorProgram>(() => VectorProgram.Compile([piece.Expression, piece.Expression.Derivative(Symbol.Z)], Symbol.Z));
    }

    /// <summary>Left end.</summary>
    public double From { get; }

    /// <summary>Right end.</summary>
    public double To { get; }

    /// <summary>True where the activation is 0.</summary>
    public bool IsZero { get; }

    /// <summary>s.</summary>
    public VectorProgram Function { get; }

    /// <summary>s and s'.</summary>
    public VectorProgram FunctionAndDerivative => _functionAndDerivative.Value;
}
