using System.Numerics;

namespace Theory.Numerics.Kernels;

/// <summary>The moments of <see cref="QuadrantMoments"/> for a vector of pairs at a time, at one breakpoint below 0.</summary>
/// <remarks>
/// With p = -b/sigma_a, q = -b/sigma_b, both positive, Phi2(p, q, rho) = (Phi(p) + Phi(q))/2 - T(p, a_p) - T(q, a_q), a_p = (q - rho p)/(p sin), in which
/// Owen's T(h, a) = (arctan a - S(h, a))/(2 pi), and arctan a_p + arctan a_q is the angle of rho. S is a series in a whose terms fall as (h^2/2)^j/j!; for
/// |a| above 1 T(h, a) = sign(a) (Phi(h)/2 + Phi(|a|h)/2 - Phi(h) Phi(|a|h)) - T(ah, 1/a).
/// </remarks>
internal static class VectorMoments
{
    private const int Largest = 16;
    private const int MostTerms = 96;

    // T(h, a) is below exp(-h^2/2)/4: nothing, from here on.
    private const double LargestHalfSquare = 36;

    // Breakpoints so many deviations away do not exist.
    private const double FarBreakpoint = 8.6;

    // Absolute, as the errors of Phi2 are.
    private const double SmallestTerm = 1e-17;

    /// <summary>Computes the moments for 0 &lt;= i, j &lt;= <paramref name="order"/>, row by row in i.</summary>
    /// <param name="b">The breakpoint, below 0.</param>
    /// <param name="sigmaA">The deviations of the first inputs, above 0.</param>
    /// <param name="sigmaB">Those of the second.</param>
    /// <param name="rho">The correlations, between -1 and 1.</param>
    /// <param name="order">The largest power.</param>
    /// <param name="moments">Receives them.</param>
    /// <returns>False if the series of one of the pairs is too long, as it is at small variances: nothing was computed.</returns>
    public static bool TryCompute(double b, Vector<double> sigmaA, Vector<double> sigmaB, Vector<double> rho, int order, Span<Vector<double>> moments)
    {
        int n = order + 1;
        Vector<double> one = Vector<double>.One;
        Vector<double> fromOne = one - rho;
        Vector<double> sine = Vector.SquareRoot(fromOne * (one + rho));
        Vector<double> ka = sigmaA * sigmaA;
        Vector<double> kb = sigmaB * sigmaB;
        Vector<double> c = rho * sigmaA * sigmaB;
        Vector<double> p = new Vector<double>(-b) / sigmaA;
        Vector<double> q = new Vector<double>(-b) / sigmaB;

        Span<Vector<double>> edgeOfA = stackalloc Vector<double>[Largest];
        Span<Vector<double>> edgeOfB = stackalloc Vector<double>[Largest];
        if (Vector.GreaterThanAll(Vector.Min(p, q), new Vector<double>(FarBreakpoint)))
        {
            // Moments of the whole plane: Phi(-8.6) = 4e-18.
            edgeOfA.Clear();
            edgeOfB.Clear();
            moments[0] = one;
        }
        else if (!TryBegin(p, q, rho, sigmaA, sigmaB, sine, fromOne, edgeOfA[..n], edgeOfB[..n], out moments[0]))
        {
            return false;
        }

        for (int j = 1; j < n; j++)
        {
            moments[j] = (moments[j - 1] * -b) + (j > 1 ? kb * moments[j - 2] * (j - 1) : kb * edgeOfB[0]) + (c * edgeOfA[j - 1]);
        }

        for (int i = 1; i < n; i++)
        {
            Span<Vector<double>> row = moments.Slice(i * n, n);
            ReadOnlySpan<Vector<double>> above = moments.Slice((i - 1) * n, n);
            for (int j = 0; j < n; j++)
            {
                Vector<double> sum = (above[j] * -b) + (i > 1 ? ka * moments[((i - 2) * n) + j] * (i - 1) : ka * edgeOfA[j]);
                row[j] = sum + (j > 0 ? c * above[j - 1] * j : c * edgeOfB[i - 1]);
            }
        }

        return true;
    }

    // Phi2, and what the edges of the quadrant contribute.
    private static bool TryBegin(
        Vector<double> p,
        Vector<double> q,
        Vector<double> rho,
        Vector<double> sigmaA,
        Vector<double> sigmaB,
        Vector<double> sine,
        Vector<double> fromOne,
        Span<Vector<double>> edgeOfA,
        Span<Vector<double>> edgeOfB,
        out Vector<double> quadrant)
    {
        quadrant = default;

        // Where the other sits, in its conditional deviations, given that the one is at its breakpoint: a_p p and a_q q.
        Vector<double> fromB = ((q - p) + (fromOne * p)) / sine;
        Vector<double> fromA = ((p - q) + (fromOne * q)) / sine;
        Vector<double> cdfB = VectorFunctions.NormalCdf(fromB);
        Vector<double> cdfA = VectorFunctions.NormalCdf(fromA);
        if (!TryOwen(p, fromB, cdfB, out Vector<double> owenP, out Vector<double> cdfP) || !TryOwen(q, fromA, cdfA, out Vector<double> owenQ, out Vector<double> cdfQ))
        {
            return false;
        }

        Vector<double> acute = VectorFunctions.AcuteAngle(rho);
        Vector<double> angle = Vector.ConditionalSelect(Vector.LessThan(rho, Vector<double>.Zero), new Vector<double>(Math.PI) - acute, acute);
        Edge(VectorFunctions.NormalPdf(p) / sigmaA, fromB, cdfB, sigmaB * sine, edgeOfA);
        Edge(VectorFunctions.NormalPdf(q) / sigmaB, fromA, cdfA, sigmaA * sine, edgeOfB);
        quadrant = ((cdfP + cdfQ) * 0.5) - (angle / (2 * Math.PI)) - owenP - owenQ;
        return true;
    }

    // The density of the one at its breakpoint, times E[u^j; u > 0] of the other, whose mean is t deviations.
    private static void Edge(Vector<double> density, Vector<double> t, Vector<double> cdf, Vector<double> spread, Span<Vector<double>> edge)
    {
        Vector<double> mean = t * spread;
        Vector<double> square = spread * spread;
        edge[0] = density * cdf;
        if (edge.Length > 1)
        {
            edge[1] = (mean * edge[0]) + (density * spread * VectorFunctions.NormalPdf(t));
        }

        for (int j = 2; j < edge.Length; j++)
        {
            edge[j] = (mean * edge[j - 1]) + (square * edge[j - 2] * (j - 1));
        }
    }

    // T(h, a) without arctan(a)/(2 pi), from h > 0, a h and Phi(a h); with Phi(h).
    private static bool TryOwen(Vector<double> h, Vector<double> ah, Vector<double> cdfOfAh, out Vector<double> owen, out Vector<double> cdfOfH)
    {
        Vector<double> one = Vector<double>.One;
        Vector<double> half = new(0.5);
        cdfOfH = VectorFunctions.NormalCdf(h);
        Vector<double> size = Vector.Abs(ah);
        Vector<long> isSwapped = Vector.GreaterThan(size, h);
        Vector<double> larger = Vector.ConditionalSelect(isSwapped, size, h);
        Vector<double> ratio = Vector.ConditionalSelect(isSwapped, h, size) / larger;
        Vector<double> whole = larger * larger * 0.5;
        Vector<long> isFar = Vector.GreaterThan(whole, new Vector<double>(LargestHalfSquare));
        Vector<double> x = Vector.ConditionalSelect(isFar, Vector<double>.Zero, whole);

        // S(h, a) = sum (-1)^j a^(2j+1)/(2j+1) (1 - exp(-x) sum_(i<=j) x^i/i!).
        Vector<double> term = Vector.Exp(-x);
        Vector<double> rest = one - term;
        Vector<double> power = Vector.ConditionalSelect(isFar, Vector<double>.Zero, ratio);
        Vector<double> square = -ratio * ratio;
        Vector<double> sum = Vector<double>.Zero;
        for (int j = 0; ; j++)
        {
            sum += power * rest * (1.0 / ((2 * j) + 1));
            if (Vector.LessThanAll(Vector.Abs(power * rest), new Vector<double>(SmallestTerm * ((2 * j) + 1))))
            {
                break;
            }

            if (j == MostTerms)
            {
                owen = default;
                return false;
            }

            term *= x * (1.0 / (j + 1));
            rest -= term;
            power *= square;
        }

        // Where T is nothing, S is the whole arctangent.
        Vector<double> arctangent = new Vector<double>(Math.PI / 2) - VectorFunctions.AcuteAngle(ratio / Vector.SquareRoot(one + (ratio * ratio)));
        sum = Vector.ConditionalSelect(isFar, arctangent, sum);
        Vector<double> positive = Vector.ConditionalSelect(Vector.LessThan(ah, Vector<double>.Zero), one - cdfOfAh, cdfOfAh);
        Vector<double> swapped = (half * (cdfOfH + positive)) - (cdfOfH * positive) - new Vector<double>(0.25) + (sum / (2 * Math.PI));
        Vector<double> result = Vector.ConditionalSelect(isSwapped, swapped, -sum / (2 * Math.PI));
        owen = Vector.ConditionalSelect(Vector.LessThan(ah, Vector<double>.Zero), -result, result);
        return true;
    }
}
