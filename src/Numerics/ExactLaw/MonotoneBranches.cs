using Theory.Numerics.Quadrature;

namespace Theory.Numerics.ExactLaw;

/// <summary>The intervals of z on which s(z)^2 is monotone, and with them where it is at most v, for any v.</summary>
internal sealed class MonotoneBranches
{
    private readonly List<(double From, double To, double SquareFrom, double SquareTo, SmoothPiece Piece)> _branches = [];

    /// <summary>Finds the zeros and the extrema of s.</summary>
    /// <param name="activation">s.</param>
    /// <param name="reach">The largest |z| that matters.</param>
    /// <param name="step">Of z: oscillations that are shorter are not seen.</param>
    public MonotoneBranches(PiecewiseSmoothFunction activation, double reach, double step)
    {
        // Beyond so many steps s is looked at on a geometric grid: only slow functions have their branches found there.
        const int Steps = 200_000;
        double near = Math.Min(reach, Steps * step);
        List<double> grid = [.. Enumerable.Range(0, (int)Math.Ceiling(near / step)).Select(i => i * step), near];
        for (double z = near; z < reach; z *= 1 + (0.1 * step))
        {
            grid.Add(z);
        }

        for (double z = step; z > 1e-12; z *= 1 - step)
        {
            grid.Add(z);
        }

        grid.Add(reach);
        double[] points = [.. grid.Concat(grid.Select(z => -z)).Concat(activation.Landmarks).Where(z => Math.Abs(z) <= reach).Distinct().Order()];
        foreach (SmoothPiece piece in activation.Pieces)
        {
            double from = Math.Max(piece.From, -reach);
            double to = Math.Min(piece.To, reach);
            if (from < to)
            {
                Divide(piece, [from, .. points.Where(z => z > from && z < to), to]);
            }
        }
    }

    /// <summary>Where s(z)^2 is at most a value.</summary>
    /// <param name="v">The value.</param>
    /// <returns>Intervals of z; where s(z)^2 is v at an end, that end and |ds^2/dz| there, else NaN.</returns>
    public IEnumerable<(double From, double To, double At, double Slope)> AtMost(double v)
    {
        foreach ((double from, double to, double squareFrom, double squareTo, SmoothPiece piece) in _branches)
        {
            if (squareFrom <= v && squareTo <= v)
            {
                yield return (from, to, double.NaN, double.NaN);
            }
            else if (squareFrom <= v || squareTo <= v)
            {
                bool rises = squareFrom <= v;
                double root = Crossing(from, to, z => (Square(piece, z) <= v) == rises);
                double slope = Math.Abs(2 * piece.S(root) * piece.S1(root));
                yield return rises ? (from, root, root, slope) : (root, to, root, slope);
            }
        }
    }

    private void Divide(SmoothPiece piece, double[] points)
    {
        // s and s' at all points: where either changes its sign, a branch ends.
        double[] s = [.. points.Select(piece.S)];
        double[] slope = [.. points.Select(piece.S1)];
        List<double> ends = [points[0]];
        for (int i = 1; i < points.Length; i++)
        {
            foreach ((double[] of, Func<double, double> function) in new[] { (s, piece.S), (slope, piece.S1) })
            {
                if (of[i - 1] * of[i] < 0)
                {
                    bool rises = of[i - 1] < 0;
                    ends.Add(Crossing(points[i - 1], points[i], z => (function(z) < 0) == rises));
                }
            }

            // Where either vanishes throughout, as beyond underflow, one branch is enough.
            bool IsEdge(double[] of) => (of[i] == 0) != (of[i - 1] == 0) || (of[i] == 0 && i < points.Length - 1 && of[i + 1] != 0);
            if (i == points.Length - 1 || IsEdge(s) || IsEdge(slope))
            {
                ends.Add(points[i]);
            }
        }

        ends.Sort();
        for (int i = 1; i < ends.Count; i++)
        {
            (double from, double to) = (ends[i - 1], ends[i]);
            if (from < to)
            {
                _branches.Add((from, to, Square(piece, from), Square(piece, to), piece));
            }
        }
    }

    private static double Square(SmoothPiece piece, double z) => piece.S(z) is var s ? s * s : 0;

    /// <summary>The last number of an interval for which a condition still holds that holds at its start and not at its end, by bisection of the ordered doubles.</summary>
    private static double Crossing(double from, double to, Func<double, bool> holds)
    {
        (long low, long high) = (Ordinal(from), Ordinal(to));
        while (low < high - 1)
        {
            // The mean without overflow: from -1e300 to 1e300 are more doubles than a signed number counts.
            long middle = (low & high) + ((low ^ high) >> 1);
            (low, high) = holds(Number(middle)) ? (middle, high) : (low, middle);
        }

        return Number(low);
    }

    private static long Ordinal(double x) => BitConverter.DoubleToInt64Bits(x) is var bits && bits < 0 ? -(bits & long.MaxValue) : bits;

    private static double Number(long ordinal) => ordinal < 0 ? -BitConverter.Int64BitsToDouble(-ordinal) : BitConverter.Int64BitsToDouble(ordinal);
}
