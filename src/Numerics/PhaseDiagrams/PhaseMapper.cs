using Theory.Numerics.Criticality;

namespace Theory.Numerics.PhaseDiagrams;

/// <summary>Computes the parts of a phase diagram from the tabulated kernel.</summary>
internal sealed class PhaseMapper(KernelMap map, KernelAtZero zero, Homogeneity? line)
{
    internal const double CriticalTolerance = 1e-6;

    /// <summary>The error of a gap, as a fraction of K.</summary>
    private const double TableError = 1e-9;

    /// <summary>A K* is the lowest one when the lowest one agrees with it so far.</summary>
    private const double Same = 1e-3;

    /// <summary>Points of a curve that are nearer to one another than this fraction of the diagram are left out.</summary>
    private const double Nearest = 1e-3;

    /// <summary>Points of the boundary of divergence.</summary>
    private const int DivergencePoints = 801;

    /// <summary>The cells, column by column of C_W.</summary>
    public PhaseCell[][] Cells(IReadOnlyList<double> cw, IReadOnlyList<double> cb, CancellationToken cancellation)
    {
        PhaseCell[][] cells = new PhaseCell[cw.Count][];
        Parallel.For(0, cw.Count, new ParallelOptions { CancellationToken = cancellation }, i => cells[i] = Column(cw[i], cb));
        return cells;
    }

    /// <summary>The curve on which chi_perp at the lowest fixed point has a value; each K* on it gives C_W and C_b without root finding.</summary>
    public PhaseContour Contour(double chi, PhaseRange range, bool exact, CancellationToken cancellation)
    {
        List<List<int>> runs = [];
        int previous = -2;
        double[] gaps = new double[map.Samples.Length];
        for (int i = 0; i < map.Samples.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            KernelSample s = map.Samples[i];
            ContourPoint point = Point(chi, s);
            if (!range.Contains(point.Cw, point.Cb) || !IsLowest(point, gaps))
            {
                continue;
            }

            if (previous != i - 1)
            {
                runs.Add([]);
            }

            runs[^1].Add(i);
            previous = i;
        }

        return new PhaseContour(chi, [.. runs.Select(r => (IReadOnlyList<ContourPoint>)
            [.. Thinned([.. r.Select(i => Point(chi, map.Samples[i]))], range).Select(p => exact ? Point(chi, Exact(p.K)) : p)])]);
    }

    private static IEnumerable<ContourPoint> Thinned(ContourPoint[] points, PhaseRange range)
    {
        double Distance(ContourPoint a, ContourPoint b) => Math.Max(Math.Abs(a.Cw - b.Cw) / (range.CwTo - range.CwFrom), Math.Abs(a.Cb - b.Cb) / (range.CbTo - range.CbFrom));
        ContourPoint last = points[0];
        yield return last;
        for (int i = 1; i < points.Length; i++)
        {
            // The last point of a curve stays, unless the curve is a single point.
            if (Distance(points[i], last) >= Nearest || (i == points.Length - 1 && Distance(points[i], last) > 1e-3 * Nearest))
            {
                last = points[i];
                yield return last;
            }
        }
    }

    /// <summary>The largest C_b with a fixed point, max over K of K - C_W g(K), where it enters the diagram; empty where that is not known.</summary>
    public IReadOnlyList<(double Cw, double Cb)> DivergenceBoundary(PhaseRange range)
    {
        List<(double Cw, double Cb)> boundary = [];
        if (map.Tail.Of(range.CwTo, range.CbTo) != KernelFate.GrowsWithoutBound)
        {
            return boundary;
        }

        (double, double)? before = null;
        for (int i = 0; i < DivergencePoints; i++)
        {
            double cw = range.CwFrom + ((range.CwTo - range.CwFrom) * i / (DivergencePoints - 1));
            double cb = map.LargestGap(cw);
            if (cb > range.CbTo)
            {
                before = (cw, cb);
                continue;
            }

            if (boundary.Count == 0 && before is (double from, _))
            {
                // Where it comes in from above; for s that grows linearly it is a vertical line.
                double enters = Enters(from, cw, range.CbTo);
                boundary.Add((enters, range.CbTo));
                boundary.Add((Math.BitIncrement(enters) + (1e-9 * enters), Math.Clamp(map.LargestGap(enters * (1 + 2e-9)), range.CbFrom, range.CbTo)));
            }

            boundary.Add((cw, Math.Max(cb, range.CbFrom)));
            if (cb <= range.CbFrom)
            {
                break;
            }
        }

        return boundary;
    }

    /// <summary>The diagram's ranges, chosen where the user chose none: around the critical C_W, and as high as the boundaries go there.</summary>
    public PhaseRange Range(Classification classification, (double From, double To)? cw, (double From, double To)? cb, int grid) =>
        DefaultRange.For(map, classification, cw, cb, grid);

    private static ContourPoint Point(double chi, KernelSample s)
    {
        double cw = chi / s.SlopeSquare;
        double cb = s.K - (cw * s.G);

        // Where K* is almost fixed for every C_b = 0, the difference is rounding.
        return new ContourPoint(s.K, cw, Math.Abs(cb) < 1e-9 * s.K ? 0 : cb, cw * s.Slope);
    }

    private KernelSample Exact(double k) => map.Table.TryExact(k, out KernelSample exact, out _) ? exact : map.Table.At(Math.Log(k));

    private bool IsLowest(ContourPoint point, double[] gaps)
    {
        if (point.ChiParallel > 1 + CriticalTolerance)
        {
            return false;
        }

        map.Gaps(point.Cw, gaps);
        for (int i = 0; i < gaps.Length && map.Samples[i].K < point.K * (1 - Same); i++)
        {
            if (gaps[i] > point.Cb + (1e-9 * map.Samples[i].K))
            {
                return false;
            }
        }

        return true;
    }

    private double Enters(double above, double below, double cb)
    {
        for (int n = 0; n < 60 && below - above > 1e-14 * below; n++)
        {
            double middle = 0.5 * (above + below);
            (above, below) = map.LargestGap(middle) > cb ? (middle, below) : (above, middle);
        }

        return above;
    }

    private PhaseCell[] Column(double cw, IReadOnlyList<double> cb)
    {
        if (line is not null)
        {
            return [.. cb.Select(b => OnLine(line.CriticalRatio(cw), b))];
        }

        double[] gaps = new double[map.LogK.Length];
        map.Gaps(cw, gaps);
        PhaseCell[] cells = new PhaseCell[cb.Count];
        int i = 0;
        for (int j = 0; j < cells.Length; j++)
        {
            while (i < gaps.Length && (gaps[i] < cb[j] || !IsCertain(gaps, i, cb[j])))
            {
                i++;
            }

            cells[j] = i == gaps.Length ? map.Tail.Of(cw, cb[j]) == KernelFate.GrowsWithoutBound ? PhaseCell.None : PhaseCell.Undecided
                : i > 0 ? CellAt(map.Between(i, cw, cb[j]), cw)
                : zero.G == 0 && cb[j] == 0 ? double.IsNaN(zero.Slope) ? PhaseCell.Undecided : Describe(0, cw * zero.Slope, cw * zero.Slope)
                : map.Below(cw, cb[j], zero.G) is [var lowest, ..] ? CellAt(lowest, cw)
                : PhaseCell.Undecided;
        }

        return cells;
    }

    /// <summary>True when the gap rises above C_b by more than the table's error before it falls below again: at large K a gap of almost 0 is rounding.</summary>
    private bool IsCertain(double[] gaps, int from, double cb)
    {
        for (int i = from; i < gaps.Length && gaps[i] >= cb; i++)
        {
            if (gaps[i] - cb > TableError * map.Samples[i].K)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>K -> C_b + r K, whose fixed point is C_b/(1 - r): at r = 1 every K is one where C_b = 0, and where C_b > 0 the kernel grows by C_b a layer.</summary>
    private static PhaseCell OnLine(double ratio, double cb) =>
        ratio == 1 ? cb == 0 ? new PhaseCell(Phase.Critical, 0, 1, 1) : PhaseCell.None
        : ratio > 1 ? PhaseCell.None
        : Describe(cb / (1 - ratio), ratio, ratio);

    private static PhaseCell CellAt(KernelSample s, double cw) => Describe(s.K, cw * s.Slope, cw * s.SlopeSquare);

    /// <summary>A cell by its susceptibilities.</summary>
    internal static PhaseCell Describe(double k, double parallel, double perpendicular) => new(
        Math.Abs(perpendicular - 1) <= CriticalTolerance ? Phase.Critical
            : perpendicular < 1 ? Phase.Ordered
            : Phase.Chaotic,
        k, parallel, perpendicular);
}
