using Fractions;

namespace Theory.Numerics.Design.Search;

/// <summary>Searches piecewise polynomials for a stable K* = 0 with a large basin and small fluctuations: a grid, then ever smaller steps from the best.</summary>
public static class PolynomialSearch
{
    /// <summary>Units of the first grid.</summary>
    private const int GridSize = 4000;

    /// <summary>The front is thinned to so many before each refinement.</summary>
    private const int FrontSize = 24;

    /// <summary>Steps are halved so many times.</summary>
    private const int Refinements = 5;

    /// <summary>Searches.</summary>
    /// <exception cref="UserInputException">An option is out of its range.</exception>
    public static PolynomialSearchResult Run(PolynomialSearchOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Dictionary<Point, SearchedUnit?> tried = [];
        Fraction step = Grid(options, out IReadOnlyList<Point> grid);
        foreach (Point point in grid)
        {
            cancellation.ThrowIfCancellationRequested();
            Try(point);
        }

        SearchedUnit[] cloud = [.. tried.Values.OfType<SearchedUnit>()];
        for (int i = 0; i <= Refinements; i++, step /= new Fraction(2))
        {
            // Steps stay until they find nothing better, since the best may lie beyond the grid; not for ever, since a front may have no end.
            for (int again = 0; again < 4; again++)
            {
                cancellation.ThrowIfCancellationRequested();
                int before = tried.Count;
                foreach (Point near in Thinned(Front(tried.Values)).Select(PointOf).SelectMany(p => p.Neighbours(step)))
                {
                    Try(near);
                }

                if (tried.Count == before)
                {
                    break;
                }
            }
        }

        return new PolynomialSearchResult(options, tried.Count, tried.Values.Count(u => u is not null), Thinned(Front(tried.Values)), Inflected(options), cloud);

        void Try(Point point)
        {
            if (!tried.ContainsKey(point))
            {
                tried[point] = Judge(PiecewiseUnit.Of(options.Smoothness, point.Coefficients, point.Slope), options);
            }
        }

        Point PointOf(SearchedUnit u) => new([.. u.Unit.Coefficients], u.Unit.LeftSlope, options.WithLine);
    }

    /// <summary>A unit with its criteria; null for one that is not stable, has a smaller degree, or not the kernel in its basin.</summary>
    private static SearchedUnit? Judge(PiecewiseUnit unit, PolynomialSearchOptions options)
    {
        Fraction a1 = unit.A1;
        if (a1.IsPositive || unit.Degree < options.Degree || unit.LeftSlope >= Fraction.One)
        {
            return null;
        }

        double basin = unit.Basin();
        return basin > options.K ? new SearchedUnit(unit, a1.ToDouble(), basin, unit.Fluctuation(options.K)) : null;
    }

    /// <summary>Coefficients r_i from -5m to 5m and slopes from -1/2 to 1/2 at equal steps that are simple numbers.</summary>
    private static Fraction Grid(PolynomialSearchOptions options, out IReadOnlyList<Point> grid)
    {
        int each = (int)Math.Pow(GridSize, 1.0 / options.Coefficients);
        int largest = 5 * options.Smoothness;
        int perUnit = 1;
        while (2 * largest * perUnit * 2 < each)
        {
            perUnit *= 2;
        }

        Fraction step = new(1, perUnit);
        Fraction[] values = [.. Enumerable.Range(-largest * perUnit, (2 * largest * perUnit) + 1).Select(i => i * step)];
        Fraction[] slopes = options.WithLine ? [.. Enumerable.Range(-8, 17).Select(i => new Fraction(i, 16))] : [Fraction.Zero];
        IEnumerable<Fraction[]> coefficients = [[]];
        for (int i = 0; i < options.Degree - options.Smoothness - 1; i++)
        {
            coefficients = coefficients.SelectMany(c => values, (c, v) => (Fraction[])[.. c, v]);
        }

        grid = [.. coefficients.SelectMany(c => slopes, (c, a) => new Point(c, a, options.WithLine))];
        return step;
    }

    /// <summary>Those that no other dominates, by rising basin.</summary>
    internal static IReadOnlyList<SearchedUnit> Front(IEnumerable<SearchedUnit?> units)
    {
        List<SearchedUnit> front = [];
        foreach (SearchedUnit unit in units.OfType<SearchedUnit>().OrderByDescending(u => u.Basin).ThenBy(u => u.Fluctuation))
        {
            if (front.Count == 0 || unit.Fluctuation < front[^1].Fluctuation)
            {
                front.Add(unit);
            }
        }

        front.Reverse();
        return front;
    }

    /// <summary>The ends and members at equal distances along the front, in units of its extent.</summary>
    private static IReadOnlyList<SearchedUnit> Thinned(IReadOnlyList<SearchedUnit> front)
    {
        if (front.Count <= FrontSize)
        {
            return front;
        }

        double basins = Math.Log(front[^1].Basin / front[0].Basin), fluctuations = front[^1].Fluctuation - front[0].Fluctuation;
        double[] along = new double[front.Count];
        for (int i = 1; i < front.Count; i++)
        {
            double x = Math.Log(front[i].Basin / front[i - 1].Basin) / basins, y = (front[i].Fluctuation - front[i - 1].Fluctuation) / fluctuations;
            along[i] = along[i - 1] + Math.Sqrt((x * x) + (y * y));
        }

        return [.. Enumerable.Range(0, FrontSize).Select(i => Nearest(along[^1] * i / (FrontSize - 1))).Distinct().Select(i => front[i])];

        int Nearest(double at) => Enumerable.Range(0, along.Length).MinBy(i => Math.Abs(along[i] - at));
    }

    private static SearchedUnit? Inflected(PolynomialSearchOptions options) => options.Degree != options.Smoothness + 2 ? null
        : Judge(PiecewiseUnit.Of(options.Smoothness, [new Fraction(-options.Smoothness)], Fraction.Zero), options);

    /// <summary>Coefficients, compared by value.</summary>
    private sealed class Point(Fraction[] coefficients, Fraction slope, bool hasSlope) : IEquatable<Point>
    {
        public Fraction[] Coefficients => coefficients;

        public Fraction Slope => slope;

        public IEnumerable<Point> Neighbours(Fraction step)
        {
            for (int i = 0; i < coefficients.Length; i++)
            {
                foreach (Fraction by in (Fraction[])[step, -step])
                {
                    Fraction[] moved = [.. coefficients];
                    moved[i] += by;
                    yield return new Point(moved, slope, hasSlope);
                }
            }

            if (hasSlope)
            {
                Fraction small = step / new Fraction(16);
                yield return new Point(coefficients, slope + small, true);
                yield return new Point(coefficients, slope - small, true);
            }
        }

        public bool Equals(Point? other) => other is not null && slope == other.Slope && coefficients.SequenceEqual(other.Coefficients);

        public override bool Equals(object? obj) => Equals(obj as Point);

        public override int GetHashCode() => coefficients.Aggregate(slope.GetHashCode(), HashCode.Combine);
    }
}
