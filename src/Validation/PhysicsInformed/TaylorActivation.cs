using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Theory.Activations;
using Theory.Expressions;
using Theory.Numerics.Compilation;
using Theory.Numerics.Compilation.Vectors;

namespace Theory.Validation.PhysicsInformed;

/// <summary>s, s', s'' and s''' of an activation, as Taylor propagation of second order and its gradient need them.</summary>
/// <remarks>
/// Made from the activation's exact pieces: what the derivatives have in common, tanh or Φ and φ, is computed once, in vector registers. At a
/// breakpoint they are those from the left, blind to jumps; NaN stays NaN.
/// </remarks>
internal sealed class TaylorActivation
{
    /// <summary>s and three derivatives.</summary>
    public const int Orders = 4;

    private readonly VectorProgram[] _pieces;
    private readonly double[] _starts;
    private readonly IReadOnlyList<(double Centre, SmallArgumentSeries Series)>[][] _series;

    /// <summary>Compiles the derivatives.</summary>
    /// <exception cref="UserInputException">A derivative contains a function that cannot be evaluated.</exception>
    public TaylorActivation(Activation activation)
    {
        Expr[][] formulas = [.. activation.Pieces.Select(p => StableForm.Derivatives(p.Expression, Orders - 1, expanded: true))];
        _pieces = [.. formulas.Select(f => VectorProgram.Compile(f, Symbol.Z))];
        _series = [.. activation.Pieces.Zip(formulas, (piece, all) => all.Select(f => RemovablePoints.Series(f, piece)).ToArray())];
        _starts = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];
    }

    /// <summary>s and its derivatives.</summary>
    /// <param name="z">Arguments, whole registers of them.</param>
    /// <param name="s">Four times as many places: s, s', s'', s''', one after the other.</param>
    public void Evaluate<T>(ReadOnlySpan<T> z, Span<T> s)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        EvaluatePiece(0, z, s);
        if (_pieces.Length == 1)
        {
            return;
        }

        T[] scratch = ArrayPool<T>.Shared.Rent(Orders * z.Length);
        Span<T> other = scratch.AsSpan(0, Orders * z.Length);
        ReadOnlySpan<Vector512<T>> arguments = MemoryMarshal.Cast<T, Vector512<T>>(z);
        for (int piece = 1; piece < _pieces.Length; piece++)
        {
            EvaluatePiece(piece, z, other);
            var start = Vector512.Create(T.CreateChecked(_starts[piece - 1]));
            bool last = piece == _pieces.Length - 1;
            for (int order = 0; order < Orders; order++)
            {
                Span<Vector512<T>> result = MemoryMarshal.Cast<T, Vector512<T>>(s.Slice(order * z.Length, z.Length));
                ReadOnlySpan<Vector512<T>> beyond = MemoryMarshal.Cast<T, Vector512<T>>(other.Slice(order * z.Length, z.Length));
                for (int i = 0; i < result.Length; i++)
                {
                    Vector512<T> selected = Vector512.ConditionalSelect(Vector512.GreaterThan(arguments[i], start), beyond[i], result[i]);
                    result[i] = last ? Vector512.ConditionalSelect(Vector512.Equals(arguments[i], arguments[i]), selected, arguments[i]) : selected;
                }
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>The formulas of a piece, and near points at which they cancel their Taylor polynomials.</summary>
    private void EvaluatePiece<T>(int piece, ReadOnlySpan<T> z, Span<T> s)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        _pieces[piece].Evaluate(z, s, z.Length);
        for (int order = 0; order < Orders; order++)
        {
            foreach ((double centre, SmallArgumentSeries series) in _series[piece][order].Reverse())
            {
                for (int i = 0; i < z.Length; i++)
                {
                    double distance = double.CreateChecked(z[i]) - centre;
                    if (Math.Abs(distance) <= series.Radius)
                    {
                        s[(order * z.Length) + i] = T.CreateChecked(series.Evaluate(distance));
                    }
                }
            }
        }
    }
}
