using Theory.Algebra;
using Theory.Criticality;
using Theory.Expectations;
using Theory.Numerics.Evaluation;

namespace Theory.Numerics.Criticality;

/// <summary>The fixed points of a polynomial map K -> C_b + C_W g(K), counted exactly.</summary>
internal static class PolynomialFixedPoints
{
    /// <summary>Where the gap touches 0 to this fraction of its terms, a unit or two in the last places of C_b and C_W decide between two fixed points and none.</summary>
    private const double Rounding = 1e-15;

    /// <summary>Two fixed points that such a unit makes of a double one are not further apart than this.</summary>
    private const double Near = 1e-6;

    /// <summary>The fixed points by rising K.</summary>
    public static IEnumerable<FixedPoint> Of(PolynomialKernel kernel, double cb, double cw, ExpectationEvaluator evaluator)
    {
        RationalPolynomial gap = kernel.Gap(cb, cw);
        if (kernel.ValueAtZero.IsZero && cb == 0)
        {
            double chi = cw * kernel.SlopeAtZero;
            yield return new FixedPoint(0, chi, chi, gap.SignNearZero > 0 ? FixedPointStability.Stable : FixedPointStability.Unstable);
        }

        List<(double K, FixedPointStability Stability, bool IsMerged)> found = [.. gap.PositiveRoots().Select(r => (r.Value, Stability(r.SignBelow, r.SignAbove), false))];
        foreach (IsolatedRoot turn in kernel.Slope(cw).PositiveRoots().Where(t => t.SignBelow != t.SignAbove))
        {
            double k = turn.Value;
            double mean = cw * evaluator.Evaluate(Quantity.Kernel, k).Value;
            if (Math.Abs(k - cb - mean) <= Rounding * (k + cb + mean))
            {
                bool isDouble = found.Exists(p => Math.Abs((p.K / k) - 1) < Near && p.Stability is (FixedPointStability.StableFromAbove or FixedPointStability.StableFromBelow));
                found.RemoveAll(p => Math.Abs((p.K / k) - 1) < Near);
                int side = turn.SignBelow > 0 ? -1 : 1;
                found.Add((k, Stability(side, side), !isDouble));
            }
        }

        foreach ((double k, FixedPointStability stability, bool isMerged) in found.OrderBy(p => p.K))
        {
            yield return FixedPoints.At(evaluator, k, cw, stability) with { IsMergedWithinRounding = isMerged };
        }
    }

    /// <summary>K - C_b - C_W g(K) is positive where the kernel falls.</summary>
    private static FixedPointStability Stability(int below, int above) => (below, above) switch
    {
        ( < 0, > 0) => FixedPointStability.Stable,
        ( > 0, < 0) => FixedPointStability.Unstable,
        ( > 0, > 0) => FixedPointStability.StableFromAbove,
        _ => FixedPointStability.StableFromBelow,
    };
}
