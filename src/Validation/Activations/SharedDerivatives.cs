using Theory.Activations;
using Theory.Numerics.Compilation;
using Theory.Validation.Tensors;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>An activation and its derivatives, evaluated together: every expression that occurs in several of them is computed once.</summary>
/// <remarks>The derivatives of tanh are polynomials of tanh and sech, those of GELU polynomials of z, Φ and φ times these.</remarks>
internal sealed class SharedDerivatives
{
    private readonly TensorProgram[] _pieces;
    private readonly double[] _starts;

    public SharedDerivatives(Activation activation, int order)
    {
        _pieces = [.. activation.Pieces.Select(p => new TensorProgram(StableForm.Derivatives(p.Expression, order, expanded: true), p))];
        _starts = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];
    }

    public Tensor[] Evaluate(Tensor z)
    {
        using var scope = NewDisposeScope();
        Tensor[][] values = [.. _pieces.Select(p => p.Evaluate(z))];
        Tensor[] beyond = [.. _starts.Select(start => z.IsAbove(start))];
        Tensor[] result = new Tensor[values[0].Length];
        for (int order = 0; order < result.Length; order++)
        {
            Tensor value = values[0][order];
            for (int i = 0; i < _starts.Length; i++)
            {
                value = where(beyond[i], values[i + 1][order], value);
            }

            // Where derivatives are constant, NaN must stay NaN.
            if (_starts.Length > 0)
            {
                value = where(z.isnan(), z, value);
            }

            result[order] = value;
        }

        // One tensor can be two derivatives, or the caller's.
        return [.. result.Select((r, i) => (ReferenceEquals(r, z) || Array.IndexOf(result, r) < i ? r.clone() : r).MoveToOuterDisposeScope())];
    }
}
