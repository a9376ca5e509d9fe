using Theory.Activations;
using Theory.Expressions;

namespace Theory.Expectations.TwoInputs;

/// <summary>
/// An activation as one function on the whole line plus corrections on half-lines: with it the product of two of them is a sum of integrals
/// over planes, half-planes and quadrants.
/// </summary>
internal sealed class KinkedSum
{
    private KinkedSum(GaussianSum @base, IReadOnlyList<(HalfLine Half, GaussianSum Function)> corrections, IReadOnlyList<(Expr Point, Expr Height)> jumps)
    {
        Base = @base;
        Corrections = corrections;
        Jumps = jumps;
    }

    /// <summary>The function of the base piece, continued to the whole line.</summary>
    public GaussianSum Base { get; }

    /// <summary>What is added beyond each breakpoint.</summary>
    public IReadOnlyList<(HalfLine Half, GaussianSum Function)> Corrections { get; }

    /// <summary>Dirac masses: empty for an activation, the jumps for the derivative of one.</summary>
    public IReadOnlyList<(Expr Point, Expr Height)> Jumps { get; }

    /// <summary>Reads an activation.</summary>
    /// <exception cref="NoClosedFormException">A piece is not in the decidable class.</exception>
    public static KinkedSum Read(Activation activation, DerivationBudget budget)
    {
        GaussianSumReader reader = new(budget);
        GaussianSum[] pieces = [.. activation.Pieces.Select(p => reader.Read(p.Expression))];
        int middle = BasePiece(pieces);
        List<(HalfLine, GaussianSum)> corrections = [];
        for (int i = 0; i + 1 < pieces.Length; i++)
        {
            bool above = i >= middle;
            (GaussianSum inner, GaussianSum outer) = above ? (pieces[i], pieces[i + 1]) : (pieces[i + 1], pieces[i]);
            GaussianSum difference = outer + inner.Scale(-1);
            if (difference.Terms.Count > 0)
            {
                corrections.Add((new HalfLine(activation.Pieces[i].To!, above), difference));
            }
        }

        return new KinkedSum(pieces[middle], corrections, []);
    }

    /// <summary>The derivative, with the Dirac masses of jumps where <paramref name="hasJumps"/> says that there are any.</summary>
    public KinkedSum Derivative(bool hasJumps)
    {
        List<(Expr, Expr)> jumps = [];
        foreach ((HalfLine half, GaussianSum function) in hasJumps ? Corrections : [])
        {
            Expr value = Sum.Of(function.Terms.Select(t => t.Value * t.Key.ToExpr())).Substitute(Symbol.Z, half.Point);
            Expr height = Expansion.Expand(half.Sign * value);
            if (!height.IsZero)
            {
                jumps.Add((half.Point, height));
            }
        }

        return new KinkedSum(Base.Derivative(), [.. Corrections.Select(c => (c.Half, c.Function.Derivative())).Where(c => c.Item2.Terms.Count > 0)], jumps);
    }

    /// <summary>
    /// The piece that is 0, else a polynomial, which does not grow like an exponential where it does not apply; of several the one in the middle,
    /// so that saturating activations are corrected alike on both sides.
    /// </summary>
    private static int BasePiece(GaussianSum[] pieces)
    {
        int zero = Array.FindIndex(pieces, p => p.Terms.Count == 0);
        if (zero >= 0)
        {
            return zero;
        }

        int middle = (pieces.Length - 1) / 2;
        return Enumerable.Range(0, pieces.Length)
            .OrderBy(i => pieces[i].Terms.Keys.All(t => t.IsMonomial) ? 0 : 1)
            .ThenBy(i => Math.Abs(i - middle))
            .First();
    }
}
