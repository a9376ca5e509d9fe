namespace Theory.Validation.Comparison;

/// <summary>The exponent of a power law c n^a through measured points.</summary>
/// <remarks>
/// Fitted to the values themselves, chi^2(a) being the smallest over c: a value lost in its noise counts as little as it tells, whichever sign it has. (Logarithms need values
/// chosen for being large, which noise has made larger.) The error is how far a may go until chi^2 has grown by 1, to the side where that is farther.
/// </remarks>
public sealed class PowerLawFit
{
    /// <summary>The range of exponents that is searched.</summary>
    private const double Least = -8;
    private const double Largest = 4;
    private const int Steps = 600;

    private readonly (double N, double Y, double Error)[] _points;
    private readonly double _least;

    private PowerLawFit((double N, double Y, double Error)[] points)
    {
        _points = points;
        double[] grid = points.Length < 2 ? [0] : [.. Enumerable.Range(0, Steps + 1).Select(i => ChiSquared(At(i)))];
        int lowest = Array.IndexOf(grid, grid.Min());
        double best = lowest == 0 || lowest == grid.Length - 1 ? double.NaN : Minimum(At(lowest - 1), At(lowest + 1));
        _least = double.IsNaN(best) ? grid[lowest] : ChiSquared(best);
        int from = Array.FindIndex(grid, x => x < _least + 1);
        int to = Array.FindLastIndex(grid, x => x < _least + 1);
        if (double.IsNaN(best) || from == 0 || to == grid.Length - 1)
        {
            (Exponent, StandardError) = (double.NaN, double.NaN);
            return;
        }

        // A minimum narrower than the grid has no point of it within one error.
        double left = from < 0 ? At(lowest - 1) : At(from - 1);
        double right = from < 0 ? At(lowest + 1) : At(to + 1);
        Exponent = best;
        StandardError = Math.Max(best - Crossing(left, best), Crossing(right, best) - best);
    }

    /// <summary>a; NaN where the points leave it open: fewer than two of them, or one error around it has no end.</summary>
    public double Exponent { get; }

    /// <summary>Its standard error from the errors of the points; NaN as the exponent.</summary>
    public double StandardError { get; }

    /// <summary>How many points entered.</summary>
    public int Points => _points.Length;

    /// <summary>Fits y = c n^a by least squares with the errors' weights.</summary>
    /// <param name="points">n, y and the standard error of y; those without an error do not enter.</param>
    public static PowerLawFit Of(IEnumerable<(double N, double Y, double Error)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return new PowerLawFit([.. points.Where(p => p.Error > 0 && double.IsFinite(p.Y) && double.IsFinite(p.Error))]);
    }

    /// <summary>
    /// How many standard errors the points are from the nearest exponent of an interval around one: the root of how much larger chi^2 is there than at its minimum, 0 within.
    /// </summary>
    /// <param name="exponent">The middle.</param>
    /// <param name="margin">Half the length.</param>
    public double SigmaFrom(double exponent, double margin) => double.IsNaN(Exponent) ? double.NaN
        : Math.Abs(Exponent - exponent) <= margin ? 0
        : Math.Sqrt(Math.Max(0, ChiSquared(exponent + Math.CopySign(margin, Exponent - exponent)) - _least));

    private static double At(int step) => Least + (step * (Largest - Least) / Steps);

    /// <summary>The smallest chi^2 over c.</summary>
    private double ChiSquared(double exponent)
    {
        // Powers relative to that at the first point, as n^-8 of wide networks would be lost.
        double Shape(double n) => Math.Pow(n / _points[0].N, exponent);
        double c = _points.Sum(p => Shape(p.N) * p.Y / p.Error / p.Error) / _points.Sum(p => Shape(p.N) * Shape(p.N) / p.Error / p.Error);
        return _points.Sum(p => Math.Pow((p.Y - (c * Shape(p.N))) / p.Error, 2));
    }

    /// <summary>The minimum between two exponents, by golden sections.</summary>
    private double Minimum(double from, double to)
    {
        const double Golden = 0.6180339887498949;
        for (int i = 0; i < 60; i++)
        {
            (double left, double right) = (to - (Golden * (to - from)), from + (Golden * (to - from)));
            (from, to) = ChiSquared(left) <= ChiSquared(right) ? (from, right) : (left, to);
        }

        return (from + to) / 2;
    }

    /// <summary>Where chi^2 has grown by 1, between an exponent where it has by more and one where it has by less.</summary>
    private double Crossing(double beyond, double within)
    {
        for (int i = 0; i < 60; i++)
        {
            double middle = (beyond + within) / 2;
            (beyond, within) = ChiSquared(middle) >= _least + 1 ? (middle, within) : (beyond, middle);
        }

        return (beyond + within) / 2;
    }
}
