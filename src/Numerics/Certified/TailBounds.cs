using Theory.Enclosures;
using Theory.Expressions;

namespace Theory.Numerics.Certified;

/// <summary>Enclosures of what lies beyond z = A on one side, before any integration by parts.</summary>
internal static class TailBounds
{
    /// <summary>One enclosure for each quantity.</summary>
    /// <param name="formula">s on the last piece, with z replaced by -z on the left.</param>
    /// <param name="A">At least 1 and sqrt(3 K), so that the Hermite weights are positive.</param>
    /// <param name="K">The kernel.</param>
    public static Interval[] Beyond(Expr formula, double A, double K)
    {
        (Growth s, Growth slope) = new GrowthEvaluator(A).Evaluate(formula);
        Growth square = s.Pow(2);
        Growth slopeSquare = slope.Pow(2);
        Growth quadratic = Growth.Of(1 / K * (1 / K)) * Growth.OfZ.Pow(2);

        // |z^2 - K| <= z^2 and |z^4 - 6 K z^2 + 3 K^2| <= z^4 + 3 K^2 <= 4 z^4.
        Growth[] integrands =
        [
            s,
            square,
            square * quadratic * Growth.Of(0.5),
            slopeSquare,
            slopeSquare * quadratic * Growth.Of(0.25),
            s.Pow(4),
            square * quadratic * quadratic,
        ];
        return [.. integrands.Select((g, i) => g.TailBeyond(A, K) is var bound && i == 0 ? new Interval(-bound, bound) : new Interval(0, bound))];
    }
}
