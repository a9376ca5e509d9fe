using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;
using Theory.Numerics.Batches;
using Theory.Numerics.Compilation;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>A smooth piece of an activation for evaluation at many points.</summary>
internal sealed class DirectPiece
{
    private readonly Formula _function;
    private readonly Lazy<Formula> _derivative;

    /// <summary>Compiles a piece.</summary>
    public DirectPiece(Piece piece)
    {
        (From, To) = (piece.FromValue, piece.ToValue);
        IsZero = piece.Expression.IsZero;
        IsPolynomial = UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is not null;
        _function = new Formula(piece.Expression, piece);
        _derivative = new Lazy<Formula>(() => new Formula(piece.Expression.Derivative(Symbol.Z), piece));
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
    public double[] Values(double[] z) => _function.Values(z);

    /// <summary>s' at some points.</summary>
    public double[] Derivatives(double[] z) => _derivative.Value.Values(z);

    private sealed class Formula(Expr formula, Piece piece)
    {
        private readonly VectorProgram _program = VectorProgram.Compile([formula], Symbol.Z);
        private readonly SmallArgumentSeries? _nearZero = SmallArgumentSeries.TryCreate(formula, piece);

        public double[] Values(double[] z)
        {
            double[] values = new double[z.Length];
            _program.Evaluate(z, values);
            for (int i = 0; _nearZero is not null && i < z.Length; i++)
            {
                values[i] = Math.Abs(z[i]) <= _nearZero.Radius ? _nearZero.Evaluate(z[i]) : values[i];
            }

            return values;
        }
    }
}
