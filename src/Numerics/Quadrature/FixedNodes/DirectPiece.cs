using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Batches;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>A smooth piece of an activation for evaluation at many points.</summary>
internal sealed class DirectPiece
{
    private readonly VectorProgram _function;
    private readonly Lazy<VectorProgram> _derivative;

    /// <summary>Compiles a piece.</summary>
    public DirectPiece(Piece piece)
    {
        (From, To) = (piece.FromValue, piece.ToValue);
        IsZero = piece.Expression.IsZero;
        IsPolynomial = UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is not null;
        _function = VectorProgram.Compile([piece.Expression], Symbol.Z);
        _derivative = new Lazy<VectorProgram>(() => VectorProgram.Compile([piece.Expression.Derivative(Symbol.Z)], Symbol.Z));
    }

    /// <summary>Left end.</summary>
    public double From { get; }

    /// <summary>Right end.</summary>
    public double To { get; }

    /// <summary>True where the activation is 0.</summary>
    public bool IsZero { get; }

    /// <summary>True where it has no scale of its own.</summary>
    public bool IsPolynomial { get; }

    /// <summary>s at some points.</summary>
    public double[] Values(double[] z)
    {
        double[] s = new double[z.Length];
        _function.Evaluate(z, s);
        return s;
    }

    /// <summary>s' at some points.</summary>
    public double[] Derivatives(double[] z)
    {
        double[] s = new double[z.Length];
        _derivative.Value.Evaluate(z, s);
        return s;
    }
}
