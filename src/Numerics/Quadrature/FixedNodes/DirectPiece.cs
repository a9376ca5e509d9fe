using Theory.Activations;
using Theory.Algebra;
using Theory.Expectations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;

namespace Theory.Numerics.Quadrature.FixedNodes;

/// <summary>A smooth piece of an activation for evaluation at many points.</summary>
internal sealed class DirectPiece
{
    private readonly Lazy<Formula>[] _derivatives;
    private readonly Lazy<Formula?> _evenPart;
    private readonly Lazy<Feature[]> _features;
    private readonly Lazy<double> _finest;
    private readonly Lazy<double> _farthest;
    private readonly Lazy<bool> _isSteep;

    /// <summary>Compiles a piece.</summary>
    public DirectPiece(Piece piece)
    {
        (From, To) = (piece.FromValue, piece.ToValue);
        IsZero = piece.Expression.IsZero;
        IsPolynomial = UnivariatePolynomial.TryFrom(piece.Expression, Symbol.Z) is not null;
        _features = new Lazy<Feature[]>(() => FeatureFinder.Of(piece));
        _finest = new Lazy<double>(() => _features.Value.Length == 0 ? double.PositiveInfinity : _features.Value.Min(f => f.Scale));
        _farthest = new Lazy<double>(() => _features.Value.Length == 0 ? 0 : _features.Value.Max(f => Math.Abs(f.Position)));
        _isSteep = new Lazy<bool>(() => _features.Value.Any(IsSteep));
        var stable = new Lazy<Expr[]>(() => StableForm.Derivatives(piece.Expression, DerivativeMonomial.HighestOrder));
        _derivatives = [.. Enumerable.Range(0, DerivativeMonomial.HighestOrder + 1).Select(order => new Lazy<Formula>(() => new Formula(stable.Value[order], piece)))];
        _evenPart = new Lazy<Formula?>(() =>
        {
            Expr sum = piece.Expression + piece.Expression.Substitute(Symbol.Z, -Symbol.Z);
            return sum.IsZero ? null : new Formula(StableForm.Of(sum), piece);
        });
    }

    /// <summary>Left end.</summary>
    public double From { get; }

    /// <summary>Right end.</summary>
    public double To { get; }

    /// <summary>True where the activation is 0.</summary>
    public bool IsZero { get; }

    /// <summary>True where it has no scale of its own.</summary>
    public bool IsPolynomial { get; }

    /// <summary>True where nodes show, accurately, whatever the formula has wherever the density is not 0.</summary>
    /// <param name="finest">The finest scale that they show.</param>
    /// <param name="reach">How far they reach.</param>
    /// <param name="end">Where the density is 0.</param>
    public bool IsShown(double finest, double reach, double end)
    {
        if (_finest.Value >= finest && _farthest.Value <= reach && !_isSteep.Value)
        {
            return true;
        }

        foreach (Feature feature in _features.Value)
        {
            double distance = Math.Abs(feature.Position);
            if (distance < end && (feature.Scale < finest || distance > reach || IsSteep(feature)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>s(z) + s(-z) near 0 by a formula that does not cancel; NaN where there is none.</summary>
    /// <remarks>Of z/2 + z^2/4 at z = 1e-5 the sum of both loses five digits, and they are those of &lt;s&gt;.</remarks>
    public double[] EvenParts(double[] z) => _evenPart.Value?.NearZero(z) ?? [.. z.Select(_ => double.NaN)];

    /// <summary>A derivative of s at some points; order 0 is s itself.</summary>
    public double[] Derivatives(int order, double[] z) => _derivatives[order].Value.Values(z);

    /// <summary>True where rounding of z - a at the feature a shifts it by more than the rounding errors of sums.</summary>
    private static bool IsSteep(Feature feature) => Math.Abs(feature.Position) > 16 * feature.Scale;

    private sealed class Formula(Expr formula, Piece piece)
    {
        private readonly FormulaProgram _formula = FormulaProgram.Compile([formula], Symbol.Z);
        private readonly VectorProgram _program = VectorProgram.Compile([formula], Symbol.Z);
        private readonly SmallArgumentSeries? _nearZero = SmallArgumentSeries.TryCreate(formula, piece);

        /// <summary>The values at |z| of at most 1, NaN elsewhere and where the formula cancels.</summary>
        public double[] NearZero(double[] z)
        {
            double[] values = Values(z);
            double radius = _nearZero?.Radius ?? (SmallArgumentSeries.Cancels(formula, piece) ? 0 : 1);
            return [.. values.Select((v, i) => Math.Abs(z[i]) <= radius ? v : double.NaN)];
        }

        public double[] Values(double[] z)
        {
            double[] values = new double[z.Length];
            _program.Evaluate(z, values);
            for (int i = 0; i < z.Length; i++)
            {
                values[i] = _nearZero is not null && Math.Abs(z[i]) <= _nearZero.Radius ? _nearZero.Evaluate(z[i])
                    : double.IsFinite(values[i]) ? values[i]
                    : ExtendedRangeEvaluator.Evaluate(_formula, 0, z[i]);
            }

            return values;
        }
    }
}
