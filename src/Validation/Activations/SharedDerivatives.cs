using Fractions;
using Theory.Activations;
using Theory.Expressions;
using Theory.Validation.Tensors;
using static TorchSharp.torch;

namespace Theory.Validation.Activations;

/// <summary>An activation and its derivatives, evaluated together: every expression that occurs in several of them is computed once.</summary>
/// <remarks>The derivatives of tanh are polynomials of tanh and sech, those of GELU polynomials of z, Φ and φ times these.</remarks>
internal sealed class SharedDerivatives
{
    private readonly Expr[][] pieces;
    private readonly double[] starts;

    public SharedDerivatives(Activation activation, int order)
    {
        pieces = [.. activation.Pieces.Select(p => Derivatives(p.Expression, order))];
        starts = [.. activation.Pieces.Skip(1).Select(p => p.FromValue)];

        // Complains at once about a function without a tensor form.
        foreach (Function function in pieces.SelectMany(p => p).SelectMany(Functions))
        {
            TensorCompiler.Elementwise(function.Kind);
        }
    }

    public Tensor[] Evaluate(Tensor z)
    {
        using var scope = NewDisposeScope();
        Dictionary<Expr, Tensor> known = new() { [Symbol.Z] = z };
        Tensor[] beyond = [.. starts.Select(start => z.IsAbove(start))];
        Tensor[] result = new Tensor[pieces[0].Length];
        for (int order = 0; order < result.Length; order++)
        {
            Tensor value = Evaluate(pieces[0][order], z, known);
            for (int i = 0; i < starts.Length; i++)
            {
                value = where(beyond[i], Evaluate(pieces[i + 1][order], z, known), value);
            }

            // Where derivatives are constant, NaN must stay NaN.
            if (starts.Length > 0)
            {
                value = where(z.isnan(), z, value);
            }

            result[order] = value;
        }

        // One tensor can be two derivatives, or the caller's.
        return [.. result.Select((r, i) => (ReferenceEquals(r, z) || Array.IndexOf(result, r) < i ? r.clone() : r).MoveToOuterDisposeScope())];
    }

    private static Expr[] Derivatives(Expr expression, int order)
    {
        Expr[] all = new Expr[order + 1];
        all[0] = expression;
        for (int k = 1; k <= order; k++)
        {
            all[k] = Expansion.Expand(all[k - 1].Derivative(Symbol.Z));
        }

        return all;
    }

    private static IEnumerable<Function> Functions(Expr expression) =>
        expression.IsConstant ? [] : expression.Children.SelectMany(Functions).Concat(expression is Function f ? [f] : []);

    private static Tensor Evaluate(Expr expression, Tensor z, Dictionary<Expr, Tensor> known)
    {
        if (!known.TryGetValue(expression, out Tensor? value))
        {
            value = Compute(expression, z, known);
            known[expression] = value;
        }

        return value;
    }

    private static Tensor Compute(Expr expression, Tensor z, Dictionary<Expr, Tensor> known) => expression switch
    {
        _ when expression.IsConstant => z.FilledLike(TensorCompiler.Value(expression)),
        Sum sum => Combine(sum.Terms, z, known, 0, (a, b) => a + b, (a, b) => a.Plus(b), (a, b) => a.Plus(b)),
        Product product => Combine(product.Children, z, known, 1, (a, b) => a * b, (a, b) => a * b, (a, b) => a.Times(b)),
        Power { Exponent: Number { Value: var exponent } } power => Raise(Evaluate(power.Base, z, known), exponent),
        Power power => Evaluate(power.Base, z, known).pow(Evaluate(power.Exponent, z, known)),
        Function function => TensorCompiler.Elementwise(function.Kind)(Evaluate(function.Arguments[0], z, known)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Tensor Combine(
        IReadOnlyList<Expr> parts, Tensor z, Dictionary<Expr, Tensor> known, double neutral,
        Func<double, double, double> constants, Func<Tensor, Tensor, Tensor> tensors, Func<Tensor, double, Tensor> mixed)
    {
        double constant = parts.Where(p => p.IsConstant).Select(TensorCompiler.Value).Aggregate(neutral, constants);
        Tensor total = parts.Where(p => !p.IsConstant).Select(p => Evaluate(p, z, known)).Aggregate(tensors);
        return constant == neutral ? total : mixed(total, constant);
    }

    private static Tensor Raise(Tensor value, Fraction exponent) =>
        exponent == new Fraction(1, 2) ? value.sqrt()
        : exponent == Fraction.MinusOne ? value.reciprocal()
        : exponent == 2 ? value.Squared()
        : exponent == 3 ? value.Squared() * value
        : value.Raised(exponent.ToNearestDouble());
}
