using System.Collections.Concurrent;
using Fractions;
using System.Runtime.CompilerServices;
using Theory.Activations;
using Theory.Algebra;
using Theory.Expressions;

namespace Theory.Expectations;

/// <summary>A breakpoint of an activation with the exact limits of s and its derivatives on both sides.</summary>
internal sealed class Junction
{
    /// <summary>Every quantity asks for them, and each costs expanding two pieces at a breakpoint.</summary>
    private static readonly ConditionalWeakTable<Activation, ConcurrentDictionary<int, IReadOnlyList<Junction>>> Known = [];

    private readonly Expr[] _left;
    private readonly Expr[] _right;

    private Junction(Expr point, Expr[] left, Expr[] right, int firstJump)
    {
        Point = point;
        (_left, _right) = (left, right);
        FirstJump = firstJump;
    }

    /// <summary>Where it is.</summary>
    public Expr Point { get; }

    /// <summary>The order of the first derivative that jumps.</summary>
    public int FirstJump { get; }

    /// <summary>The breakpoints at which a derivative of an order below some order jumps.</summary>
    public static IReadOnlyList<Junction> Of(Activation activation, int order) =>
        activation.Pieces.Count == 1 || order == 0 ? [] : Known.GetValue(activation, _ => new()).GetOrAdd(order, o => Find(activation, o));

    private static List<Junction> Find(Activation activation, int order)
    {
        List<Junction> junctions = [];
        foreach ((Piece left, Piece right) in activation.Pieces.Zip(activation.Pieces.Skip(1)))
        {
            Expr b = right.From!;
            (Expr l, Expr r) = (left.Expression, right.Expression);
            List<Expr> lefts = [];
            List<Expr> rights = [];
            for (int j = 0; j < order; j++)
            {
                bool meet = Activation.Meet(l, r, b);
                lefts.Add(l);
                rights.Add(r);
                if (!meet)
                {
                    // Linear integrands need the higher jumps as well.
                    for (int higher = j + 1; higher < order; higher++)
                    {
                        lefts.Add(lefts[^1].Derivative(Symbol.Z));
                        rights.Add(rights[^1].Derivative(Symbol.Z));
                    }

                    junctions.Add(new Junction(b, [.. lefts], [.. rights], j));
                    break;
                }

                (l, r) = (l.Derivative(Symbol.Z), r.Derivative(Symbol.Z));
            }
        }

        return junctions;
    }

    /// <summary>What it does to a product.</summary>
    public DeltaEffect On(DerivativeMonomial product) => DeltaRule.Of(product, FirstJump, Vanishes);

    /// <summary>Why a product has no mean.</summary>
    public string Reason(DerivativeMonomial product) => DeltaRule.Reason(product, FirstJump, Vanishes, $"z = {Point}");

    /// <summary>The delta functions at it in a product: weight times (-1)^n times the n-th derivative of the density at the breakpoint.</summary>
    public IEnumerable<(Expr Weight, int Derivatives)> Deltas(DerivativeMonomial product)
    {
        if (product.Degree == 1)
        {
            for (int i = FirstJump; i < product.Order; i++)
            {
                yield return (Expansion.Expand(Right(i) - Left(i)), product.Order - 1 - i);
            }
        }
        else if (On(product) == DeltaEffect.Delta)
        {
            // The jump of (s^(q))^(k+1)/(k+1).
            int power = product[FirstJump] + 1;
            Expr weight = new Fraction(1, power) * (Right(FirstJump).Pow(power) - Left(FirstJump).Pow(power));
            for (int order = 0; order < FirstJump; order++)
            {
                weight *= Left(order).Pow(product[order]);
            }

            yield return (Expansion.Expand(weight), 0);
        }
    }

    private bool Vanishes(int order)
    {
        LimitValue limit = OneSidedLimit.Of(_left[order], Point, fromBelow: true);
        return limit.Exact is Expr exact ? Expansion.Expand(exact).IsZero : Math.Abs(limit.Approximate!.Value) <= limit.Uncertainty;
    }

    private Expr Left(int order) => Limit(_left[order], fromBelow: true);

    private Expr Right(int order) => Limit(_right[order], fromBelow: false);

    private Expr Limit(Expr f, bool fromBelow) => OneSidedLimit.Of(f, Point, fromBelow).Exact
        ?? throw new NoClosedFormException($"the limit of {f} at z = {Point} from {(fromBelow ? "below" : "above")} is not known exactly");
}
